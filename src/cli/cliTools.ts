import type { Log } from '../base/log';
import type { MachineFacts } from '../core/models/recommend';
import type { Checker, Clock } from '../core/ports';
import type { ReadGrammarFile } from '../core/syntax/grammars';
import type { ModelStore } from '../node/modelStore';
import type { SystemLibraries } from '../node/systemLibraries';
import type { CliIo } from './cliIo';
import type { OpenEngine, OpenWorkbench, OpenWorkspace } from './workbench';

/** A checker that must be disposed of at the end. */
export type OwnedChecker = Checker & { dispose(): void | Promise<void> };

/** Checkers for the files of a folder (absolute path); those that belong to the folder itself only where the user trusts it. */
export type OpenChecker = (folder: string, isTrusted: boolean) => Promise<OwnedChecker>;

/** Everything that the commands work with. */
export interface CliTools {
  readonly io: CliIo;
  /** Version and build, for `--version` and the doctor. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: ModelStore;
  readonly machine: () => Promise<MachineFacts>;
  readonly libraries: () => Promise<SystemLibraries>;
  readonly open: OpenWorkbench;
  /** The same without an engine, for commands that need no model. */
  readonly openWorkspace: OpenWorkspace;
  /** The engine alone, for commands that need a model only at times. */
  readonly openEngine: OpenEngine;
  readonly openChecker: OpenChecker;
  /** Where indexes of workspaces are kept between calls. */
  readonly indexFolder: string;
  /** For commands that parse files by themselves. */
  readonly readGrammar: ReadGrammarFile;
}
