import { baseNameOf } from '../paths';

const maxLines = 6;
/** Longer lines are of files that nobody wrote by hand. */
const maxLineUnits = 300;
/** What lies below is of others and made to be used, whether git ignores it or not. */
const libraryFolder = /(?:^|\/)(?:node_modules|site-packages|dist-packages)\//;

/** True for a path (forward slashes) of an installed package. */
export function isLibraryPath(path: string): boolean {
  return libraryFolder.test(path);
}

/**
 * The first lines of a definition. `undefined` when they do not hold the name: then the file has changed since somebody looked for it.
 * @param start 0-based line
 * @param end 0-based line after the last one
 */
export function definitionExcerpt(text: string, name: string, start: number, end: number): string | undefined {
  const lines = text.split(/\r?\n/, Math.min(end, start + maxLines)).slice(start);
  if (lines.length === 0 || lines.some((line) => line.length > maxLineUnits)) return undefined;
  const excerpt = `${lines.join('\n').trimEnd()}\n`;
  return excerpt.includes(name) ? excerpt : undefined;
}

/**
 * The path that a prompt gives to a file outside of the workspace: from its package on, else its last folder and its name, so that nothing
 * of the user's own folders is in it.
 */
export function outsidePath(file: string): string {
  const path = file.replaceAll('\\', '/');
  const library = [...path.matchAll(new RegExp(libraryFolder, 'g'))].pop();
  if (library !== undefined) return path.slice(library.index + library[0].length);
  const folders = path.split('/').slice(0, -1);
  return [...folders.slice(-1), baseNameOf(path)].filter((part) => part !== '').join('/');
}
