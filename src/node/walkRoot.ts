import fs from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { isSecretFile } from '../core/text/secretFiles';
import { gitIgnoreName, type IgnoreFiles, plinthIgnoreName } from './ignoreFiles';
import { systemCode } from './systemReason';

/** Why the walk passes something over. */
export type WalkSkip =
  | 'ignored'
  | 'excluded'
  | 'secret'
  | 'link'
  /** A folder that belongs to a tool, by a file in it. */
  | 'foreign'
  | 'unreadable'
  | 'tooDeep'
  | 'tooMany';

export interface WalkOptions {
  readonly root: string;
  readonly ignoreFiles: IgnoreFiles;
  /** Glob patterns of paths relative to the root. */
  readonly exclude: readonly string[];
  /** Endings of the wanted names, in lower case and without the dot. */
  readonly extensions: ReadonlySet<string>;
  /** Folders, relative to the root, to look into first: those of open files. */
  readonly near?: readonly string[];
  readonly onSkip: (reason: WalkSkip, relative: string) => void;
  readonly maxFiles?: number;
  readonly maxEntries?: number;
  readonly maxDepth?: number;
}

interface Folder {
  readonly relative: string;
  readonly depth: number;
  readonly cost: number;
}

interface Listing {
  readonly files: string[];
  readonly folders: string[];
  readonly ignoreNames: string[];
  links: number;
  isForeign: boolean;
}

/** Belong to tools or to packages of others, in any repository, whether it ignores them or not. */
const toolFolders: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn', '.jj', 'node_modules', 'bower_components', 'jspm_packages', '__pycache__', '.venv'],
  ...['.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.gradle', '.next', '.nuxt', '.svelte-kit'],
  ...['.yarn', '.pnpm-store', '.terraform', '.cache', '.parcel-cache', '.turbo', '.vscode-test', '.eggs'],
]);
/** A folder that holds one of these is a Python environment or a cache (https://bford.info/cachedir/). */
const foreignMarks: ReadonlySet<string> = new Set(['pyvenv.cfg', 'CACHEDIR.TAG']);
/** Such folders come late, because the count of files is bounded. */
const lateFolder =
  /^(dist|build|out|output|bin|obj|target|vendor|third[_-]?party|external|deps|generated|gen|fixtures?|testdata|snapshots?|coverage|docs?|examples?|samples?|demos?|legacy|archive|\..+)$/i;
const soonFolder = /^(src|source|sources|lib|app|apps|packages|pkg|internal|cmd|core|server|client|crates|main)$/i;
const LATE_LEVELS = 4;
const NEAR_COST = 0;
/** Pauses come at least this often. */
const ENTRIES_BETWEEN_PAUSES = 256;

/**
 * Finds the wanted files below a root: paths relative to it, with forward slashes, those near the top and in folders of source code first.
 * Gives `undefined` now and then, as a place to pause. Links are never followed, so it neither leaves the root nor goes in circles. Folders
 * that cannot be read are reported and passed over; nothing is thrown.
 */
export function* walkRoot(options: WalkOptions): Generator<string | undefined, void> {
  const { onSkip, maxFiles = 20_000, maxEntries = 500_000, maxDepth = 40 } = options;
  const isExcluded = excludeMatcher(options.exclude);
  const queue = new FolderQueue(options.near ?? []);
  queue.add({ relative: '', depth: 0, cost: NEAR_COST + 1 });
  const passed = { files: 0, entries: 0 };
  for (let folder = queue.next(); folder !== undefined; folder = queue.next()) {
    if (passed.entries >= maxEntries || passed.files >= maxFiles) return onSkip('tooMany', folder.relative);
    const listing = yield* list(options, folder, passed);
    if (listing === undefined) continue;
    if (listing.isForeign && folder.depth > 0) {
      onSkip('foreign', folder.relative);
      continue;
    }
    options.ignoreFiles.enter(folder.relative, listing.ignoreNames);
    for (const name of listing.files.sort()) {
      const relative = join(folder.relative, name);
      const reason = fileSkip(options, isExcluded, relative);
      if (reason !== undefined) onSkip(reason, relative);
      else if (passed.files >= maxFiles) onSkip('tooMany', relative);
      else if (++passed.files > 0) yield relative;
    }
    for (const name of listing.folders.sort()) {
      const relative = join(folder.relative, name);
      const reason = folderSkip(options, isExcluded, relative);
      if (reason !== undefined) onSkip(reason, relative);
      else if (folder.depth >= maxDepth) onSkip('tooDeep', relative);
      else queue.add({ relative, depth: folder.depth + 1, cost: queue.costOf(folder, relative, name) });
    }
  }
}

/** Why a file of the wanted kind is passed over by its name; the walk's own test, for files that are heard of in another way. */
export function fileSkip(
  { root, ignoreFiles }: Pick<WalkOptions, 'root' | 'ignoreFiles'>,
  isExcluded: (relative: string) => boolean,
  relative: string,
): WalkSkip | undefined {
  if (isSecretFile(path.join(root, relative))) return 'secret';
  if (ignoreFiles.ignores(relative, false)) return 'ignored';
  return isExcluded(relative) ? 'excluded' : undefined;
}

/** As `fileSkip`, for a folder: why the walk does not look into it. */
export function folderSkip(
  { root, ignoreFiles }: Pick<WalkOptions, 'root' | 'ignoreFiles'>,
  isExcluded: (relative: string) => boolean,
  relative: string,
): WalkSkip | undefined {
  if (isInToolFolder(relative) || ignoreFiles.ignores(relative, true)) return 'ignored';
  if (isExcluded(relative)) return 'excluded';
  return isSecretFile(path.join(root, relative, 'x')) ? 'secret' : undefined;
}

/** True for a folder of tools or packages, at any place in a path. */
export function isInToolFolder(relative: string): boolean {
  return relative.split('/').some((part) => toolFolders.has(part));
}

/** Tests paths relative to the root: whether they, or a folder above them, match. Patterns that make no sense match nothing. */
export function excludeMatcher(patterns: readonly string[]): (relative: string) => boolean {
  const matchers = patterns.flatMap((pattern) => {
    try {
      return [picomatch(pattern, { dot: true })];
    } catch {
      return [];
    }
  });
  const isMatch = (relative: string): boolean => matchers.some((matches) => matches(relative));
  return (relative) => {
    if (matchers.length === 0) return false;
    for (let end = relative.indexOf('/'); end !== -1; end = relative.indexOf('/', end + 1))
      if (isMatch(relative.slice(0, end))) return true;
    return isMatch(relative);
  };
}

/** The ending of a name in lower case, without the dot; empty for a name without one. */
export function extensionOf(name: string): string {
  return path.extname(name).slice(1).toLowerCase();
}

function* list(
  { root, extensions, onSkip }: WalkOptions,
  { relative }: Folder,
  passed: { entries: number },
): Generator<undefined, Listing | undefined> {
  const listing: Listing = { files: [], folders: [], ignoreNames: [], links: 0, isForeign: false };
  let directory: fs.Dir | undefined;
  try {
    directory = fs.opendirSync(path.join(root, relative), { bufferSize: ENTRIES_BETWEEN_PAUSES });
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      note(listing, entry, extensions);
      if (++passed.entries % ENTRIES_BETWEEN_PAUSES === 0) yield undefined;
    }
    return listing;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') onSkip('unreadable', relative);
    return undefined;
  } finally {
    directory?.closeSync();
    for (let link = 0; link < listing.links; link++) onSkip('link', relative);
  }
}

function note(listing: Listing, entry: fs.Dirent, extensions: ReadonlySet<string>): void {
  const { name } = entry;
  // Rules may come by way of a link.
  if (name === gitIgnoreName || name === plinthIgnoreName) listing.ignoreNames.push(name);
  if (entry.isDirectory()) listing.folders.push(name);
  else if (entry.isSymbolicLink()) listing.links++;
  if (!entry.isFile()) return;
  if (foreignMarks.has(name)) listing.isForeign = true;
  else if (extensions.has(extensionOf(name))) listing.files.push(name);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The folders that wait, the cheapest first. */
class FolderQueue {
  readonly #near: ReadonlySet<string>;
  readonly #byCost: Folder[][] = [];

  constructor(near: readonly string[]) {
    const parts = near.map((folder) => folder.split('/'));
    this.#near = new Set(parts.flatMap((names) => names.map((_, index) => names.slice(0, index + 1).join('/'))));
  }

  costOf(parent: Folder, relative: string, name: string): number {
    if (this.#near.has(relative)) return NEAR_COST;
    if (soonFolder.test(name)) return parent.cost;
    return parent.cost + 1 + (lateFolder.test(name) ? LATE_LEVELS : 0);
  }

  add(folder: Folder): void {
    (this.#byCost[folder.cost] ??= []).push(folder);
  }

  next(): Folder | undefined {
    const cheapest = this.#byCost.find((folders) => folders !== undefined && folders.length > 0);
    return cheapest?.shift();
  }
}
