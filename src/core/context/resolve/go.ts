import { foldersAround, isTestPath, joinPath } from '../paths';
import { distinct, inFolder, inFoldersBySuffix, type ResolveWorld } from './world';

/** Go: a package is a folder; its path begins with the name of a module of the workspace (go.mod, go.work). */
export function resolveGo(from: string, module: string, world: ResolveWorld): readonly string[] {
  for (const { folder, name } of goModules(from, world)) {
    if (module !== name && !module.startsWith(`${name}/`)) continue;
    const path = joinPath(folder, module.slice(name.length));
    const files = path === undefined ? [] : goFiles(world.filesIn(path));
    if (files.length > 0) return distinct(files);
  }
  // Without a go.mod only a path that says more than one folder's name is taken for ours.
  const parts = module.split('/');
  if (parts.length < 3 || world.read('go.mod') !== undefined) return [];
  return distinct(goFiles(inFoldersBySuffix(from, parts.slice(-2).join('/'), world)));
}

function* goModules(from: string, world: ResolveWorld): Generator<{ folder: string; name: string }> {
  const used = (world.config('go.work', foldersOfWork) ?? []).map((folder) => joinPath(folder));
  for (const folder of new Set([...foldersAround(from), ...used])) {
    if (folder === undefined) continue;
    const name = world.config(inFolder(folder, 'go.mod'), nameOfModule);
    if (name !== undefined) yield { folder, name };
  }
}

function nameOfModule(text: string): string | undefined {
  return /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1];
}

function foldersOfWork(text: string): readonly string[] {
  const uses = [...text.matchAll(/^\s*use\s+(?:\(([^)]*)\)|(\S+))/gm)];
  return uses.flatMap((use) => (use[1] ?? use[2] ?? '').split(/\s+/).filter(Boolean));
}

function goFiles(paths: readonly string[]): string[] {
  return paths.filter((path) => path.endsWith('.go') && !isTestPath(path));
}
