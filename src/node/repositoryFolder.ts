import fs from 'node:fs';
import path from 'node:path';

/** A git repository on disk. */
export interface Repository {
  /** The top folder of its files. */
  readonly folder: string;
  /** What .git/info/exclude says; empty without one. */
  readonly exclude: string;
}

/** Ends a search for a repository in file systems that are nested without end. */
const maxLevels = 64;
const maxExcludeBytes = 256 * 1_024;

/** The repository that a folder lies in; `undefined` outside of every one. Reads the disk, never throws. */
export function findRepository(folder: string): Repository | undefined {
  let current = path.resolve(folder);
  for (let level = 0; level < maxLevels; level++) {
    const dotGit = path.join(current, '.git');
    const facts = fs.lstatSync(dotGit, { throwIfNoEntry: false });
    if (facts?.isDirectory() === true || facts?.isFile() === true) {
      const common = facts.isDirectory() ? dotGit : commonFolder(dotGit);
      const exclude = common === undefined ? '' : readSmall(path.join(common, 'info', 'exclude'));
      return { folder: current, exclude: exclude ?? '' };
    }
    const parent = path.dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
  return undefined;
}

/** A worktree or submodule has a file named .git that says where its folder is; a worktree's folder names the one that it shares. */
function commonFolder(dotGit: string): string | undefined {
  const named = /^gitdir: (.+)$/m.exec(readSmall(dotGit) ?? '')?.[1];
  if (named === undefined) return undefined;
  const own = path.resolve(path.dirname(dotGit), named.trim());
  const shared = readSmall(path.join(own, 'commondir'))?.trim();
  return shared === undefined ? own : path.resolve(own, shared);
}

/** The text of a small file; `undefined` when it is not there, too large or cannot be read. */
function readSmall(file: string): string | undefined {
  try {
    const facts = fs.statSync(file);
    return facts.isFile() && facts.size <= maxExcludeBytes ? fs.readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
