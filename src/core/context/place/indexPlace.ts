import type { ContextQuery, ContextSnippet, IndexSourceName } from '../../../protocol/context';
import type { FileFacts } from '../../syntax/fileFacts';
import type { ParsedDocument } from '../../syntax/trees';
import type { FileIndex } from '../index/fileIndex';

/** The texts of the workspace's files: open documents as they are typed, the others as they are on disk. */
export interface FileTexts {
  /** `undefined` for a file that is secret, ignored, too large, binary or gone. Fast enough to be called a few dozen times for one question. */
  read(path: string): string | undefined;
}

/** A file before and after the edits of the last minutes. */
export interface PathEdit {
  readonly path: string;
  readonly before: string;
  /** As it is now. */
  readonly after: string;
}

/** A question together with everything that a source may look at. Valid only until the source returns: the tree is borrowed. */
export interface IndexPlace {
  readonly query: ContextQuery;
  /** Workspace-relative path of the cursor's file. */
  readonly path: string;
  readonly document: ParsedDocument;
  /** Of the cursor's document as it is now. */
  readonly facts: FileFacts;
  /** Of the root folder that the document is in. All its paths are relative to that folder. */
  readonly index: FileIndex;
  readonly files: FileTexts;
  /** Paths of `query.recent` that lie in the same root folder, in the same order. */
  readonly recent: readonly string[];
  /** Of files that may be read in the same root folder, the one that was changed last first; the cursor's own file may be among them. */
  readonly edits: readonly PathEdit[];
  /**
   * Files that a module name stands for, the likeliest first; empty for one outside of the workspace. `from` is the path of the file in
   * which the name is written; the cursor's file without it.
   */
  readonly resolve: (module: string, from?: string) => readonly string[];
  /** True once the time is over: return what there is. */
  readonly isLate: () => boolean;
}

/** One kind of context that the index can give; pure apart from reading files. One class, one file, one test each. */
export interface IndexSource {
  readonly name: IndexSourceName;
  /** The best first, at most a few dozen. */
  collect(place: IndexPlace): readonly ContextSnippet[];
}
