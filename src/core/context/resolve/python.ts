import { folderOf, foldersAround, joinPath } from '../paths';
import { bySuffix, distinct, inFolder, type ResolveWorld } from './world';

const moduleEndings = ['.py', '/__init__.py', '.pyi', '/__init__.pyi', '.pyx'];

/** Python: relative dots, packages from each root, `src/` layout, stubs; names of namespace packages lead to their modules. */
export function resolvePython(from: string, module: string, world: ResolveWorld): readonly string[] {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/s.exec(module.trim()) ?? [];
  const parts = name.split('.').filter(Boolean);
  if (dots !== '') {
    let folder: string | undefined = folderOf(from);
    for (let up = 1; up < dots.length && folder !== undefined; up += 1) folder = joinPath(folder, '..');
    return folder === undefined ? [] : moduleFiles(inFolder(folder, parts.join('/')), world);
  }
  if (parts.length === 0) return [];
  const path = parts.join('/');
  const found = rootsFor(from, world).flatMap((root) => moduleFiles(inFolder(root, path), world));
  if (found.length > 0 || parts.length < 2) return distinct(found);
  return distinct(moduleEndings.flatMap((ending) => bySuffix(from, path + ending, world)));
}

function moduleFiles(path: string, { index }: ResolveWorld): string[] {
  const candidates = moduleEndings.map((ending) => (path === '' ? ending.replace(/^\//, '') : path + ending));
  return candidates.filter((candidate) => index.has(candidate));
}

/** Folders from which absolute names may start: the one around the file's package first, those around it, then those inside. */
function rootsFor(from: string, { index }: ResolveWorld): string[] {
  const around = foldersAround(from);
  const isPackage = (folder: string): boolean => index.has(inFolder(folder, '__init__.py'));
  const outermost = around.findIndex((folder) => !isPackage(folder));
  const split = outermost === -1 ? around.length - 1 : outermost;
  const ordered = [...around.slice(split), ...around.slice(0, split)];
  return [...new Set(ordered.flatMap((folder) => [folder, inFolder(folder, 'src'), inFolder(folder, 'lib')]))];
}
