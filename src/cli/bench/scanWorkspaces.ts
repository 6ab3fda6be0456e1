import path from 'node:path';
import type { ScannedFile, ScannedWorkspace } from '../../core/bench/buildItems';
import { scanFile, type ScanWish } from '../../core/bench/scanFile';
import { stableHash } from '../../core/bench/stableHash';
import type { Clock } from '../../core/ports';
import type { Grammars } from '../../core/syntax/grammars';
import { Trees } from '../../core/syntax/trees';
import { type WorkspaceFile, workspaceFiles } from './workspaceFiles';

/** For one file; a file that takes longer is left out. */
const PARSE_BUDGET_MS = 20_000;

export interface ScanOrder extends ScanWish {
  /** Absolute. */
  readonly folders: readonly string[];
  readonly grammars: Grammars;
  readonly clock: Clock;
}

export interface Scan {
  /** Absolute path of the folder that holds all workspaces; the workspace itself when there is just one. */
  readonly root: string;
  /** Absolute paths of the workspaces. */
  readonly folders: readonly string[];
  readonly workspaces: readonly ScannedWorkspace[];
  /** Changes with any text or name of a file. */
  readonly fingerprint: number;
}

/** Reads and parses all files of some workspaces. @throws PlainError for a folder that cannot be read */
export async function scanWorkspaces(order: ScanOrder): Promise<Scan> {
  const root = commonFolder(order.folders);
  const trees = new Trees({ grammars: order.grammars, clock: order.clock, budgetMs: PARSE_BUDGET_MS });
  const workspaces: ScannedWorkspace[] = [];
  let fingerprint = 0;
  for (const folder of order.folders) {
    const name = path.relative(root, folder).split(path.sep).join('/');
    const found = workspaceFiles(folder);
    for (const { path: file, text } of found) fingerprint = stableHash(`${fingerprint}\0${name}\0${file}\0${text}`);
    const files: ScannedFile[] = [];
    for (const file of found) files.push(...(await scanned(file, trees, order)));
    workspaces.push({ name, files });
  }
  return { root, folders: order.folders, workspaces, fingerprint };
}

async function scanned(file: WorkspaceFile, trees: Trees, wish: ScanWish): Promise<ScannedFile[]> {
  const { path: uri, language: languageId, text } = file;
  trees.open({ uri, languageId, version: 1, text });
  const scan = await trees.read(uri, 1, (document) => scanFile(document, wish));
  trees.close(uri);
  return scan === undefined ? [] : [{ ...file, ...scan }];
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
