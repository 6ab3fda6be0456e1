import type { CodeText } from '../code/codeText';
import type { IndexPlace } from '../place/indexPlace';
import { type LexicalFamily, lexicalFamilyOf } from '../code/lexicalFamily';
import { originsOf } from './origins';
import {
  allMembers,
  findQualifiedType,
  findType,
  implicitReceiver,
  type LocatedType,
  nestedType,
  typeAround,
  typeKinds,
} from './typeLookup';
import { escapePattern, typeNameIn, typeOfSignature } from './typeText';

/** A declaration is looked for this far above its use. */
const maxLinesBack = 400;
const maxSteps = 5;
/** UTF-16 units on each side of a name in which its declaration must be complete. */
const reach = 160;

/** Finds the types of what stands left of a dot, as far as the text and the index tell. */
export class ReceiverTypes {
  constructor(
    readonly place: IndexPlace,
    readonly code: CodeText,
  ) {}

  /** The type of a name or a chain of names (`this.store.rows`) as it is at an offset; `undefined` when that is not known. */
  typeOf(receiver: string, offset: number): LocatedType | undefined {
    return this.#chain(receiver, offset, maxSteps);
  }

  #chain(receiver: string, offset: number, copies: number): LocatedType | undefined {
    const [first = '', ...rest] = receiver.replaceAll('?.', '.').split(/\.|->|::/);
    let type = this.#first(first, offset, copies);
    for (const name of rest.slice(0, maxSteps)) {
      if (type === undefined) return undefined;
      type = this.#memberType(type, name.replace(/^[#@]/, '').replace(/\(.*$/, ''));
    }
    return type;
  }

  #first(name: string, offset: number, copies: number): LocatedType | undefined {
    if (/^(?:this|self|\$this|cls|Self|super)$/.test(name)) return typeAround(this.place, offset);
    const declared = this.#declared(name, offset, copies);
    if (declared !== undefined) return declared;
    return findNamedType(name, this.place) ?? this.#fieldAround(name, offset);
  }

  /** A field of the class around, which may be declared far away, in a header or in a class that this one extends. */
  #fieldAround(name: string, offset: number): LocatedType | undefined {
    if (!implicitReceiver.has(lexicalFamilyOf(this.place.path))) return undefined;
    const around = typeAround(this.place, offset);
    return around === undefined ? undefined : this.#memberType(around, name);
  }

  /** By the nearest declaration above: an annotation, a new object, the result of a call, a part of another value. */
  #declared(name: string, offset: number, copies = maxSteps): LocatedType | undefined {
    const line = this.code.lineOf(offset);
    const from = this.code.lineStarts[Math.max(0, line - maxLinesBack)] ?? 0;
    const { left, right } = declarations[lexicalFamilyOf(this.place.path)];
    let best: string | undefined;
    let copied: { readonly chain: string; readonly at: number } | undefined;
    for (const at of this.code.uses(name, from)) {
      if (at >= offset) break;
      const before = this.code.text.slice(Math.max(0, at - reach), at);
      if (/(?:[.@]|->|::)$/.test(before)) continue;
      const after = this.code.text.slice(at + name.length, at + name.length + reach);
      const found = left?.exec(before) ?? right.map((pattern) => pattern.exec(after)).find((match) => match !== null);
      const chain = found?.groups?.['copied'];
      if (chain !== undefined) copied = { chain, at };
      const typeName = this.#typeNameOf(found?.groups ?? {});
      // Where types may begin in lower case, what stands before a name need not be one.
      if (typeName === undefined || !(best === undefined || /^\p{Lu}/u.test(typeName) || this.#isType(typeName)))
        continue;
      best = typeName;
      copied = undefined;
    }
    // Only the last one is followed, and not for ever: `node = node.next`.
    const source = copied !== undefined && copies > 0 ? this.#chain(copied.chain, copied.at, copies - 1) : undefined;
    return source ?? (best === undefined ? undefined : findType(best, this.place));
  }

  #isType(name: string): boolean {
    return findType(name, this.place) !== undefined;
  }

  #typeNameOf({ type, created, called }: Record<string, string | undefined>): string | undefined {
    if (type !== undefined) return typeNameIn(type);
    if (created !== undefined) return typeNameIn(created);
    return called === undefined ? undefined : this.#resultOf(called);
  }

  /** The type of what a call gives: an instance of a class that is called, or what the function says. */
  #resultOf(called: string): string | undefined {
    const parts = called.split(/\.|::|->/);
    const last = parts.at(-1) ?? '';
    if (
      parts.length > 1 &&
      /^(?:new|default|create|from|of|open|instance|getInstance)\w*$/.test(last) &&
      /^\p{Lu}/u.test(parts.at(-2) ?? '')
    )
      return parts.at(-2);
    const { facts, index, path } = this.place;
    const own = facts.definitions.find(({ name }) => name === last);
    const imported = facts.imports.find(({ name }) => name === (parts[0] ?? ''));
    const wanted =
      imported === undefined ? undefined : parts.length === 1 ? imported : { imported: last, module: imported.module };
    const origin =
      own === undefined && wanted !== undefined ? originsOf(wanted, { workspace: this.place })[0] : undefined;
    const [byName, second] = own === undefined && origin === undefined ? index.definitionsOf(last) : [];
    const found =
      own !== undefined ? { path, definition: own } : (origin ?? (second === undefined ? byName : undefined));
    if (found === undefined) return undefined;
    if (found.definition.kind === 'class') return last;
    return typeOfSignature(found.definition.signature, found.definition.name, found.path);
  }

  #memberType(type: LocatedType, name: string): LocatedType | undefined {
    const found = allMembers(type, this.place).find(({ member }) => member.name.replace(/^[#@]/, '') === name);
    if (found === undefined || typeKinds.has(found.member.kind)) {
      const nested = nestedType(found?.type ?? type, name, this.place);
      if (nested !== undefined) return nested;
    }
    const written = found && typeOfSignature(found.member.signature, found.member.name, found.type.path);
    if (found !== undefined && written !== undefined) return findType(written, this.place, found.type.path);
    return type.path === this.place.path ? this.#assignedField(type, name) : undefined;
  }

  /** A field of the class around that is only assigned: `this.store = new Store()`, `self.store = store` with `store: Store` above. */
  #assignedField({ definition }: LocatedType, name: string): LocatedType | undefined {
    const body = this.code.code.slice(definition.start, definition.end);
    const pattern = new RegExp(
      `(?:this|self)\\.#?${escapePattern(name)}\\s*(?::\\s*(?<type>[^=\\n]+))?(?:=\\s*(?:await\\s+)?(?:new\\s+(?<created>[\\w$.]+)|(?<called>[\\w$.]+)\\s*\\(|(?<copied>[\\w$]+)\\s*;?\\s*$))`,
      'gmu',
    );
    for (const found of body.matchAll(pattern)) {
      const { copied, ...groups } = found.groups ?? {};
      if (copied !== undefined) return this.#declared(copied, definition.start + found.index);
      const typeName = this.#typeNameOf(groups);
      if (typeName !== undefined) return findType(typeName, this.place);
    }
    return undefined;
  }
}

/** A type by its own name: static members, entries of an enum. */
function findNamedType(name: string, place: IndexPlace): LocatedType | undefined {
  if (name.includes('\\')) return findQualifiedType(name, place);
  const isKnownHere = [...place.facts.definitions, ...place.facts.imports].some((each) => each.name === name);
  return isKnownHere || /^\p{Lu}\p{L}*\p{Ll}/u.test(name) ? findType(name, place) : undefined;
}

interface Declarations {
  /** What stands left of the name where that says the type. */
  readonly left?: RegExp;
  readonly right: readonly RegExp[];
}

const typeText = String.raw`(?:[\p{ID_Continue}$.:\\]|<[^;(){}]*>|\[[^;(){}]*\]|\s*\|\s*)+`;
const calledText = String.raw`(?<called>[\p{ID_Start}_$][\p{ID_Continue}$.]*(?:(?:::|->)[\p{ID_Continue}]+)*)(?:<[^;(){}]*>)?\s*\(`;
const created = /^\s*!?:?=\s*(?:await\s+)?new\s+(?<created>[\p{ID_Continue}$.\\]+)/u;
const called = new RegExp(String.raw`^\s*(?::\s*[^=;\n]+)?:?=\s*(?:await\s+)?` + calledText, 'u');
const copied = new RegExp(
  String.raw`^\s*:?=\s*&?(?:mut\s+)?(?<copied>[\p{ID_Start}_$][\p{ID_Continue}$]*(?:(?:\.|->|::)[\p{ID_Continue}$]+)+)\s*(?:;|$)`,
  'mu',
);
const annotated = new RegExp(
  String.raw`^[?!]?\s*:\s*(?<type>(?:&'\w+\s+|['"&])?(?:mut\s+|readonly\s+)?` + typeText + ')',
  'u',
);
const typeBefore = new RegExp(String.raw`(?<type>(?<![\p{ID_Continue}.])[\p{Lu}\\]${typeText})[?*&]*\s+[*&]?$`, 'u');
const cTypeBefore = new RegExp(
  String.raw`(?<type>(?<![\p{ID_Continue}.])(?!(?:return|else|case|goto|delete|new|throw|typedef|using)\b)[\p{ID_Start}_]${typeText})[*&]*\s+[*&]*$`,
  'u',
);
const typeBehind = /^\s+\*?(?<type>[\p{ID_Continue}.]+)(?=\s*[,)=\n])/u;
const literal = /^\s*:?=\s*&?(?<created>[\p{ID_Continue}.]+)\{/u;

const scripted: Declarations = { right: [annotated, created, called] };
const typed: Declarations = { left: typeBefore, right: [annotated, created, called, copied] };

/** How the languages declare a variable or a parameter; a match has one of the groups `type`, `created`, `called`, `copied`. */
const declarations: Readonly<Record<LexicalFamily, Declarations>> = {
  script: scripted,
  python: scripted,
  rust: { right: [annotated, created, called, copied] },
  ruby: scripted,
  lua: scripted,
  bash: scripted,
  other: scripted,
  jvm: typed,
  csharp: typed,
  c: { ...typed, left: cTypeBefore },
  php: typed,
  go: { right: [literal, called, typeBehind, copied] },
};
