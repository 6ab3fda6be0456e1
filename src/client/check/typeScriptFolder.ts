import { access, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The first of some `typescript` packages that has an API for programs (5.0 to 6.x; 7 is native and has none), or undefined. */
export async function findTypeScript(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    if (!path.isAbsolute(folder)) continue;
    const major = await majorVersion(folder);
    const hasApi = major === 5 || major === 6;
    if (hasApi && (await isThere(path.join(folder, 'lib', 'typescript.js')))) return folder;
  }
  return undefined;
}

/**
 * Whether the project of a file has a TypeScript without an API: what an older one says of it may not be what the project's own would
 * say. Reads the version in package.json, loads nothing. Looks upwards to `root`, or to the top without one.
 */
export async function usesNativeTypeScript(file: string, root: string): Promise<boolean> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const major = await majorVersion(path.join(folder, 'node_modules', 'typescript'));
    if (major !== undefined) return major >= 7;
    if (folder === path.dirname(folder) || (root !== '' && path.relative(root, folder) === '')) return false;
  }
}

async function majorVersion(folder: string): Promise<number | undefined> {
  try {
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version?: unknown };
    const major = typeof version === 'string' ? Number.parseInt(version, 10) : Number.NaN;
    return Number.isNaN(major) ? undefined : major;
  } catch {
    return undefined;
  }
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
