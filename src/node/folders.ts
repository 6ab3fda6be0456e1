import os from 'node:os';
import path from 'node:path';

/** What the choice of folders depends on. */
export interface FolderFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** The facts of this process. */
export function processFolderFacts(): FolderFacts {
  return { env: process.env, platform: process.platform, home: os.homedir() };
}

/** Plinth's own folder among the caches of the user: `$XDG_CACHE_HOME/plinth`, `~/Library/Caches/plinth` or `%LOCALAPPDATA%\plinth`. */
export function cacheFolder(facts: FolderFacts): string {
  const { env, platform, home } = facts;
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA || path.win32.join(home, 'AppData', 'Local');
    return path.win32.join(local, 'plinth');
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Caches', 'plinth');
  // The XDG specification: a relative path is invalid and must be ignored.
  const xdg = env.XDG_CACHE_HOME ?? '';
  return path.posix.join(path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, '.cache'), 'plinth');
}

/** Where models lie: the setting, else `PLINTH_MODELS`, else `models` in the cache folder. A leading `~/` means the home folder. */
export function modelFolder(setting: string, facts: FolderFacts): string {
  const chosen = setting.trim() || facts.env.PLINTH_MODELS || '';
  if (chosen !== '') return path.resolve(expandHome(chosen, facts.home));
  return (facts.platform === 'win32' ? path.win32 : path.posix).join(cacheFolder(facts), 'models');
}

/** Replaces a leading `~/`, which no shell has expanded in a setting. */
export function expandHome(file: string, home: string): string {
  return /^~[/\\]/.test(file) ? path.join(home, file.slice(2)) : file;
}
