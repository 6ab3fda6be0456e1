import type { Log } from '../base/log';
import type { MachineFacts } from '../core/models/recommend';
import type { Clock } from '../core/ports';
import type { ReadGrammarFile } from '../core/syntax/grammars';
import type { ModelStore } from '../node/modelStore';
import type { SystemLibraries } from '../node/systemLibraries';
import type { CliIo } from './cliIo';
import type { OpenWorkbench, OpenWorkspace } from './workbench';

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
  /** Where indexes of workspaces are kept between calls. */
  readonly indexFolder: string;
  /** For commands that parse files by themselves. */
  readonly readGrammar: ReadGrammarFile;
}
