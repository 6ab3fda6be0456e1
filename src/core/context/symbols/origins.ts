import type { ImportedName, ReExport } from '../../syntax/fileFacts';
import type { LocatedDefinition } from '../index/fileIndex';
import type { IndexPlace } from '../place/indexPlace';
import { type LexicalFamily, lexicalFamilyOf } from '../code/lexicalFamily';
import { stemOf } from '../paths';
import { handedOutName } from './handedOut';

/** A chain of files that each hand a name on is followed this far. */
const maxHops = 5;
/** Overloads, and parts of one namespace in several files. */
const maxDefinitions = 8;
const maxFilesPerModule = 40;
/** Parts of a package's name that tell one project from another: `kotlinx.datetime`. */
const projectParts = 2;

type Workspace = Pick<IndexPlace, 'index' | 'resolve' | 'files' | 'path'>;
type Wanted = Pick<ImportedName, 'imported' | 'module'>;

/**
 * Where an imported name is defined, through files that only hand it on. Empty for a name from outside, for a whole module, and for one
 * that no file defines. Chains that run in circles end. `from` is the file that imports it; the cursor's without.
 */
export function originsOf(
  wanted: Wanted,
  { workspace, from }: { workspace: Workspace; from?: string },
): LocatedDefinition[] {
  const found = new Map<string, LocatedDefinition>();
  if (wanted.imported !== '*') new Trace(workspace, found).module(wanted, from, maxHops);
  return [...found.values()].slice(0, maxDefinitions);
}

/**
 * Files of the module that an import of the cursor's file brings in as a whole, the likeliest first: a namespace, or a module inside a
 * Python package (`from .util import money`) or a Rust crate (`use crate::money`). Empty for an import of anything else, and for a module from outside.
 */
export function moduleFilesOf({ imported, module }: Wanted, place: IndexPlace): readonly string[] {
  if (imported === '*') return place.resolve(module);
  const family = lexicalFamilyOf(place.path);
  if (family === 'rust') return rustModuleFiles({ imported, module }, place);
  if (family !== 'python') return [];
  const files = place.resolve(module.endsWith('.') ? module + imported : `${module}.${imported}`);
  // A package's own name hides the module inside of it.
  return files.length > 0 && originsOf({ imported, module }, { workspace: place }).length === 0 ? files : [];
}

/** Empty where the name is also that of something else: a path may end in an item. */
function rustModuleFiles({ imported, module }: Wanted, place: IndexPlace): readonly string[] {
  const origins = originsOf({ imported, module }, { workspace: place });
  if (origins.some(({ definition }) => definition.kind !== 'module')) return [];
  const files = place.resolve(`${module}::${imported}`);
  return files.filter((path) => stemOf(path) === imported || path.endsWith(`${imported}/mod.rs`));
}

/** Whether a file was named as the place of the name, or is one of several that may have it: `export * from`. */
type Reason = 'asked' | 'perhaps';

class Trace {
  readonly #seen = new Set<string>();

  constructor(
    readonly workspace: Workspace,
    readonly found: Map<string, LocatedDefinition>,
  ) {}

  module({ imported, module }: Wanted, from: string | undefined, hops: number): void {
    const before = this.found.size;
    this.#files({ imported, module }, from, hops, 'asked');
    if (this.found.size > before || imported === 'default') return;
    // In some languages an import ends in the class that lies in a file of its own.
    const importer = from ?? this.workspace.path;
    const inner = innerModule(module, imported, importer);
    if (inner !== undefined) this.#files({ imported, module: inner }, from, hops, 'asked');
    if (this.found.size === before) this.#ofOwnPackage(module, imported, importer);
  }

  #files({ imported, module }: Wanted, from: string | undefined, hops: number, reason: Reason): void {
    const files = this.workspace.resolve(module, from).slice(0, maxFilesPerModule);
    for (const path of files) this.#file(path, imported, hops, reason);
  }

  /** Kotlin's files may lie without the folders that all packages of a project share: then the name is looked for in the whole project. */
  #ofOwnPackage(module: string, name: string, importer: string): void {
    if (lexicalFamilyOf(importer) !== 'jvm') return;
    const own = /^[ \t]*package\s+([\w.]+)/m.exec(this.workspace.files.read(importer) ?? '')?.[1] ?? '';
    if (!isSameProject(own, module)) return;
    const named = this.workspace.index.definitionsOf(name, importer).filter((each) => isTopLevel(each, 'jvm'));
    if (new Set(named.map(({ path }) => path)).size === 1)
      for (const each of named) this.found.set(`${each.path}:${each.definition.start}`, each);
  }

  #file(path: string, name: string, hops: number, reason: Reason): void {
    const key = `${path}\n${name}`;
    if (hops === 0 || this.#seen.has(key)) return;
    this.#seen.add(key);
    const facts = this.workspace.index.facts(path);
    if (facts === undefined) return;
    const real =
      name === 'default'
        ? (handedOutName(path, this.workspace.files) ?? name)
        : (ownNameOf(name, facts.reExports) ?? name);
    const own = facts.definitions.filter((definition) => definition.name === real);
    // In a script what is not exported is another thing of the same name.
    const isOpen = lexicalFamilyOf(path) !== 'script' || real !== name;
    const top = own.filter(({ container, exported }) => container === '' && (isOpen || exported));
    for (const definition of top) this.found.set(`${path}:${definition.start}`, { path, definition });
    if (top.length > 0) return;
    const before = this.found.size;
    for (const { name: given, imported, module } of facts.reExports) {
      if (given === name) this.module({ imported, module }, path, hops - 1);
      else if (given === '*' && name !== 'default') this.#files({ imported: name, module }, path, hops - 1, 'perhaps');
    }
    if (this.found.size > before) return;
    for (const { name: given, imported, module } of facts.imports) {
      if (given === real && imported !== '*') this.module({ imported, module }, path, hops - 1);
    }
    if (this.found.size > before || (reason === 'perhaps' && !isOpen)) return;
    for (const definition of own) this.found.set(`${path}:${definition.start}`, { path, definition });
  }
}

/** Whether two packages begin with the same name; a project's packages may lie in a single one: `shop` and `shop.app`. */
function isSameProject(own: string, other: string): boolean {
  const [a, b] = [own, other].map((name) => name.split('.').slice(0, projectParts)) as [string[], string[]];
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return own !== '' && shorter.every((part, at) => part === longer[at]);
}

/** What a name that a file exports is called inside of it, where that is another name. */
function ownNameOf(name: string, reExports: readonly ReExport[]): string | undefined {
  return reExports.find((each) => each.module === '' && each.name === name)?.imported;
}

function isTopLevel({ path, definition }: LocatedDefinition, family: LexicalFamily): boolean {
  return definition.container === '' && lexicalFamilyOf(path) === family;
}

/** The name of a module inside another one, as the language writes it. */
function innerModule(module: string, name: string, path: string): string | undefined {
  switch (lexicalFamilyOf(path)) {
    case 'jvm':
    case 'csharp':
      return `${module}.${name}`;
    case 'rust':
      return `${module}::${name}`;
    case 'php':
      return `${module}\\${name}`;
    case 'script':
    case 'python':
    case 'go':
    case 'c':
    case 'ruby':
    case 'lua':
    case 'bash':
    case 'other':
      return undefined;
  }
}
