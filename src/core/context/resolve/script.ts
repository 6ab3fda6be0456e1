import { folderOf, joinPath } from '../paths';
import { fromImportsMap, fromPackages } from './nodePackages';
import { fromTsconfig } from './tsconfig';
import { distinct, inFolder, type ResolveWorld } from './world';

const endings = ['.ts', '.tsx', '.d.ts', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte', '.json'];
/** What may have been written in a file whose compiled name ends so. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts', '.jsx'],
  '.jsx': ['.tsx', '.d.ts'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
};

/** TypeScript and JavaScript: relative names, tsconfig paths, package.json `imports`, packages of the workspace. */
export function resolveScript(from: string, module: string, world: ResolveWorld): readonly string[] {
  const name = module.replace(/[?!].*$/, '');
  if (/^\.{0,2}\//.test(name) || name === '.' || name === '..') {
    const path = name.startsWith('/') ? joinPath(name) : joinPath(folderOf(from), name);
    return path === undefined ? [] : scriptFiles(path, world);
  }
  const wanted = function* (): Generator<string> {
    if (name.startsWith('#')) yield* fromImportsMap(from, name, world);
    yield* fromTsconfig(from, name, world);
    yield* fromPackages(from, name, world);
  };
  const found: string[] = [];
  for (const path of wanted()) {
    const files = scriptFiles(path, world);
    found.push(...files);
    if (files.length > 0) break;
  }
  return distinct(found);
}

/** The indexed files that a path written without (or with a compiled) ending stands for, the likeliest first. */
function scriptFiles(path: string, { index }: ResolveWorld): string[] {
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
  const stem = path.slice(0, path.length - ending.length);
  const candidates = [
    path,
    ...(sources[ending] ?? []).map((source) => stem + source),
    ...endings.map((added) => path + added),
    ...endings.map((added) => inFolder(path, `index${added}`)),
  ];
  return distinct(candidates.filter((candidate) => index.has(candidate)));
}
