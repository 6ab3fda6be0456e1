/** Folders in which a project of the JVM keeps its packages. */
const sourceFolders = [
  'src/main/java',
  'src/test/java',
  'src/main/kotlin',
  'src/test/kotlin',
  'src',
  'app/src/main/java',
];
/** Where a container has the project; what follows is its path in the workspace. */
const containerRoots = /^\/(?:usr\/src\/app|workspaces?\/[^/]+|workspace|app|code|src|opt\/app|srv\/app|build)\//;
/** More folders than these between a root and a file of it are not tried. */
const maxTails = 8;

/**
 * A path of a trace or of a debugger as a plain path: URIs decoded, Windows' slashes turned, prefixes of bundlers and servers removed, so
 * that what they serve is relative. `file:///C:/a%20b.ts` -> `C:/a b.ts`, `webpack:///./src/a.ts` -> `src/a.ts`.
 */
export function plainPath(written: string): string {
  const uri = /^([a-z][\w+.-]+):\/\/([^/]*)(\/.*)?$/i.exec(written);
  if (uri === null)
    return withoutDot(/^[A-Za-z]:\\|^\\\\|^[^/]*\\/.test(written) ? written.replaceAll('\\', '/') : written);
  const [, scheme = '', authority = '', rest = ''] = uri;
  const path = decoded(rest.replace(/[?#].*$/, ''));
  switch (scheme.toLowerCase()) {
    case 'file':
      return /^\/[A-Za-z]:\//.test(path)
        ? path.slice(1)
        : authority === '' || authority === 'localhost'
          ? path
          : `//${authority}${path}`;
    case 'vscode-remote':
      return path;
    default:
      return withoutDot(path.replace(/^\/+/, '').replace(/^@fs\//, '/'));
  }
}

/** Where in the workspace the file of a plain path may lie, the likeliest first. Never outside of the roots. */
export function pathsInWorkspace(path: string, roots: readonly string[]): readonly string[] {
  if (path === '' || path.includes('\0')) return [];
  if (!isAbsolute(path)) {
    const below = joined('', path);
    return below.flatMap((each) =>
      roots.flatMap((root) => ['', ...sourceFolders].flatMap((to) => joined(root, to + each))),
    );
  }
  const tidy = `${path.startsWith('//') ? '/' : ''}${joined('', path)[0] ?? ''}`;
  if (roots.some((root) => relativeTo(root, tidy) !== undefined)) return [tidy];
  // The program ran somewhere else: in a container, or on the machine that built it.
  return roots.flatMap((root) =>
    [...new Set([...namedTail(root, tidy), ...tails(tidy)])].flatMap((tail) => joined(root, tail)),
  );
}

/** What follows a folder that is called like the root. */
function namedTail(root: string, path: string): readonly string[] {
  const folder = `${root.slice(root.lastIndexOf('/'))}/`;
  const at = path.lastIndexOf(folder);
  return at === -1 ? [] : [path.slice(at + folder.length)];
}

/** The path without more and more of its first folders; a file's name alone says too little. */
function tails(path: string): readonly string[] {
  const container = containerRoots.exec(path);
  const parts = path.split('/').filter((part) => part !== '');
  const shorter = parts.slice(1, 1 + maxTails).map((_, index) => parts.slice(index + 1));
  return [
    ...(container === null ? [] : [path.slice(container[0].length)]),
    ...shorter.filter(({ length }) => length > 1).map((tail) => tail.join('/')),
  ];
}

/** The path below a root; undefined outside of it. Drives of Windows differ in case only. */
export function relativeTo(root: string, path: string): string | undefined {
  const isWindows = /^[A-Za-z]:/.test(root);
  const [a, b] = isWindows ? [root.toLowerCase(), path.toLowerCase()] : [root, path];
  return b.startsWith(`${a}/`) ? path.slice(root.length + 1) : undefined;
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** Tidied; nothing when `..` leads out of the root. */
function joined(root: string, path: string): readonly string[] {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.pop() === undefined) return [];
  }
  const isDrive = root === '' && /^[A-Za-z]:\//.test(path);
  return kept.length === 0 ? [] : [isDrive ? kept.join('/') : `${root}/${kept.join('/')}`];
}

function withoutDot(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
