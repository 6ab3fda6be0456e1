import path from 'node:path';
import { stableHash } from '../../core/bench/stableHash';
import type { Clock } from '../../core/ports';
import type { Grammars } from '../../core/syntax/grammars';
import { type ParsedDocument, Trees } from '../../core/syntax/trees';
import { type WorkspaceFile, workspaceFiles } from './workspaceFiles';

/** For one file; a file that takes longer is left out. */
const PARSE_BUDGET_MS = 20_000;

export interface ReadOrder<T> {
  /** Absolute. */
  readonly folders: readonly string[];
  readonly grammars: Grammars;
  readonly clock: Clock;
  readonly read: (document: ParsedDocument) => T;
}

/** A source file with what was read out of its tree. */
export interface ReadFile<T> extends WorkspaceFile {
  readonly found: T;
}

export interface ReadWorkspaces<T> {
  /** Absolute path of the folder that holds all workspaces; the workspace itself when there is just one. */
  readonly root: string;
  /** Absolute paths of the workspaces. */
  readonly folders: readonly string[];
  /** `name`: the folder relative to the root; empty when there is just one. */
  readonly workspaces: readonly { readonly name: string; readonly files: readonly ReadFile<T>[] }[];
  /** Changes with any text or name of a file. */
  readonly fingerprint: number;
}

/** Reads and parses all files of some workspaces. @throws PlainError for a folder that cannot be read */
export async function readWorkspaces<T>({ folders, grammars, clock, read }: ReadOrder<T>): Promise<ReadWorkspaces<T>> {
  const root = commonFolder(folders);
  const trees = new Trees({ grammars, clock, budgetMs: PARSE_BUDGET_MS });
  const workspaces: { name: string; files: ReadFile<T>[] }[] = [];
  let fingerprint = 0;
  for (const folder of folders) {
    const name = path.relative(root, folder).split(path.sep).join('/');
    const files: ReadFile<T>[] = [];
    for (const file of workspaceFiles(folder)) {
      const { path: uri, language: languageId, text } = file;
      fingerprint = stableHash(`${fingerprint}\0${name}\0${uri}\0${text}`);
      trees.open({ uri, languageId, version: 1, text });
      const found = await trees.read(uri, 1, (document) => ({ found: read(document) }));
      trees.close(uri);
      if (found !== undefined) files.push({ ...file, ...found });
    }
    workspaces.push({ name, files });
  }
  return { root, folders, workspaces, fingerprint };
}

/** The deepest folder that all of the folders (absolute) lie in; a single one is its own. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '', ...others] = folders.map((folder) => path.resolve(folder));
  let common = first;
  for (const other of others)
    while (path.relative(common, other).startsWith('..') && path.dirname(common) !== common)
      common = path.dirname(common);
  // One workspace inside of another would otherwise have no name of its own.
  return others.length > 0 && folders.includes(common) ? path.dirname(common) : common;
}
