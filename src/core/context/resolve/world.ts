import type { FileIndex } from '../index/fileIndex';
import { folderOf, nearnessOf } from '../paths';

/** What a module name may be looked up in. */
export interface ResolveWorld {
  readonly index: FileIndex;
  /** A file's text; read once for a question. */
  read(path: string): string | undefined;
  /** What `parse` makes of a configuration file; made anew only when its text or the parser has changed. `undefined` without the file. */
  config<T>(path: string, parse: (text: string) => T): T | undefined;
  /** Folders that hold an indexed file at any depth, the root (`''`) included. */
  folders(): ReadonlySet<string>;
  /** Indexed files right in a folder. */
  filesIn(folder: string): readonly string[];
  /** What `make` gave for this key, for later questions too, as long as `stamp` stays the same. */
  kept<T>(key: string, stamp: string, make: () => T): T;
}

/** The files that a module name stands for, the likeliest first. `from` is the path of the file that names it. */
export type ResolveModule = (from: string, module: string, world: ResolveWorld) => readonly string[];

/** More files than this are no answer. */
const maxFiles = 40;

/** The paths without repetition, at most as many as are of use. */
export function distinct(paths: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    if (found.size >= maxFiles) break;
    found.add(path);
  }
  return [...found];
}

/** Indexed files whose path is `suffix` or ends in `/suffix`, the nearest to `from` first. */
export function bySuffix(from: string, suffix: string, { index }: ResolveWorld): string[] {
  const named = index.named(suffix.slice(suffix.lastIndexOf('/') + 1));
  return nearestFirst(
    from,
    named.filter((path) => path === suffix || path.endsWith(`/${suffix}`)),
  );
}

/** Indexed files in folders whose path is `suffix` or ends in `/suffix`, the nearest to `from` first. */
export function inFoldersBySuffix(from: string, suffix: string, world: ResolveWorld): string[] {
  const folders = [...world.folders()].filter((folder) => folder === suffix || folder.endsWith(`/${suffix}`));
  const files = nearestFirst(
    from,
    folders.slice(0, maxFiles).flatMap((folder) => [...world.filesIn(folder)]),
  );
  return files.filter((path) => path !== from);
}

/** The paths ordered by how near they are to `from`; equal ones keep their order. */
export function nearestFirst(from: string, paths: readonly string[]): string[] {
  return paths
    .map((path) => ({ path, nearness: nearnessOf(from, path) }))
    .sort((a, b) => b.nearness - a.nearness)
    .map(({ path }) => path);
}

/** The innermost folder around `from` that `holds` accepts. */
export function folderUp(from: string, holds: (folder: string) => boolean): string | undefined {
  for (let folder = folderOf(from); ; folder = folderOf(folder)) {
    if (holds(folder)) return folder;
    if (folder === '') return undefined;
  }
}

/** `name` in `folder`, where `''` is the root. */
export function inFolder(folder: string, name: string): string {
  if (folder === '') return name;
  return name === '' ? folder : `${folder}/${name}`;
}
