/** What one file defines, imports and hands out: all that the workspace index knows of it. Offsets are UTF-16 units. */

export type DefinitionKind =
  | 'function'
  | 'method'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'field'
  | 'constant'
  | 'variable'
  | 'module'
  | 'macro';

/** A name that a file gives a meaning to, at its top level or as a member of such a definition; never a local of a function. */
export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** Names of the definitions around it, outermost first, joined by dots; empty at the top level. */
  readonly container: string;
  /** Its text without the body, indentation of its first line removed: `export function total(items: Item[]): number`. At most 400 units. */
  readonly signature: string;
  /** First line of its doc comment without comment signs; empty without one. At most 120 units. */
  readonly doc: string;
  /** The whole definition, body and decorators included. */
  readonly start: number;
  readonly end: number;
  /** Other files can name it. */
  readonly exported: boolean;
}

/** One name that an import brings in. `import {a as b} from './m'` is `{name: 'b', imported: 'a', module: './m'}`. */
export interface ImportedName {
  /**
   * The name in this file; for a namespace, package or whole-module import, what it is called here (`import os.path` -> `os`). `*` for
   * all names of the module at once (`from m import *`, `#include "m.h"`).
   */
  readonly name: string;
  /** The name in the module; `*` for the module itself, `default` for a default export. */
  readonly imported: string;
  /** The module as it is written, without quotes; Python's leading dots kept; separators as the language writes them. */
  readonly module: string;
  /** The whole import statement. */
  readonly start: number;
  readonly end: number;
}

/**
 * A name that a file hands on from another module: `export {a as b} from './m'`; `*` for all of them. The module is empty for a name
 * of this file that is called differently outside: `export default total`, `export {a as b}`.
 */
export interface ReExport {
  readonly name: string;
  readonly imported: string;
  readonly module: string;
}

export interface FileFacts {
  /** In the order of the text; members behind the definition that holds them. */
  readonly definitions: readonly Definition[];
  readonly imports: readonly ImportedName[];
  readonly reExports: readonly ReExport[];
}

/** A place at which a name is used, not defined and not imported. */
export interface Reference {
  readonly name: string;
  readonly kind: 'call' | 'type' | 'member' | 'value';
  readonly start: number;
  /** For a member: the text left of the dot, when it is a plain name or a chain of them: `this.store`, `np`. */
  readonly receiver?: string;
}
