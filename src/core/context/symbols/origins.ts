import type { ImportedName } from '../../syntax/fileFacts';
import type { LocatedDefinition } from '../index/fileIndex';
import type { IndexPlace } from '../place/indexPlace';
import { lexicalFamilyOf } from '../code/lexicalFamily';

/** A chain of files that each hand a name on is followed this far. */
const maxHops = 5;
/** Overloads, and parts of one namespace in several files. */
const maxDefinitions = 8;
const maxFilesPerModule = 40;

type Workspace = Pick<IndexPlace, 'index' | 'resolve' | 'files'>;
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
 * Python package (`from .util import money`). Empty for an import of anything else, and for a module from outside.
 */
export function moduleFilesOf({ imported, module }: Wanted, place: IndexPlace): readonly string[] {
  if (imported === '*') return place.resolve(module);
  if (lexicalFamilyOf(place.path) !== 'python') return [];
  const files = place.resolve(module.endsWith('.') ? module + imported : `${module}.${imported}`);
  // A package's own name hides the module inside of it.
  return files.length > 0 && originsOf({ imported, module }, { workspace: place }).length === 0 ? files : [];
}

class Trace {
  readonly #seen = new Set<string>();

  constructor(
    readonly workspace: Workspace,
    readonly found: Map<string, LocatedDefinition>,
  ) {}

  module({ imported, module }: Wanted, from: string | undefined, hops: number): void {
    const files = this.workspace.resolve(module, from).slice(0, maxFilesPerModule);
    const before = this.found.size;
    for (const path of files) this.#file(path, imported, hops);
    if (this.found.size > before || imported === 'default') return;
    // In some languages an import ends in the class that lies in a file of its own.
    const inner = innerModule(module, imported, from ?? files[0] ?? '');
    for (const path of inner === undefined ? [] : this.workspace.resolve(inner, from)) this.#file(path, imported, hops);
  }

  #file(path: string, name: string, hops: number): void {
    const key = `${path}\n${name}`;
    if (hops === 0 || this.#seen.has(key)) return;
    this.#seen.add(key);
    const facts = this.workspace.index.facts(path);
    if (facts === undefined) return;
    const real = name === 'default' ? (this.#defaultName(path) ?? name) : name;
    const own = facts.definitions.filter((definition) => definition.name === real);
    const top = own.filter(({ container }) => container === '');
    for (const definition of top) this.found.set(`${path}:${definition.start}`, { path, definition });
    if (top.length > 0) return;
    const before = this.found.size;
    for (const { name: given, imported, module } of facts.reExports) {
      if (given === name) this.module({ imported, module }, path, hops - 1);
      else if (given === '*' && name !== 'default') this.module({ imported: name, module }, path, hops - 1);
    }
    if (this.found.size > before) return;
    for (const { name: given, imported, module } of facts.imports) {
      if (given === real && imported !== '*') this.module({ imported, module }, path, hops - 1);
    }
    if (this.found.size > before) return;
    for (const definition of own) this.found.set(`${path}:${definition.start}`, { path, definition });
  }

  /** The name of what a script hands out as its default; facts do not hold it. */
  #defaultName(path: string): string | undefined {
    const text = lexicalFamilyOf(path) === 'script' ? this.workspace.files.read(path) : undefined;
    const pattern =
      /\bexport\s+default\s+(?:abstract\s+)?(?:async\s+)?(?:function\s*\*?\s*|class\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)|\bmodule\.exports\s*=\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u;
    const found = text === undefined ? undefined : pattern.exec(text);
    return found?.[1] ?? found?.[2];
  }
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
