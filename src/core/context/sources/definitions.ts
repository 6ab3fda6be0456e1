import type { ContextSnippet } from '../../../protocol/context';
import type { Definition, FileFacts, Reference } from '../../syntax/fileFacts';
import type { CodeTexts } from '../code/codeTexts';
import { CursorView } from '../place/cursorView';
import type { LocatedDefinition } from '../index/fileIndex';
import { libraryMembers } from '../code/libraryMembers';
import { containerName, foldDefinition, foldMembers, isPrivate, membersOf } from '../symbols/folded';
import type { IndexPlace, IndexSource } from '../place/indexPlace';
import { type LexicalFamily, lexicalFamilyOf } from '../code/lexicalFamily';
import { folderOf, isTestPath, nearnessOf } from '../paths';
import { ReceiverTypes } from '../symbols/receiverTypes';
import { allMembers, findType, inheritedMembers, typeKinds } from '../symbols/typeLookup';
import { escapePattern } from '../symbols/typeText';
import type { ReadReferences } from './members';

const linesAround = { above: 30, below: 10 } as const;
const maxNames = 60;
const maxSnippets = 16;
const limits = { maxMembers: 6, maxUnits: 500, withPrivate: false } as const;
/** A member's name that more types than this have says nothing about which is meant. */
const maxHolders = 3;
/** What a member counts whose type is known. */
const sureOfType = 0.7;
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
    const choice = new Choice(place, view);
    const first = new Set(view.near.keys());
    const found: ContextSnippet[] = [];
    for (const { reference, weight } of this.#wanted(place, view)) {
      if (found.length >= maxSnippets || place.isLate()) break;
      const { best, sureness, asMember } = choice.of(reference);
      const facts = best === undefined ? undefined : place.index.facts(best.path);
      if (best === undefined || facts === undefined || place.files.read(best.path) === undefined) continue;
      if (reference.kind !== 'member' && isLocal(reference.name, view)) continue;
      found.push({
        source: this.name,
        path: best.path,
        text: asMember ? memberText(best, facts) : definitionText(best, { facts, reference, first }),
        names: [reference.name],
        relevance: Math.min(1, weight * sureness),
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

/** A member together with the head of what it belongs to. */
function memberText({ path, definition }: LocatedDefinition, facts: FileFacts): string {
  // Lua writes the table before the name.
  if (lexicalFamilyOf(path) === 'lua' && definition.signature.includes(`${definition.container}.`))
    return `${definition.signature}\n`;
  const holder = facts.definitions.find((each) => containerName(each) === definition.container);
  const named = holder ?? { ...definition, kind: 'class', signature: definition.container };
  const signature = named.signature.length <= maxHeadUnits ? named.signature : named.name;
  return foldMembers(path, { ...named, doc: '', signature }, [definition], { ...limits, maxMembers: 1 });
}

/** Of a class that is called only how it is made: its other members would take the room of what else is used. */
function definitionText(
  { path, definition }: LocatedDefinition,
  { facts, reference, first }: { facts: FileFacts; reference: Reference; first: ReadonlySet<string> },
): string {
  if (reference.kind === 'call' && definition.kind === 'class') {
    const makers = membersOf(definition, facts).filter((member) => isConstructor(member, definition));
    const isTold = path.endsWith('.kt') && definition.signature.includes('(');
    if (makers.length > 0 || isTold) return foldMembers(path, definition, makers, limits);
  }
  return foldDefinition(path, definition, facts, { ...limits, first });
}

function isConstructor(member: Definition, { name }: Definition): boolean {
  const isMaker = member.name === name || /^(?:__init__|__construct|constructor|initialize)$/.test(member.name);
  return isMaker && !isPrivate(member) && !/=\s*(?:delete|default)$/.test(member.signature);
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

interface Chosen {
  readonly best?: LocatedDefinition;
  /** 0 to 1. */
  readonly sureness: number;
  readonly asMember: boolean;
}

/** Finds the definitions that names most likely mean. */
class Choice {
  readonly #place: IndexPlace;
  readonly #included: ReadonlySet<string>;
  readonly #inherited: ReadonlyMap<string, LocatedDefinition>;
  readonly #types: ReceiverTypes;
  readonly #members = new Map<string, ReadonlyMap<string, LocatedDefinition>>();

  constructor(place: IndexPlace, { code }: CursorView) {
    this.#place = place;
    this.#included = filesIncluded(place);
    this.#inherited = inheritedMembers(place, place.query.offset);
    this.#types = new ReceiverTypes(place, code);
  }

  of(reference: Reference): Chosen {
    const { name, kind } = reference;
    const asMember = kind === 'member';
    const inherited = asMember || kind === 'type' ? undefined : this.#inherited.get(name);
    if (inherited !== undefined) return { best: inherited, sureness: sureOfType, asMember: true };
    const byName = this.#byName(reference);
    const known = asMember && byName.best !== undefined ? this.#membersOf(reference).get(name) : undefined;
    if (known === undefined) return { ...byName, asMember };
    // The cursor's own file is told by the outline.
    if (known.path === this.#place.path) return { sureness: 0, asMember };
    return { best: known, sureness: Math.max(byName.sureness, sureOfType), asMember };
  }

  /** By name, of the value left of the dot, where its type is known. */
  #membersOf({ receiver = '', start }: Reference): ReadonlyMap<string, LocatedDefinition> {
    let found = this.#members.get(receiver);
    if (found === undefined) {
      const type = receiver === '' ? undefined : this.#types.typeOf(receiver, start);
      const members = type === undefined ? [] : allMembers(type, this.#place);
      const open = members.filter(({ member }) => isOpenMember(member)).reverse();
      found = new Map(open.map((each) => [each.member.name, { path: each.type.path, definition: each.member }]));
      this.#members.set(receiver, found);
    }
    return found;
  }

  #byName({ name, kind }: Reference): Omit<Chosen, 'asMember'> {
    const place = this.#place;
    const asMember = kind === 'member';
    const family = lexicalFamilyOf(place.path);
    if (asMember && libraryMembers[family]?.has(name) === true) return { sureness: 0 };
    const all = place.index
      .definitionsOf(name, place.path)
      .filter(({ path }) => path !== place.path && lexicalFamilyOf(path) === family);
    const fitting = all.filter((located) => {
      const { definition } = located;
      const isSeen = asMember ? isOpenMember(definition) : isBare(located, place);
      return isSeen && fitsKind(definition.kind, kind, family);
    });
    if (asMember && new Set(fitting.map(({ path, definition }) => `${path}:${definition.container}`)).size > maxHolders)
      return { sureness: 0 };
    const [best] = fitting.map((each) => ({ each, sure: this.#sureness(each) })).sort((a, b) => b.sure - a.sure);
    if (best === undefined) return { sureness: 0 };
    const isType = family === 'ruby' && typeKinds.has(best.each.definition.kind);
    // Ruby opens a class in many files: the one that it is at home in.
    const home = isType ? findType(name, place) : undefined;
    return { best: home ?? best.each, sureness: best.sure * (asMember ? 1 / Math.sqrt(fitting.length) : 1) };
  }

  #sureness({ path, definition }: LocatedDefinition): number {
    const { path: own } = this.#place;
    if (this.#included.has(path)) return 1;
    if (folderOf(path) === folderOf(own)) return isFolderVisible(path) || definition.exported ? 0.95 : 0.5;
    const far = definition.exported ? 0.45 + 0.3 * nearnessOf(own, path) : 0.2;
    return isTestPath(path) && !isTestPath(own) ? far / 2 : far;
  }
}

/** Languages in which all files of a folder see each other's names. */
function isFolderVisible(path: string): boolean {
  return ['go', 'jvm', 'csharp', 'c', 'php', 'ruby'].includes(lexicalFamilyOf(path));
}

/** A member that another file may use. */
function isOpenMember(definition: Definition): boolean {
  return definition.container !== '' && !isPrivate(definition);
}

/** Known by its name alone. What a module or namespace holds often is: whoever is inside of it, or has opened it, does not name it. */
function isBare({ path, definition }: LocatedDefinition, { index }: IndexPlace): boolean {
  const { container, kind } = definition;
  // A local of another Lua file is another thing of the same name.
  if (container === '') return definition.exported || lexicalFamilyOf(path) !== 'lua';
  if (!/^(?:function|class|interface|type|enum|module)$/.test(kind)) return false;
  const holder = index.facts(path)?.definitions.find((each) => containerName(each) === container);
  return holder === undefined || holder.kind === 'module';
}

function fitsKind(defined: string, used: Reference['kind'], family: LexicalFamily): boolean {
  if (used === 'type') return typeKinds.has(defined);
  // In C the tags of structs are names of their own: `privdata` is no `struct privdata`.
  if (used === 'value' && family === 'c') return !typeKinds.has(defined);
  return used !== 'call' || !/^(?:interface|type|field|module)$/.test(defined);
}
