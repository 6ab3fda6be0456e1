/** What the context of a prompt is made of, as it crosses between the host and the worker that owns the workspace index. */
import type { SyntaxPlace } from './syntax';

/**
 * Where a snippet comes from. Answered by the worker from the index: `usages` (how other files use the names that this file imports),
 * `imports` (signatures of those names), `definitions` (of other names near the cursor), `members` (of the type left of a dot), `similar`
 * (windows of other files that share identifiers), `counterpart` (test or implementation), `outline` (folded far parts of a long file),
 * `header` (its own import statements, where the prompt does not reach them), `unused` (a name each that the file imports and does not use
 * yet, for the hint beside the cursor), `edits` (of the last minutes, as small diffs). Known to the host alone: `errors` (near the cursor), `languageServer` (its definitions and hovers).
 */
export type IndexSourceName =
  | 'unused'
  | 'usages'
  | 'header'
  | 'imports'
  | 'definitions'
  | 'members'
  | 'similar'
  | 'counterpart'
  | 'outline'
  | 'edits';
export type HostSourceName = 'errors' | 'languageServer';
export type SnippetSource = IndexSourceName | HostSourceName;

/** An excerpt that may help the model at one place. */
export interface ContextSnippet {
  readonly source: SnippetSource;
  /** Workspace-relative path, with forward slashes, of the file that the text is from; with `.diff` behind it for edits of that file. */
  readonly path: string;
  /** Whole lines; ends in a line break. */
  readonly text: string;
  /** 0-based line in its file at which the text begins; absent for a text put together from several places. */
  readonly line?: number;
  /** Names of the cursor's file that it defines or shows in use. */
  readonly names: readonly string[];
  /** 0 to 1: how well it fits among those of its source, as the source sees it. */
  readonly relevance: number;
  /** 0 to 1: 1 = the same folder as the cursor's file, less for each folder between. */
  readonly nearness: number;
}

/** A question about what the code at a place refers to. */
export interface ContextQuery extends SyntaxPlace {
  readonly sources: readonly IndexSourceName[];
  /** UTF-16 offsets of the text around the cursor that the prompt holds anyway. */
  readonly window: { readonly start: number; readonly end: number };
  /** URIs of visible and recently used documents, newest first, without the cursor's own. */
  readonly recent: readonly string[];
  /** The answer is wanted within this time; sources that were not reached by then are left out. */
  readonly budgetMs: number;
}

/** What became of one source: how long it took, and why it gave nothing where that is worth knowing. */
export interface SourceNote {
  readonly source: SnippetSource;
  readonly ms: number;
  readonly problem?: string;
}

export interface ContextAnswer {
  readonly snippets: readonly ContextSnippet[];
  readonly notes: readonly SourceNote[];
  readonly index: IndexProgress;
}

/** A question about names that a document uses and nothing in it binds. */
export interface ImportQuery {
  readonly uri: string;
  readonly version: number;
  readonly names: readonly string[];
  readonly budgetMs: number;
}

/** One way to import a name, as the language of the document writes it. */
export interface ImportOrigin {
  readonly name: string;
  /** The name in the module; `*` for the module itself, `default` for a default export. */
  readonly imported: string;
  readonly module: string;
  /** It stands for a type alone, of which nothing is left when the program runs. */
  readonly isType: boolean;
}

export interface ImportAnswer {
  /** The likeliest first. */
  readonly origins: readonly ImportOrigin[];
  /** Names that the document's own and its imported modules define and that differ from an asked one by a slip of the keys. */
  readonly similar: readonly string[];
}

/** A question where names are defined. */
export interface SymbolQuery {
  /** Of the document in which they were met; what is nearest to it counts. */
  readonly uri: string;
  readonly names: readonly string[];
}

/** Where a name is defined: in one of possibly many places. */
export interface SymbolPlace {
  readonly name: string;
  readonly uri: string;
  /** 0-based. */
  readonly line: number;
}

/** A folder of the workspace as the index should see it. */
export interface IndexRoot {
  /** Absolute path in the file system. */
  readonly folder: string;
  /** Glob patterns of the editor's `files.exclude` that are switched on. */
  readonly exclude: readonly string[];
}

/** A single file of a root folder, in the index or not. */
export interface RootFile {
  readonly root: IndexRoot;
  /** Path in the root, with forward slashes. */
  readonly relative: string;
}

/** Everything that the worker must know before it indexes; a later one replaces it. Without roots the index is off. */
export interface IndexConfig {
  readonly roots: readonly IndexRoot[];
  /** Folder for what is kept between starts; absent: nothing is kept. Created with mode 0700. */
  readonly storeFolder?: string;
}

/** Files that changed on disk, by absolute path. A folder stands for everything below it. */
export interface FileChanges {
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
}

export interface IndexProgress {
  /** `off`: no folder; `scanning`: looking for files; `indexing`: reading them; `ready`: nothing waits. */
  readonly state: 'off' | 'scanning' | 'indexing' | 'ready';
  /** Files in the index. */
  readonly files: number;
  /** Files that wait to be read. */
  readonly pending: number;
  /** Files that were passed over, counted by reason: `ignored`, `secret`, `tooLarge`, `binary`, `unreadable`, `minified`, `tooMany`, … */
  readonly skipped: Readonly<Record<string, number>>;
}
