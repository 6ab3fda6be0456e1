import type { ContextSnippet } from '../../../protocol/context';
import type { Definition, FileFacts, Reference } from '../../syntax/fileFacts';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import type { LocatedDefinition } from '../index/fileIndex';
import { containerName, foldDefinition, foldMembers, isPrivate } from '../symbols/folded';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { lexicalFamilyOf } from '../code/lexicalFamily';
import { folderOf, isTestPath, nearnessOf } from '../paths';
import { escapePattern } from '../symbols/typeText';
import type { ReadReferences } from './members';

const linesAround = { above: 30, below: 10 } as const;
const maxNames = 60;
const maxSnippets = 16;
const limits = { maxMembers: 6, maxUnits: 500, withPrivate: false } as const;
/** A member's name that more types than this have says nothing about which is meant. */
const maxHolders = 3;
/** A longer head of a class would tell more of its type parameters than of the member. */
const maxHeadUnits = 120;
/** What stands left of the dot where the class around is meant. */
const ofThis = /^(?:this|self|\$this|cls|Self)$/;

interface Wanted {
  readonly reference: Reference;
  /** 0 to 1: by its distance and by whether it stands in the same function as the cursor. */
  readonly weight: number;
}

/** Definitions of what is used near the cursor and neither defined in this file nor imported by name: of its package, its folder, its includes. */
export class DefinitionsSource implements IndexSource {
  readonly name = 'definitions';
  readonly #codes: CodeTexts;
  readonly #referencesIn: ReadReferences;

  constructor(codes: CodeTexts, referencesIn: ReadReferences) {
    this.#codes = codes;
    this.#referencesIn = referencesIn;
  }

  collect(place: IndexPlace): readonly ContextSnippet[] {
    const view = new CursorView(place, this.#codes);
    const included = filesIncluded(place);
    const found: ContextSnippet[] = [];
    for (const { reference, weight } of this.#wanted(place, view)) {
      if (found.length >= maxSnippets || place.isLate()) break;
      const [best, sameness] = choose(reference, place, included);
      const facts = best === undefined ? undefined : place.index.facts(best.path);
      if (best === undefined || facts === undefined || place.files.read(best.path) === undefined) continue;
      if (reference.kind !== 'member' && isLocal(reference.name, view)) continue;
      const first = new Set(view.near.keys());
      found.push({
        source: this.name,
        path: best.path,
        text: isMember(reference)
          ? memberText(best, facts)
          : foldDefinition(best.path, best.definition, facts, { ...limits, first }),
        names: [reference.name],
        relevance: Math.min(1, weight * sameness),
        nearness: nearnessOf(place.path, best.path),
      });
    }
    return found.sort((a, b) => b.relevance - a.relevance);
  }

  #wanted(place: IndexPlace, view: CursorView): Wanted[] {
    const { offset } = place.query;
    const known = new Set([...place.facts.definitions, ...place.facts.imports].map(({ name }) => name));
    const ownMembers = new Set(place.facts.definitions.flatMap((each) => (each.container === '' ? [] : each.name)));
    const around = place.facts.definitions.findLast(
      ({ kind, start, end }) => (kind === 'function' || kind === 'method') && start <= offset && offset <= end,
    );
    const range = view.around(linesAround.above, linesAround.below);
    const best = new Map<string, Wanted>();
    for (const reference of this.#referencesIn(place.document, range.start, range.end)) {
      const { name, start, kind, receiver } = reference;
      if (name.length < 2 || (known.has(name) && kind !== 'member') || isBeingTyped(reference, offset)) continue;
      if (kind === 'member' && ofThis.test(receiver ?? '') && ownMembers.has(name)) continue;
      const inside = around !== undefined && start >= around.start && start <= around.end;
      const distance = Math.abs(view.code.lineOf(start) - view.line);
      const weight = (inside ? 1 : 0.7) * (10 / (10 + distance)) * kindWeight(reference);
      if ((best.get(name)?.weight ?? 0) < weight) best.set(name, { reference, weight });
    }
    return [...best.values()].sort((a, b) => b.weight - a.weight).slice(0, maxNames);
  }
}

function isBeingTyped({ name, start }: Reference, offset: number): boolean {
  return start <= offset && offset <= start + name.length;
}

function isMember({ kind }: Reference): boolean {
  return kind === 'member';
}

/** A member together with the head of what it belongs to. */
function memberText({ path, definition }: LocatedDefinition, facts: FileFacts): string {
  const holder = facts.definitions.find((each) => containerName(each) === definition.container);
  const named = holder ?? { ...definition, kind: 'class', signature: definition.container };
  const signature = named.signature.length <= maxHeadUnits ? named.signature : named.name;
  return foldMembers(path, { ...named, doc: '', signature }, [definition], { ...limits, maxMembers: 1 });
}

function kindWeight({ kind }: Reference): number {
  switch (kind) {
    case 'call':
      return 0.9;
    case 'type':
      return 0.85;
    case 'value':
      return 0.6;
    case 'member':
      return 0.55;
  }
}

/** A variable or parameter of this file, as far as the text near the cursor tells. */
function isLocal(name: string, { code, line }: CursorView): boolean {
  const from = code.lineStarts[Math.max(0, line - 150)] ?? 0;
  const nearby = code.code.slice(from, code.lineStarts[line + linesAround.below]);
  const bare = escapePattern(name);
  const word = `(?<![\\p{ID_Continue}$.])${bare}(?![\\p{ID_Continue}$])`;
  const declared = `\\b(?:const|let|var|val|for|mut|local|my|in|as|lambda)\\s+(?:[{[(][^}\\])=]*[{[(,\\s])?${word}`;
  const parameter = `[(,|]\\s*(?:\\.{3}|\\*{1,2}|&|mut\\s+)*${word}\\s*[?]?\\s*(?::|,|\\)|=|\\|)(?=[^;{]*(?:\\{|=>|:\\s*$|\\|))`;
  return new RegExp(`${declared}|${word}\\s*:?=(?![=>])|${parameter}`, 'mu').test(nearby);
}

/** Files whose definitions this one sees without naming them: includes, wildcard imports, packages. */
function filesIncluded(place: IndexPlace): ReadonlySet<string> {
  const whole = place.facts.imports.filter(({ imported }) => imported === '*');
  return new Set(whole.flatMap(({ module }) => [...place.resolve(module)]));
}

/** The definition that a name most likely means, and how sure that is (0 to 1). */
function choose(
  { name, kind }: Reference,
  place: IndexPlace,
  included: ReadonlySet<string>,
): [LocatedDefinition | undefined, number] {
  const all = place.index
    .definitionsOf(name, place.path)
    .filter(({ path }) => path !== place.path && isOfKin(path, place.path));
  const asMember = kind === 'member';
  const fitting = all.filter((located) => {
    const { definition } = located;
    return fitsKind(definition.kind, kind) && (asMember ? isOpenMember(definition) : isBare(located, place));
  });
  if (asMember && new Set(fitting.map(({ path, definition }) => `${path}:${definition.container}`)).size > maxHolders)
    return [undefined, 0];
  const isTest = isTestPath(place.path);
  const sureness = ({ path, definition }: LocatedDefinition): number => {
    if (included.has(path)) return 1;
    if (folderOf(path) === folderOf(place.path)) return isFolderVisible(path) || definition.exported ? 0.95 : 0.5;
    const far = definition.exported ? 0.45 + 0.3 * nearnessOf(place.path, path) : 0.2;
    return isTestPath(path) && !isTest ? far / 2 : far;
  };
  const [best] = fitting.map((each) => ({ each, sure: sureness(each) })).sort((a, b) => b.sure - a.sure);
  return best === undefined ? [undefined, 0] : [best.each, best.sure * (asMember ? 1 / Math.sqrt(fitting.length) : 1)];
}

/** Languages in which all files of a folder see each other's names. */
function isFolderVisible(path: string): boolean {
  return ['go', 'jvm', 'csharp', 'c', 'php', 'ruby'].includes(lexicalFamilyOf(path));
}

function isOfKin(pathA: string, pathB: string): boolean {
  return lexicalFamilyOf(pathA) === lexicalFamilyOf(pathB);
}

/** A member that another file may use. */
function isOpenMember(definition: Definition): boolean {
  return definition.container !== '' && !isPrivate(definition);
}

/** Known by its name alone. What a module or namespace holds often is: whoever is inside of it, or has opened it, does not name it. */
function isBare({ path, definition }: LocatedDefinition, { index }: IndexPlace): boolean {
  const { container, kind } = definition;
  if (container === '') return true;
  if (!/^(?:function|class|interface|type|enum|module)$/.test(kind)) return false;
  const holder = index.facts(path)?.definitions.find((each) => containerName(each) === container);
  return holder === undefined || holder.kind === 'module';
}

function fitsKind(defined: string, used: Reference['kind']): boolean {
  if (used === 'type') return /^(?:class|interface|type|enum|module)$/.test(defined);
  return used !== 'call' || !/^(?:interface|type|field|module)$/.test(defined);
}
