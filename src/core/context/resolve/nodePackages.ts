import { folderOf, joinPath } from '../paths';
import { type JsonObject, objectOf, readJsonObject, stringOf, stringsOf } from './json';
import { matchPattern } from './tsconfig';
import { folderUp, inFolder, type ResolveWorld } from './world';

const manifestName = 'package.json';
/** Folders that hold what was built from `src`. */
const builtFolders = /^(?:\.\/)?(?:dist|build|lib|out|output|es|esm|cjs|types)(?:\/(?:esm|cjs|es|types|src))?(?=\/)/;
/** Folders of packages where no workspace file lists them. */
const customaryGlobs = ['packages/*', 'apps/*', 'libs/*', 'modules/*'];
const maxPackages = 400;

interface Package {
  readonly folder: string;
  readonly manifest: JsonObject;
}

/** Paths, still without endings, for `#name` by the `imports` of the nearest package.json. */
export function* fromImportsMap(from: string, name: string, world: ResolveWorld): Generator<string> {
  const own = packageAround(from, world);
  if (own === undefined) return;
  for (const { target, rest } of mapTargets(objectOf(own.manifest['imports']) ?? {}, name)) {
    yield* sourcesOf(
      own.folder,
      target.replaceAll('*', () => rest),
    );
  }
}

/** Paths, still without endings, for `name` or `name/sub` where a package of the workspace has that name. */
export function* fromPackages(from: string, name: string, world: ResolveWorld): Generator<string> {
  const [, packageName = '', sub = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(name) ?? [];
  const own = packageAround(from, world);
  const found = own?.manifest['name'] === packageName ? own : packageNamed(packageName, world);
  if (found === undefined) return;
  const { folder, manifest } = found;
  const entry = sub === '' ? '.' : `./${sub}`;
  for (const { target, rest } of exportTargets(manifest['exports'], entry)) {
    yield* sourcesOf(
      folder,
      target.replaceAll('*', () => rest),
    );
  }
  if (sub === '') {
    for (const key of ['source', 'types', 'typings', 'module', 'main']) {
      const target = stringOf(manifest[key]);
      if (target !== undefined) yield* sourcesOf(folder, target);
    }
  }
  yield inFolder(folder, sub === '' ? 'src/index' : `src/${sub}`);
  yield inFolder(folder, sub === '' ? 'index' : sub);
}

function packageAround(from: string, world: ResolveWorld): Package | undefined {
  const folder = folderUp(from, (around) => world.read(inFolder(around, manifestName)) !== undefined);
  return folder === undefined ? undefined : packageAt(folder, world);
}

function packageAt(folder: string, world: ResolveWorld): Package | undefined {
  const manifest = world.config(inFolder(folder, manifestName), readJsonObject);
  return manifest === undefined ? undefined : { folder, manifest };
}

function packageNamed(name: string, world: ResolveWorld): Package | undefined {
  const globs = workspaceGlobs(world);
  const stamp = [world.index.size, ...globs].join('\n');
  const folders = world.kept('packages', stamp, () => foldersByName(globs, world));
  const folder = folders.get(name);
  const found = folder === undefined ? undefined : packageAt(folder, world);
  return found?.manifest['name'] === name ? found : undefined;
}

function foldersByName(globs: readonly string[], world: ResolveWorld): ReadonlyMap<string, string> {
  const patterns = globs.map(globPattern);
  const listed = [...world.folders()].filter((folder) => patterns.some((pattern) => pattern.test(folder)));
  const indexed = world.index.named(manifestName).map((path) => folderOf(path));
  const byName = new Map<string, string>();
  for (const folder of [...new Set([...indexed, ...listed])].slice(0, maxPackages)) {
    const name = stringOf(packageAt(folder, world)?.manifest['name']);
    if (name !== undefined && !byName.has(name)) byName.set(name, folder);
  }
  return byName;
}

/** Where packages lie, by the workspace lists of npm, Yarn and pnpm. */
function workspaceGlobs(world: ResolveWorld): readonly string[] {
  const globs = [
    ...(world.config(manifestName, globsOfManifest) ?? []),
    ...(world.config('pnpm-workspace.yaml', globsOfPnpm) ?? []),
  ];
  return globs.length > 0 ? globs : customaryGlobs;
}

function globsOfManifest(text: string): readonly string[] {
  const workspaces = readJsonObject(text)?.['workspaces'];
  return stringsOf(objectOf(workspaces)?.['packages'] ?? workspaces);
}

function globsOfPnpm(text: string): readonly string[] {
  const list = /^packages:[^\S\n]*\r?\n((?:[^\S\n]*(?:-.*|#.*)?\r?\n?)*)/m.exec(text)?.[1] ?? '';
  return [...list.matchAll(/^\s*-\s*['"]?([^'"#\r\n]+?)['"]?\s*(?:#.*)?$/gm)].map((item) => item[1] ?? '');
}

/** Globs of folders know `*` and `**` only. */
function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/^\.\//, '')
    .replace(/\/+$/, '')
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]*'));
  return new RegExp(glob.startsWith('!') ? '^(?!)' : `^${source}$`);
}

interface Target {
  readonly target: string;
  readonly rest: string;
}

function exportTargets(exports: unknown, entry: string): Target[] {
  const map = objectOf(exports);
  const hasEntries = map !== undefined && Object.keys(map).some((key) => key.startsWith('.'));
  if (hasEntries) return mapTargets(map, entry);
  return entry === '.' ? targetsIn(exports).map((target) => ({ target, rest: '' })) : [];
}

function mapTargets(map: JsonObject, entry: string): Target[] {
  const keys = Object.keys(map).sort((a, b) => b.length - a.length);
  for (const key of keys.includes(entry) ? [entry] : keys) {
    const rest = matchPattern(key, entry);
    if (rest !== undefined) return targetsIn(map[key]).map((target) => ({ target, rest }));
  }
  return [];
}

/** All strings below a value of `exports`, whatever the conditions: the one that names an indexed file is the right one. */
function targetsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (depth > 6 || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner: unknown) => targetsIn(inner, depth + 1));
}

/** A target as it stands, then where its source would lie if it is built. */
function* sourcesOf(folder: string, target: string): Generator<string> {
  const written = joinPath(folder, target);
  if (written !== undefined) yield written;
  if (!builtFolders.test(target)) return;
  const source = target.replace(/\.d\.([cm]?)ts$/, '.$1js').replace(builtFolders, 'src');
  const path = joinPath(folder, source);
  if (path !== undefined) yield path;
}
