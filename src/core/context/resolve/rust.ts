import { baseNameOf, folderOf, stemOf } from '../paths';
import { distinct, folderUp, inFolder, nearestFirst, type ResolveWorld } from './world';

const rootNames = ['lib.rs', 'main.rs'];

/** Where a file stands: the folder of its crate's sources, and the modules that lead to it. */
interface Position {
  readonly sources: string;
  readonly modules: readonly string[];
}

/**
 * Rust: `crate::`, `self::`, `super::`, crates of the workspace by their name in Cargo.toml, then modules beside the file. A path may end in
 * an item, so its leading parts are tried, too, the longest first.
 */
export function resolveRust(from: string, module: string, world: ResolveWorld): readonly string[] {
  const parts = module
    .replace(/^::/, '')
    .split('::')
    .map((part) => part.trim().replace(/^r#/, ''))
    .filter((part) => part !== '' && part !== '*');
  const [first = '', ...rest] = parts;
  const here = positionOf(from, world);
  if (first === 'crate') return modulesAt(here.sources, rest, world);
  if (first === 'self') return modulesAt(here.sources, [...here.modules, ...rest], world);
  if (first === 'super') {
    const ups = parts.findIndex((part) => part !== 'super');
    const count = ups === -1 ? parts.length : ups;
    const above = here.modules.slice(0, Math.max(0, here.modules.length - count));
    return modulesAt(here.sources, [...above, ...parts.slice(count)], world);
  }
  const crate = crateNamed(from, first, world);
  if (crate !== undefined) return modulesAt(crate, rest, world);
  const beside = [...here.modules, ...parts];
  const found = moduleFile(here.sources, [...here.modules, first], world).length > 0;
  return found ? modulesAt(here.sources, beside, world) : [];
}

function positionOf(from: string, { index }: ResolveWorld): Position {
  const hasRoot = (folder: string): boolean => rootNames.some((name) => index.has(inFolder(folder, name)));
  const sources = folderUp(from, hasRoot) ?? folderOf(from);
  const inside = folderOf(from).slice(sources.length).split('/').filter(Boolean);
  const isOwner = [...rootNames, 'mod.rs'].includes(baseNameOf(from));
  return { sources, modules: isOwner ? inside : [...inside, stemOf(from)] };
}

/** Files of the longest leading part of the modules that has one; the crate's root where none has. */
function modulesAt(sources: string, modules: readonly string[], world: ResolveWorld): string[] {
  for (let length = modules.length; length > 0; length -= 1) {
    const files = moduleFile(sources, modules.slice(0, length), world);
    if (files.length > 0) return distinct(files);
  }
  return rootNames.map((name) => inFolder(sources, name)).filter((path) => world.index.has(path));
}

function moduleFile(sources: string, modules: readonly string[], { index }: ResolveWorld): string[] {
  const path = inFolder(sources, modules.join('/'));
  return [`${path}.rs`, `${path}/mod.rs`].filter((candidate) => index.has(candidate));
}

/** The folder of the sources of a crate of the workspace. */
function crateNamed(from: string, name: string, world: ResolveWorld): string | undefined {
  const roots = rootNames
    .flatMap((root) => [...world.index.named(root)])
    .filter((path) => /(?:^|\/)src\/\w+\.rs$/.test(path));
  return nearestFirst(from, roots)
    .map(folderOf)
    .find((sources) => crateName(folderOf(sources), world) === name);
}

function crateName(folder: string, world: ResolveWorld): string {
  const written = world.config(inFolder(folder, 'Cargo.toml'), nameInCargo);
  return (written ?? baseNameOf(folder)).replaceAll('-', '_');
}

/** `[lib] name` wins over `[package] name`. */
function nameInCargo(text: string): string | undefined {
  const nameIn = (section: string): string | undefined =>
    new RegExp(`^\\[${section}\\]\\s*\\r?\\n(?:(?!\\[).*\\r?\\n)*?\\s*name\\s*=\\s*["']([^"']+)`, 'm').exec(text)?.[1];
  return nameIn('lib') ?? nameIn('package');
}
