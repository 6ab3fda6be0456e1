import type { ImportAnswer, ImportOrigin } from '../../../protocol/context';
import type { Definition, ImportedName } from '../../syntax/fileFacts';
import { nearestNames } from '../../text/nearName';
import { type LexicalFamily, lexicalFamilyOf } from '../code/lexicalFamily';
import { isTestPath, nearnessOf } from '../paths';
import type { IndexPlace } from '../place/indexPlace';
import { ModuleNames } from './moduleNames';

/** The part of a place that imports are found by. */
export type ImportPlace = Pick<IndexPlace, 'path' | 'facts' | 'index' | 'resolve' | 'isLate'>;

const families: ReadonlySet<LexicalFamily> = new Set<LexicalFamily>(['script', 'python']);
const maxImporters = 200;
const maxOrigins = 6;
const maxSimilar = 8;
/** What other files do counts more than that some file defines the name. */
const definedWeight = 0.5;
const testWeight = 0.2;

/**
 * How names may be imported into a file: as the files that import them already do, nearer ones first, then from the files that define them.
 * For TypeScript, JavaScript and Python; for other languages nothing. Stops early when the time is over.
 */
export function importOrigins(names: readonly string[], place: ImportPlace): ImportAnswer {
  if (!families.has(lexicalFamilyOf(place.path))) return { origins: [], similar: [] };
  const origins = names.flatMap((name) => {
    const votes = new Votes();
    countImporters(name, place, votes);
    countDefinitions(name, place, votes);
    return votes.best(maxOrigins);
  });
  const known = place.isLate() ? [] : knownNames(place);
  return { origins, similar: [...new Set(names.flatMap((name) => nearestNames(name, known, maxSimilar)))] };
}

class Votes {
  readonly #weights = new Map<string, { readonly origin: ImportOrigin; weight: number }>();

  add(origin: ImportOrigin, weight: number): void {
    const key = `${origin.imported}\n${origin.module}`;
    const known = this.#weights.get(key);
    if (known === undefined) this.#weights.set(key, { origin, weight });
    else known.weight += weight;
  }

  best(most: number): ImportOrigin[] {
    const sorted = [...this.#weights.values()].sort((a, b) => b.weight - a.weight);
    return sorted.slice(0, most).map(({ origin }) => origin);
  }
}

function countImporters(name: string, place: ImportPlace, votes: Votes): void {
  const { path, index, resolve } = place;
  const family = lexicalFamilyOf(path);
  const modules = new ModuleNames(place);
  for (const importer of index.importersOf(name).slice(0, maxImporters)) {
    if (place.isLate()) return;
    if (importer === path || lexicalFamilyOf(importer) !== family) continue;
    const weight = nearnessOf(path, importer) * (isTestPath(importer) && !isTestPath(path) ? testWeight : 1);
    for (const each of index.facts(importer)?.imports ?? []) {
      if (each.name !== name) continue;
      const module = moduleFor(each, importer, modules, resolve);
      if (module === undefined) continue;
      const isType = isTypeOnly(definitionOf(each, module, place));
      votes.add({ name, imported: each.imported, module, isType }, weight);
    }
  }
}

/** The module as the asking file would write it; undefined when that file is the module itself or no way leads to it. */
function moduleFor(
  { module }: ImportedName,
  importer: string,
  modules: ModuleNames,
  resolve: ImportPlace['resolve'],
): string | undefined {
  const [file] = resolve(module, importer);
  if (module.startsWith('.')) return file === undefined ? undefined : modules.nameOf(file);
  // A name that leads to the same file from here, or to nothing here at all: a package from outside.
  return file === undefined || resolve(module).includes(file) ? module : modules.nameOf(file);
}

function definitionOf({ imported }: ImportedName, module: string, place: ImportPlace): Definition | undefined {
  const [file] = place.resolve(module);
  const facts = file === undefined ? undefined : place.index.facts(file);
  return facts?.definitions.find(({ name, container }) => name === imported && container === '');
}

function countDefinitions(name: string, place: ImportPlace, votes: Votes): void {
  const { path, index } = place;
  const family = lexicalFamilyOf(path);
  const modules = new ModuleNames(place);
  for (const { path: file, definition } of index.definitionsOf(name, path)) {
    if (place.isLate()) return;
    const isOther = file !== path && lexicalFamilyOf(file) === family;
    if (!isOther || !definition.exported || definition.container !== '') continue;
    const module = modules.nameOf(file);
    if (module === undefined) continue;
    const isDefault =
      family === 'script' &&
      index
        .facts(file)
        ?.reExports.some((each) => each.name === 'default' && each.imported === name && each.module === '');
    const weight = definedWeight * nearnessOf(path, file) * (isTestPath(file) && !isTestPath(path) ? testWeight : 1);
    votes.add(
      { name, imported: isDefault === true ? 'default' : name, module, isType: isTypeOnly(definition) },
      weight,
    );
  }
}

function isTypeOnly(definition: Definition | undefined): boolean {
  return definition?.kind === 'interface' || definition?.kind === 'type';
}

/** What may be meant in the file: its own names, and those of the modules that it imports, with their members. */
function knownNames({ facts, index, resolve, isLate }: ImportPlace): Iterable<string> {
  const names = new Set(facts.definitions.map(({ name }) => name));
  for (const { name } of facts.imports) names.add(name);
  for (const module of new Set(facts.imports.map((each) => each.module))) {
    if (isLate()) break;
    const [file] = resolve(module);
    for (const each of (file === undefined ? undefined : index.facts(file))?.definitions ?? [])
      if (each.exported) names.add(each.name);
  }
  return names;
}
