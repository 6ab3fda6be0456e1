/** Workspace-relative paths: forward slashes, no leading slash, `''` for the root folder itself. */

/** The folder of a file; `''` for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The part behind the last slash. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The ending of a file's name in lower case and without its dot; `''` without one. `a.d.ts` -> `ts`. */
export function extensionOf(path: string): string {
  const name = baseNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** The file's name without its last ending. */
export function stemOf(path: string): string {
  const name = baseNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

/** Joins and tidies `.`, `..` and doubled slashes. @returns undefined when the result lies above the root */
export function joinPath(...parts: readonly string[]): string | undefined {
  const kept: string[] = [];
  for (const part of parts.join('/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept.join('/');
}

/** The folder of a file and those around it, innermost first; the root (`''`) is the last. */
export function foldersAround(path: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === '') return folders;
  }
}

/** 1 for two files of the same folder, less for each folder to go up or down between them; never 0. */
export function nearnessOf(pathA: string, pathB: string): number {
  const a = folderOf(pathA).split('/').filter(Boolean);
  const b = folderOf(pathB).split('/').filter(Boolean);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  return 3 / (3 + a.length + b.length - 2 * same);
}

/** True for a file that tests others, by the customs of the languages that Plinth knows. */
export function isTestPath(path: string): boolean {
  const folders = folderOf(path).split('/');
  if (folders.some((folder) => /^(?:tests?|__tests__|specs?|e2e|testdata)$/i.test(folder))) return true;
  const stem = stemOf(path);
  return /(?:^|[._-])(?:tests?|specs?)$|^test_|[a-z0-9](?:Test|Tests|TestCase|Spec|IT)$|^conftest$/.test(stem);
}
