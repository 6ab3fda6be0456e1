import { folderOf, joinPath } from '../paths';
import { type JsonObject, objectOf, readJsonObject, stringOf, stringsOf } from './json';
import { folderUp, inFolder, type ResolveWorld } from './world';

const names = ['tsconfig.json', 'jsconfig.json'];
const maxDepth = 8;

/** What a configuration says about module names, its bases included. */
interface PathRules {
  readonly baseUrl: string | undefined;
  readonly paths: JsonObject | undefined;
  /** The folder that the targets of `paths` start from where there is no `baseUrl`. */
  readonly pathsFolder: string;
}

/** Paths, still without endings, that the nearest tsconfig.json or jsconfig.json gives to a name; the most specific first. */
export function* fromTsconfig(from: string, name: string, world: ResolveWorld): Generator<string> {
  const folder = folderUp(from, (around) => names.some((file) => world.read(inFolder(around, file)) !== undefined));
  if (folder === undefined) return;
  const path = names.map((file) => inFolder(folder, file)).find((file) => world.read(file) !== undefined);
  if (path === undefined) return;
  for (const rules of rulesAt(path, world, new Set())) yield* applyRules(rules, name);
}

/** Rules of a configuration, then those of the projects that it refers to (a root that only lists `references` has none of its own). */
function* rulesAt(path: string, world: ResolveWorld, seen: Set<string>): Generator<PathRules> {
  if (seen.has(path) || seen.size > maxDepth) return;
  seen.add(path);
  const config = world.config(path, readJsonObject);
  if (config === undefined) return;
  yield inherited(path, world, new Set());
  const references = Array.isArray(config['references']) ? config['references'] : [];
  for (const reference of references) {
    const target = stringOf(objectOf(reference)?.['path']);
    const project = target === undefined ? undefined : joinPath(folderOf(path), target);
    if (project === undefined) continue;
    yield* rulesAt(project.endsWith('.json') ? project : inFolder(project, 'tsconfig.json'), world, seen);
  }
}

/** A configuration's own rules over those of the files that it extends, the last of them first. */
function inherited(path: string, world: ResolveWorld, seen: Set<string>): PathRules {
  const folder = folderOf(path);
  const none: PathRules = { baseUrl: undefined, paths: undefined, pathsFolder: folder };
  if (seen.has(path) || seen.size > maxDepth) return none;
  seen.add(path);
  const config = world.config(path, readJsonObject);
  if (config === undefined) return none;
  const options = objectOf(config['compilerOptions']);
  const own = stringOf(options?.['baseUrl']);
  const paths = objectOf(options?.['paths']);
  let base = none;
  for (const extended of stringsOf(config['extends'])) {
    const next = inherited(extendedPath(folder, extended, world), world, seen);
    const rules = next.paths === undefined ? base : next;
    base = { baseUrl: next.baseUrl ?? base.baseUrl, paths: rules.paths, pathsFolder: rules.pathsFolder };
  }
  return {
    baseUrl: own === undefined ? base.baseUrl : joinPath(folder, own),
    paths: paths ?? base.paths,
    pathsFolder: paths === undefined ? base.pathsFolder : folder,
  };
}

/** Only files inside the workspace can be read, so a package's name is looked for among its own folders. */
function extendedPath(folder: string, extended: string, world: ResolveWorld): string {
  const isRelative = /^\.{1,2}(?:\/|$)/.test(extended);
  const path = joinPath(isRelative ? folder : '', extended) ?? '';
  if (path.endsWith('.json')) return path;
  return world.read(`${path}.json`) === undefined ? inFolder(path, 'tsconfig.json') : `${path}.json`;
}

function* applyRules({ baseUrl, paths, pathsFolder }: PathRules, name: string): Generator<string> {
  const matches = Object.entries(paths ?? {}).flatMap(([pattern, targets]) => {
    const rest = matchPattern(pattern, name);
    return rest === undefined ? [] : [{ pattern, rest, targets: stringsOf(targets) }];
  });
  // The longest part before the star wins, as in TypeScript; a pattern without a star beats all.
  matches.sort((a, b) => weight(b.pattern) - weight(a.pattern));
  for (const { rest, targets } of matches) {
    for (const target of targets) {
      const path = joinPath(
        baseUrl ?? pathsFolder,
        target.replace('*', () => rest),
      );
      if (path !== undefined) yield path;
    }
  }
  const direct = baseUrl === undefined ? undefined : joinPath(baseUrl, name);
  if (direct !== undefined) yield direct;
}

function weight(pattern: string): number {
  const star = pattern.indexOf('*');
  return star === -1 ? Number.MAX_SAFE_INTEGER : star;
}

/** What the one `*` of a pattern stands for in a name; `''` for a pattern without one that is the name; else undefined. */
export function matchPattern(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === name ? '' : undefined;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  const fits = name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
  return fits ? name.slice(head.length, name.length - tail.length) : undefined;
}
