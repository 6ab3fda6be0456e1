import type { Definition, FileFacts } from '../../syntax/fileFacts';

export interface LocatedDefinition {
  readonly path: string;
  readonly definition: Definition;
}

/** What all files of one root folder define and import, looked up by name. Paths are relative to that folder, with forward slashes. */
export interface FileIndex {
  readonly size: number;
  has(path: string): boolean;
  paths(): Iterable<string>;
  facts(path: string): FileFacts | undefined;
  /** Definitions of a name, members included; of a name that very many files define, only those nearest to the path `near`. */
  definitionsOf(name: string, near?: string): readonly LocatedDefinition[];
  /** Files in which an import binds this name. */
  importersOf(name: string): readonly string[];
  /** Paths of files with this base name (`orders.py`), for resolving modules. */
  named(baseName: string): readonly string[];
}
