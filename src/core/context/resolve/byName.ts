import { baseNameOf, extensionOf, folderOf, joinPath } from '../paths';
import { bySuffix, distinct, inFoldersBySuffix, nearestFirst, type ResolveWorld } from './world';

/** C and C++: beside the including file, then any file whose path ends so. */
export function resolveC(from: string, module: string, world: ResolveWorld): readonly string[] {
  return besideOrBySuffix(from, module.replace(/^[<"]|[>"]$/g, ''), [''], world);
}

/** Ruby: `require` and `require_relative` alike. */
export function resolveRuby(from: string, module: string, world: ResolveWorld): readonly string[] {
  return besideOrBySuffix(from, module, ['.rb', ''], world);
}

/** Lua: dots are folders; `init.lua` stands for its folder. */
export function resolveLua(from: string, module: string, world: ResolveWorld): readonly string[] {
  const path = module.includes('/') ? module.replace(/\.lua$/, '') : module.replaceAll('.', '/');
  return besideOrBySuffix(from, path, ['.lua', '/init.lua'], world);
}

/** Bash: variables before the last folder are not known, so the part behind them counts. */
export function resolveBash(from: string, module: string, world: ResolveWorld): readonly string[] {
  const path = module.replace(/^.*[$`)}][^/]*\//, '');
  return besideOrBySuffix(from, path, [''], world);
}

/** PHP: a class of a namespace by PSR-4, whatever folder its prefix is mapped to; or a file that is included. */
export function resolvePhp(from: string, module: string, world: ResolveWorld): readonly string[] {
  if (extensionOf(module) === 'php') return besideOrBySuffix(from, module.replace(/^\//, ''), [''], world);
  const parts = module
    .replace(/^(?:function|const)\s+/, '')
    .split('\\')
    .filter(Boolean);
  for (let skipped = 0; skipped < Math.min(parts.length, 4); skipped += 1) {
    const rest = parts.slice(skipped).join('/');
    const files = bySuffix(from, `${rest}.php`, world);
    if (files.length > 0) return distinct(files);
    const inside = skipped === parts.length - 1 ? [] : inFoldersBySuffix(from, rest, world);
    if (inside.length > 0) return distinct(inside);
  }
  return [];
}

/** C#: the files that say they belong to the namespace, else those in folders of its name. */
export function resolveCsharp(from: string, module: string, world: ResolveWorld): readonly string[] {
  const parts = module.split('.').filter(Boolean);
  const last = parts.at(-1) ?? '';
  const declared = [...world.index.definitionsOf(module), ...(parts.length > 1 ? world.index.definitionsOf(last) : [])]
    .filter(({ definition }) => definition.kind === 'module')
    .filter(({ definition }) => [definition.container, definition.name].filter(Boolean).join('.') === module)
    .map(({ path }) => path);
  if (declared.length > 0) return distinct(nearestFirst(from, declared));
  for (let skipped = 0; skipped < Math.min(parts.length, 3); skipped += 1) {
    const files = inFoldersBySuffix(from, parts.slice(skipped).join('/'), world);
    if (files.length > 0) return distinct(files.filter((path) => path.endsWith('.cs')));
  }
  return [];
}

/** The file at the path from the folder of `from`; else those whose path ends so; else those with only the same base name. */
function besideOrBySuffix(from: string, module: string, endings: readonly string[], world: ResolveWorld): string[] {
  const beside = joinPath(folderOf(from), module);
  const found = endings.flatMap((ending) => {
    const here = beside === undefined ? [] : [beside + ending].filter((path) => world.index.has(path));
    const suffix = joinPath(module.replace(/^(?:\.{1,2}\/)+/, '')) ?? '';
    return suffix === '' ? here : [...here, ...bySuffix(from, suffix + ending, world)];
  });
  if (found.length > 0) return distinct(found.filter((path) => path !== from));
  const name = baseNameOf(module);
  return name === module
    ? []
    : distinct(endings.flatMap((ending) => bySuffix(from, baseNameOf(module + ending), world)));
}
