import { nodeModules } from '../../context/code/libraryNames';
import { baseNameOf, folderOf, foldersAround, joinPath } from '../../context/paths';
import { stringOf } from '../../context/resolve/json';
import { inFolder } from '../../context/resolve/world';
import type { ProjectFiles } from './projectFiles';
import { dependenciesOf, packageIn } from './scriptProject';

/**
 * Whether one of the modules that a file imports is not there: no file beside it, no module of Node, no package that the project asks for. What may be
 * found another way, as the aliases of a bundler are, counts as there.
 */
export async function hasUnknownModule(
  modules: readonly string[],
  from: string,
  files: ProjectFiles,
): Promise<boolean> {
  for (const module of modules)
    if (!(await (module.startsWith('.') ? isFile(module, from, files) : isPackage(module, from, files)))) return true;
  return false;
}

async function isFile(module: string, from: string, files: ProjectFiles): Promise<boolean> {
  const path = joinPath(folderOf(from), module.replace(/\?.*$/, ''));
  if (path === undefined) return false;
  const names = await files.list(folderOf(path));
  const name = baseNameOf(path);
  const stem = name.replace(/\.[cm]?[jt]sx?$/, '');
  // With another ending, too: that of the compiled file, or none; or a folder.
  return path === '' || names.some((each) => each === name || each === `${name}/` || each.startsWith(`${stem}.`));
}

async function isPackage(module: string, from: string, files: ProjectFiles): Promise<boolean> {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
  if (/^[#~/]|^@\/|:/.test(module) || nodeModules.includes(name)) return true;
  let isProject = false;
  for (const folder of foldersAround(from)) {
    const manifest = await packageIn(folder, files);
    isProject ||= manifest !== undefined;
    if (stringOf(manifest?.['name']) === name || dependenciesOf(manifest).includes(name)) return true;
    for (const config of ['tsconfig.json', 'jsconfig.json'])
      if (((await files.read(inFolder(folder, config))) ?? '').includes(`"${name.replace(/\/.*/, '')}`)) return true;
    const names = await files.list(folder);
    if (names.some((each) => each === `${name}/` || each.startsWith(`${name}.`))) return true;
  }
  return !isProject;
}
