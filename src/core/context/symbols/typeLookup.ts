import type { Definition, FileFacts } from '../../syntax/fileFacts';
import { type LexicalFamily, lexicalFamilyOf } from '../code/lexicalFamily';
import type { LocatedDefinition } from '../index/fileIndex';
import { containerName, isPrivate, membersOf } from './folded';
import type { IndexPlace } from '../place/indexPlace';
import { originsOf } from './origins';
import { stemOf } from '../paths';
import { nearestFirst } from '../resolve/world';
import { splitTop, typeNameIn } from './typeText';

export const typeKinds: ReadonlySet<string> = new Set(['class', 'interface', 'type', 'enum', 'module']);
const maxBases = 4;
/** Elsewhere a second method of a name is the setter to a getter, or takes the place of the first. */
const overloading: ReadonlySet<LexicalFamily> = new Set(['jvm', 'csharp', 'c']);

/** Languages whose methods name the members of their class without a receiver. */
export const implicitReceiver: ReadonlySet<LexicalFamily> = new Set(['jvm', 'csharp', 'c', 'ruby']);

/** A type together with the file that defines it. */
export interface LocatedType extends LocatedDefinition {
  readonly facts: FileFacts;
}

/** Facts of a file of the workspace, the cursor's own as it is typed. */
function factsOf(place: IndexPlace, path: string): FileFacts | undefined {
  return path === place.path ? place.facts : place.index.facts(path);
}

/** The definition of a type as the file at `from` (the cursor's without) names it: its own, an imported one, else the nearest of that name. */
export function findType(name: string, place: IndexPlace, from: string = place.path): LocatedType | undefined {
  const own = factsOf(place, from);
  const here = own?.definitions.find((definition) => definition.name === name && typeKinds.has(definition.kind));
  if (here !== undefined) return located({ path: from, definition: here }, place);
  const imported = own?.imports.find((each) => each.name === name);
  if (imported !== undefined) {
    const origin = originsOf(imported, { workspace: place, from }).find(({ definition }) =>
      typeKinds.has(definition.kind),
    );
    return origin === undefined ? undefined : located(origin, place);
  }
  const known = place.index.definitionsOf(name, place.path).filter(({ definition }) => typeKinds.has(definition.kind));
  return likeliest(known, place, from);
}

/** A class that PHP names with its namespace: `Dispatcher\MarkBased`. */
export function findQualifiedType(written: string, place: IndexPlace): LocatedType | undefined {
  const name = written.split('\\').at(-1);
  for (const path of place.resolve(written)) {
    const definition = factsOf(place, path)?.definitions.find((each) => each.name === name && typeKinds.has(each.kind));
    if (definition !== undefined) return located({ path, definition }, place);
  }
  return undefined;
}

/** A type that stands in another one, or in a namespace: `Thor::Util`, `Token.Type`. */
export function nestedType(holder: LocatedType, name: string, place: IndexPlace): LocatedType | undefined {
  const container = containerName(holder.definition);
  const others = place.index.definitionsOf(name, holder.path).filter(({ path }) => path !== place.path);
  const own = place.facts.definitions.map((definition) => ({ path: place.path, definition }));
  const known = [...own, ...others].filter(
    ({ definition }) =>
      definition.name === name && definition.container === container && typeKinds.has(definition.kind),
  );
  return likeliest(known, place, holder.path);
}

/** Of several of one name the nearest. Ruby opens a class again wherever something lies in it: there the file that has its name. */
function likeliest(known: readonly LocatedDefinition[], place: IndexPlace, from: string): LocatedType | undefined {
  const isNamedSo = ({ path, definition }: LocatedDefinition): boolean =>
    stemOf(path).replaceAll('_', '') === definition.name.toLowerCase();
  const named = lexicalFamilyOf(from) === 'ruby' ? known.filter(isNamedSo) : [];
  const candidates = named.length > 0 ? named : known;
  const [nearest] = nearestFirst(from, [...new Set(candidates.map(({ path }) => path))]);
  const found = candidates.find(({ path }) => path === nearest);
  return found === undefined ? undefined : located(found, place);
}

/** The innermost class, interface or the like around an offset of the cursor's file. */
export function typeAround(place: IndexPlace, offset: number): LocatedType | undefined {
  const around = place.facts.definitions.filter(
    ({ kind, start, end }) =>
      (kind === 'class' || kind === 'interface' || kind === 'enum') && start <= offset && offset <= end,
  );
  const definition = around.at(-1);
  return definition === undefined ? receiverType(place, offset) : { path: place.path, definition, facts: place.facts };
}

/** Languages whose methods stand outside of their type say it in the container: Go's receivers, Rust's `impl`. */
function receiverType(place: IndexPlace, offset: number): LocatedType | undefined {
  const method = place.facts.definitions.findLast(
    ({ kind, container, start, end }) => kind === 'method' && container !== '' && start <= offset && offset <= end,
  );
  return method === undefined ? undefined : findType(method.container.split('.').at(-1) ?? '', place);
}

/** The members of a type, then those of the types that it extends; of one name those of the first type that has it, with its overloads. */
export function allMembers(
  type: LocatedType,
  place: IndexPlace,
): { readonly member: Definition; readonly type: LocatedType }[] {
  const found: { member: Definition; type: LocatedType }[] = [];
  const names = new Set<string>();
  const seen = new Set<string>();
  const waiting: LocatedType[] = [type];
  for (let next = waiting.shift(); next !== undefined && seen.size < maxBases; next = waiting.shift()) {
    const key = `${next.path}:${next.definition.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const own = ownMembers(next, place).filter(({ name }) => !names.has(name));
    const hasOverloads = overloading.has(lexicalFamilyOf(next.path));
    for (const member of own) {
      if (names.has(member.name) && !(hasOverloads && member.kind === 'method')) continue;
      names.add(member.name);
      found.push({ member, type: next });
    }
    for (const base of basesOf(next.definition)) {
      const located = findType(base, place, next.path);
      if (located !== undefined) waiting.push(located);
    }
  }
  return found;
}

/** What the class around an offset has from other files, by name: in its bodies that stands without a receiver. */
export function inheritedMembers(place: IndexPlace, offset: number): ReadonlyMap<string, LocatedDefinition> {
  const around = implicitReceiver.has(lexicalFamilyOf(place.path)) ? typeAround(place, offset) : undefined;
  const members = around === undefined ? [] : allMembers(around, place);
  const found = new Map<string, LocatedDefinition>();
  for (const { member, type } of members) {
    const isOwn = type.definition.name === around?.definition.name;
    if (type.path === place.path || found.has(member.name) || (!isOwn && isPrivate(member))) continue;
    found.set(member.name, { path: type.path, definition: member });
  }
  return found;
}

/** Methods may stand in other files of the same folder (Go), or behind the type in the same file. */
function ownMembers({ path, definition, facts }: LocatedType, place: IndexPlace): Definition[] {
  const inside = membersOf(definition, facts);
  if (!path.endsWith('.go')) return inside;
  const container = containerName(definition);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const siblings = [...place.index.paths()].filter(
    (other) => other !== path && other.startsWith(folder) && !other.slice(folder.length).includes('/'),
  );
  const others = siblings.flatMap((other) => factsOf(place, other)?.definitions ?? []);
  return [...inside, ...others.filter((member) => member.container === container)];
}

/** Names of the types that a signature says it extends or implements. */
function basesOf({ signature, name }: Definition): string[] {
  const flat = signature.replace(/\s+/g, ' ');
  const python = new RegExp(`class ${name.replace(/\$/g, '\\$&')}\\s*(?:\\[[^\\]]*\\])?\\(([^)]*)\\)`).exec(flat)?.[1];
  const clauses = [
    ...flat.matchAll(/\b(?:extends|implements)\s+((?:(?!\b(?:extends|implements|permits)\b)[^{])+)/g),
  ].map((clause) => clause[1] ?? '');
  const colon = /\b(?:class|struct|interface|record)\s+\w+(?:\s+\w+)*(?:<[^>]*>)?(?:\s*\([^)]*\))?\s*:\s*(.+)$/.exec(
    flat,
  )?.[1];
  const ruby = /\bclass\s+[\w:]+\s*<\s*([\w:]+)/.exec(flat)?.[1];
  return [python, ...clauses, colon, ruby]
    .flatMap((clause) => splitTop(clause ?? '', ','))
    .flatMap(
      (written) =>
        typeNameIn(written.replace(/\([^)]*\)$/, '').replace(/^(?:public|private|protected|virtual)\s+/, '')) ?? [],
    );
}

function located(found: LocatedDefinition, place: IndexPlace): LocatedType | undefined {
  const facts = factsOf(place, found.path);
  return facts === undefined ? undefined : { ...found, facts };
}
