import { bySuffix, distinct, inFoldersBySuffix, type ResolveWorld } from './world';

const endings = ['.java', '.kt', '.kts', '.scala', '.groovy'];

/**
 * Java and Kotlin: `a.b.C` is the file `…/a/b/C.java`; a static or nested name lies in the file of the class before it; `a.b.*` and
 * `a.b` stand for all files of that folder. Kotlin lets the leading packages that all files share out of its folders.
 */
export function resolveJvm(from: string, module: string, world: ResolveWorld): readonly string[] {
  const parts = module
    .replace(/^static\s+/, '')
    .split('.')
    .filter((part) => part !== '' && part !== '*');
  const file = (path: string): string[] => endings.flatMap((ending) => bySuffix(from, path + ending, world));
  const folder = (path: string): string[] => (path.includes('/') ? ofJvm(inFoldersBySuffix(from, path, world)) : []);
  const whole = parts.join('/');
  const outer = parts.slice(0, -1).join('/');
  const attempts = [
    () => file(whole),
    () => folder(whole),
    () => (outer === '' ? [] : file(outer)),
    () => (parts.length > 2 ? file(parts.slice(0, -2).join('/')) : []),
    () => shortened(parts).flatMap((path) => bySuffix(from, `${path}.kt`, world)),
    // Functions of Kotlin stand in files of any name.
    () => folder(outer).filter((path) => path.endsWith('.kt')),
  ];
  for (const attempt of attempts) {
    const found = attempt();
    if (found.length > 0) return distinct(found);
  }
  return [];
}

/** The path without up to three of its leading packages. */
function shortened(parts: readonly string[]): string[] {
  return [1, 2, 3].filter((count) => count < parts.length - 1).map((count) => parts.slice(count).join('/'));
}

function ofJvm(paths: readonly string[]): string[] {
  return paths.filter((path) => endings.some((ending) => path.endsWith(ending)));
}
