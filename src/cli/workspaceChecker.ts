import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import { Checkers } from '../client/check/checkers';
import { PythonChecker } from '../client/check/python/pythonChecker';
import { TypeScriptChecker } from '../client/check/typeScriptChecker';
import type { OpenChecker } from './cliTools';

export interface WorkspaceCheckerParts {
  /** The bundle `checker.mjs`. */
  readonly checkerFile: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Checkers for the command line: those that the user's own environment names (PATH, VIRTUAL_ENV), and before them those of the workspace,
 * which are its code, where the user trusts it.
 */
export function workspaceCheckers(parts: WorkspaceCheckerParts): OpenChecker {
  const { checkerFile, env, clock, log } = parts;
  return async (folder, isTrusted) => {
    const own = isTrusted ? foldersAround(folder).map((each) => path.join(each, 'node_modules', 'typescript')) : [];
    const typeScriptFolders = [...own, ...(await typeScriptOnPath(env))];
    const python = isTrusted ? ['.venv', 'venv'].map((name) => path.join(folder, name)) : [];
    const active = env['VIRTUAL_ENV'];
    const environments = [...(active === undefined ? [] : [active]), ...python];
    return new Checkers({
      isTrusted: () => true,
      typeScript: new TypeScriptChecker({ checkerFile, typeScriptFolders, clock, log }),
      python: new PythonChecker({ interpreters: () => Promise.resolve(environments.map(interpreterIn)), clock, log }),
    });
  };
}

function interpreterIn(environment: string): string {
  return process.platform === 'win32'
    ? path.join(environment, 'Scripts', 'python.exe')
    : path.join(environment, 'bin', 'python');
}

/** The packages that the `tsc` of PATH belongs to; a relative folder there would be one of the workspace. */
async function typeScriptOnPath(env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((each) => path.isAbsolute(each));
  const found = await Promise.all(folders.map((folder) => realpath(path.join(folder, 'tsc')).catch(() => undefined)));
  return found.flatMap((file) => (file === undefined ? [] : [path.dirname(path.dirname(file))]));
}

function foldersAround(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAround(parent)];
}
