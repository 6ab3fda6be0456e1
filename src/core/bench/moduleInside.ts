/** The file that stands for its folder. */
const indexNames = /\/(?:index|__init__|mod|package-info)$/;

/**
 * Whether a module's name, as an import writes it, can mean a file of the workspace. A guess by names alone, independent of how the
 * product resolves modules, so that a change there does not change what is measured.
 * @param stems see {@link moduleStems}
 */
export function isModuleInside(module: string, stems: ReadonlySet<string>): boolean {
  if (/^(?:\.|crate\b|super\b|self\b)/.test(module)) return true;
  // `example.org/shop/orders`: the workspace may be any part of it.
  const [, afterDomain] = /^[\w-]+(?:\.[\w-]+)+\/(.+)$/.exec(module) ?? [];
  if (afterDomain !== undefined) return tails(afterDomain).some((tail) => stems.has(tail));
  const path = module
    .replace(/^[@~#]\//, '')
    .replace(/\.(?:[cm]?[jt]sx?|h|hh|hpp|rb|php|lua|sh)$/, '')
    .replaceAll(/::|\\|\./g, '/')
    .replace(/\/\*$/, '');
  return stems.has(path) || stems.has(`src/${path}`);
}

/** What modules of these files (workspace-relative paths) may be called: paths without ending, folders, and their ends from two names on. */
export function moduleStems(paths: readonly string[]): ReadonlySet<string> {
  const stems = new Set<string>();
  for (const path of paths) {
    const stem = path.replace(/(?:\.d)?\.[^./]+$/, '').replace(indexNames, '');
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    for (const name of [stem, folder]) {
      if (name !== '') stems.add(name);
      for (const tail of tails(name)) if (tail.includes('/')) stems.add(tail);
    }
  }
  return stems;
}

/** `a/b/c`, `b/c`, `c`. */
function tails(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}
