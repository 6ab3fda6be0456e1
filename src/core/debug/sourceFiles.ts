import type { DocumentSnapshot } from '../text/snapshot';

/** The files of the workspace, for paths that a debugger or a trace names. */
export interface SourceFiles {
  /** Absolute paths of the workspace's folders, with forward slashes and none at the end. */
  readonly roots: readonly string[];
  /** The text file at an absolute path (forward slashes), as the editor has it or else as the disk has it. Never rejects. */
  open(path: string): Promise<DocumentSnapshot | undefined>;
  /** Absolute paths of files whose path ends in `/tail`; a few at most. For traces that tell no folders. Never rejects. */
  endingIn(tail: string): Promise<readonly string[]>;
}
