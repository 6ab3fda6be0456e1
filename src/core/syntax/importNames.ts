import type { ImportedName, ReExport } from './fileFacts';
import { type FactMatch, type FactNode, captured, nodeText } from './factMatches';

/** What the `imports` query of a language says of a file. */
export interface FoundImports {
  readonly imports: readonly ImportedName[];
  readonly reExports: readonly ReExport[];
  /** Names of this file that it exports somewhere else than at their definition. */
  readonly exported: ReadonlySet<string>;
  /** Offsets at which an import binds a name. */
  readonly bound: ReadonlySet<number>;
}

/** One of them is in each match that says something of imports. */
const importCaptures: ReadonlySet<string> = new Set(['import', 'reexport', 'export', 'whole', 'prefixed']);

/** Of these the first one in a match says where its name is. */
const nameCaptures: ReadonlySet<string> = new Set([
  'imported',
  'export',
  'default',
  'namespace',
  'package',
  'wildcard',
  'name',
]);

/** A file may give this many imports and this many re-exports. */
const MAX_IMPORTS = 2_000;

/** A path in front of other imports, as in `use a::{b, c}`: it counts for what begins inside of it. */
interface Prefix {
  readonly start: number;
  readonly end: number;
  readonly path: string;
}

/** A statement that holds several imports. */
interface Statement {
  readonly start: number;
  readonly end: number;
  readonly handsOn: boolean;
}

interface Exported {
  readonly name: string;
  readonly local: string;
}

/** Reads the matches of an `imports` query; its captures are described in facts.ts. */
export function readImports(text: string, all: readonly FactMatch[]): FoundImports {
  const matches = all.filter(isOfImports);
  const imports: ImportedName[] = [];
  const reExports: ReExport[] = [];
  const exports: Exported[] = [];
  const bound = new Set<number>();
  const prefixes = new Map(matches.flatMap((match) => prefixOf(text, match)).map((each) => [each.start, each]));
  const prefixesAt = around([...prefixes.values()]);
  const statementsAt = around(wholeStatements(matches));
  for (const match of distinct(matches)) {
    const statement = captured(match, 'import') ?? captured(match, 'reexport');
    if (statement === undefined) {
      exports.push(...exportOf(text, match));
      continue;
    }
    const found = bindingOf(text, match, prefixesAt);
    if (found === undefined) {
      // Handed on from no module is handed on from this file.
      const own = captured(match, 'import') === undefined ? captured(match, 'imported') : undefined;
      if (own !== undefined) exports.push(exportUnder(text, own, match));
      continue;
    }
    const { node, ...binding } = found;
    const [whole] = statementsAt(node.startIndex);
    if (captured(match, 'reexport') !== undefined || whole?.handsOn === true) reExports.push(binding);
    if (captured(match, 'import') === undefined) continue;
    imports.push({ ...binding, start: whole?.start ?? statement.startIndex, end: whole?.end ?? statement.endIndex });
    bound.add(node.startIndex);
  }
  const byName = new Map(imports.map((each) => [each.name, each]));
  for (const { name, local } of exports) reExports.push(...handedOn(name, local, byName.get(local)));
  return {
    imports: imports.slice(0, MAX_IMPORTS),
    reExports: withoutRepeats(reExports).slice(0, MAX_IMPORTS),
    exported: new Set(exports.map(({ local }) => local)),
    bound,
  };
}

function isOfImports({ captures }: FactMatch): boolean {
  for (const { name } of captures) if (importCaptures.has(name)) return true;
  return false;
}

/** What a match binds, and the node that says so: one of these captures says how. */
function bindingOf(
  text: string,
  match: FactMatch,
  prefixesAt: (offset: number) => readonly Prefix[],
): (ReExport & { readonly node: FactNode }) | undefined {
  const moduleNode = captured(match, 'module');
  const name = captured(match, 'name');
  const node =
    name ??
    ['imported', 'default', 'namespace', 'package', 'wildcard']
      .map((role) => captured(match, role))
      .find((found) => found !== undefined);
  if (node === undefined) return undefined;
  const module =
    prefixesAt(node.startIndex)
      .map(({ path }) => path)
      .join('') +
    (moduleNode === undefined ? '' : moduleText(text, withoutName(text, moduleNode, captured(match, 'imported'))));
  const path = module === '' ? '' : module.replace(/(?:::|\\)$/, '');
  if (path === '') return undefined;
  const local = nodeText(text, node);
  const imported = captured(match, 'imported');
  if (imported !== undefined) return { node, name: local, imported: nodeText(text, imported), module: path };
  if (captured(match, 'default') !== undefined) return { node, name: local, imported: 'default', module: path };
  if (captured(match, 'namespace') !== undefined) return { node, name: local, imported: '*', module: path };
  if (captured(match, 'package') !== undefined) return { node, name: packageName(path), imported: '*', module: path };
  if (captured(match, 'wildcard') !== undefined) return { node, name: '*', imported: '*', module: path };
  return { node, name: local, imported: local, module: path };
}

/** Where a grammar does not tell the name from the path in front of it (`a.b.C`), the module is what stands before the name. */
function withoutName(text: string, module: FactNode, name: FactNode | undefined): FactNode {
  if (name === undefined || name.startIndex <= module.startIndex || name.endIndex > module.endIndex) return module;
  const path = text.slice(module.startIndex, name.startIndex).replace(/\W+$/, '');
  return { startIndex: module.startIndex, endIndex: module.startIndex + path.length };
}

function moduleText(text: string, node: FactNode): string {
  return nodeText(text, node)
    .replace(/^<(.*)>$/s, '$1')
    .replace(/\s+/g, '');
}

/** The name that a whole package has here: of `os.path` the first part, of `github.com/a/go-yaml/v3` the last that is no version. */
function packageName(module: string): string {
  if (module.includes('::')) return module.split('::').at(-1) ?? module;
  if (!module.includes('/')) return module.split('.', 1)[0] ?? module;
  const parts = module.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? module).replace(/\.v\d+$/, '').replace(/^go-/, '');
}

/** The larger match of a statement comes first when it also hands its names on. */
function wholeStatements(matches: readonly FactMatch[]): Statement[] {
  const found = matches.flatMap((match) => {
    const whole = captured(match, 'whole');
    const handsOn = captured(match, 'reexport') !== undefined;
    return whole === undefined ? [] : [{ start: whole.startIndex, end: whole.endIndex, handsOn }];
  });
  return found.sort((a, b) => Number(b.handsOn) - Number(a.handsOn));
}

/** The regions around an offset, outer ones first; to be asked with offsets that only grow. */
function around<T extends { readonly start: number; readonly end: number }>(
  regions: readonly T[],
): (offset: number) => readonly T[] {
  const sorted = [...regions].sort((a, b) => a.start - b.start);
  let next = 0;
  let open: T[] = [];
  return (offset) => {
    for (let region = sorted[next]; region !== undefined && region.start <= offset; region = sorted[next]) {
      open.push(region);
      next++;
    }
    open = open.filter(({ end }) => offset < end);
    return open;
  };
}

function prefixOf(text: string, match: FactMatch): Prefix[] {
  const region = captured(match, 'prefixed');
  const prefix = captured(match, 'prefix');
  const separator = match.setProperties?.['separator'] ?? '';
  if (region === undefined || prefix === undefined) return [];
  return [{ start: region.startIndex, end: region.endIndex, path: moduleText(text, prefix) + separator }];
}

function exportOf(text: string, match: FactMatch): Exported[] {
  const node = captured(match, 'export');
  return node === undefined ? [] : [exportUnder(text, node, match)];
}

function exportUnder(text: string, node: FactNode, match: FactMatch): Exported {
  const local = nodeText(text, node);
  const alias = captured(match, 'name');
  return { local, name: match.setProperties?.['name'] ?? (alias === undefined ? local : nodeText(text, alias)) };
}

/** An exported name that is imported, or that is called differently outside. */
function handedOn(name: string, local: string, source: ImportedName | undefined): ReExport[] {
  if (source !== undefined) return [{ name, imported: source.imported, module: source.module }];
  return name === local ? [] : [{ name, imported: local, module: '' }];
}

/** Of several matches at one place the one that captured most: a query answers an optional part with and without it. */
function distinct(matches: readonly FactMatch[]): FactMatch[] {
  const best = new Map<number, FactMatch>();
  for (const match of matches) {
    if (captured(match, 'whole') !== undefined || captured(match, 'prefixed') !== undefined) continue;
    const key = match.captures.find(({ name }) => nameCaptures.has(name));
    if (key === undefined) continue;
    const old = best.get(key.node.startIndex);
    if (old === undefined || rank(match, old) < 0) best.set(key.node.startIndex, match);
  }
  return [...best].sort(([a], [b]) => a - b).map(([, match]) => match);
}

function rank(a: FactMatch, b: FactMatch): number {
  return a.patternIndex === b.patternIndex ? b.captures.length - a.captures.length : a.patternIndex - b.patternIndex;
}

function withoutRepeats(reExports: readonly ReExport[]): ReExport[] {
  return [...new Map(reExports.map((each) => [`${each.name}\n${each.imported}\n${each.module}`, each])).values()];
}
