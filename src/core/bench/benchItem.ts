/** What is hidden: the rest of a line from some token on, the arguments of a call, or the body of a function. */
export const codeKinds = ['line', 'call', 'body'] as const;

/** The rest of a line again, by where the cursor stands: what comes before it in its line decides how well a model goes on. */
export const cursorKinds = ['insideWord', 'beforeWord', 'afterWord', 'lineStart'] as const;

export const itemKinds = [...codeKinds, ...cursorKinds] as const;
export type ItemKind = (typeof itemKinds)[number];

/**
 * `copy`: the answer's first line stands elsewhere in the file. `xfile`: the answer uses a name that another file of the workspace
 * defines. `xunseen`: such a name stands nowhere else in this file but in import statements.
 */
export const itemTags = ['copy', 'xfile', 'xunseen'] as const;
export type ItemTag = (typeof itemTags)[number];

/** A place in a real file whose text was taken out, with the text that stood there. `plinth complete --batch` takes it as it is. */
export interface BenchItem {
  /** Unique in its list, and the same whenever the item is built from the same files. */
  readonly id: string;
  readonly kind: ItemKind;
  readonly tags: readonly ItemTag[];
  /** The editor's language id. */
  readonly language: string;
  /** Folder of the item's workspace, relative to the one that holds all of them; absent when there is just one. */
  readonly workspace?: string;
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  /** UTF-16 units into `text`. */
  readonly offset: number;
  /** The file without the truth. The closing bracket of a call stays. */
  readonly text: string;
  readonly truth: string;
  /** Names in the truth that another file of the workspace defines. */
  readonly needed: readonly string[];
  /** Those of them that stand nowhere else in this file but in import statements. */
  readonly unseen: readonly string[];
}
