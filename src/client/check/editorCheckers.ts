import path from 'node:path';
import type { Clock } from '../../base/clock';
import type { Log } from '../../base/log';
import { Checkers, type CheckersOptions } from './checkers';
import { PythonChecker, type PythonCheckerOptions } from './python/pythonChecker';
import { TypeScriptChecker } from './typeScriptChecker';

export interface EditorCheckersParts
  extends Pick<CheckersOptions, 'isTrusted'>, Pick<PythonCheckerOptions, 'interpreters'> {
  /** The bundle `checker.mjs`. */
  readonly checkerFile: string;
  /** Folder of the editor itself, whose own TypeScript is used: a workspace's is code of the workspace. */
  readonly appRoot: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Checkers for the editor. Dispose of them at the end and wait for it. */
export function editorCheckers(parts: EditorCheckersParts): Checkers {
  const { checkerFile, appRoot, isTrusted, interpreters, clock, log } = parts;
  const typeScriptFolders = [path.join(appRoot, 'extensions', 'node_modules', 'typescript')];
  return new Checkers({
    isTrusted,
    typeScript: new TypeScriptChecker({ checkerFile, typeScriptFolders, clock, log }),
    python: new PythonChecker({ interpreters, clock, log }),
  });
}
