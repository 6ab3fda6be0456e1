import { type DefinitionItem, definitionItem } from './definitionItem';
import type { DefinitionKind } from './fileFacts';
import { type ExportRule, looksExported } from './exportRules';
import { type FactMatch, type FactNode, nodeText } from './factMatches';

/** A definition as the sweep sees it: where it is and what it belongs to, its text not read yet. */
export interface FoundDefinition {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly kind: DefinitionKind;
  readonly container: string;
  /** Containers around it. */
  readonly depth: number;
  /** The definition in this file that holds it; absent at the top level and where another file holds it. */
  readonly parent: FoundDefinition | undefined;
  readonly start: number;
  /** Behind its decorators. */
  readonly plainStart: number;
  readonly end: number;
  readonly bodyStart: number | undefined;
  /** Its own header allows other files to name it. */
  readonly open: boolean;
}

/** A region that holds others: the body of a definition, or a place whose names are nobody else's business. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly isLocal: boolean;
  /** A function in it is a method. */
  readonly isClass: boolean;
  /** What a syntax error left of a body: functions and classes in it most likely stand behind it. */
  readonly isBroken: boolean;
  readonly path: string;
  readonly depth: number;
  readonly definition: FoundDefinition | undefined;
}

interface Outer {
  readonly start: number;
  readonly end: number;
  /** Start of the first definition in it: only that one is what it wraps. */
  taken: number | undefined;
}

/**
 * Turns the matches of a `definitions` query into definitions, outer ones before their members. One sweep over the captures
 * in the order of the text, with a stack of the bodies around; the tree is not walked.
 */
export class DefinitionSweep {
  readonly #text: string;
  readonly #rule: ExportRule;
  readonly #found: FoundDefinition[] = [];
  readonly #regions: Region[] = [];
  readonly #decoratorStarts = new Map<number, number>();
  readonly #decoratorEnds = new Map<number, number>();
  /** Fields with their containers, so that `self.x` does not repeat a declared `x`; made when the first one is assigned. */
  #fields: Set<string> | undefined;
  readonly #holders = new Map<string, FoundDefinition>();
  #outer: Outer | undefined;

  constructor(text: string, rule: ExportRule) {
    this.#text = text;
    this.#rule = rule;
  }

  /** Call once. `isImported` says whether the name at an offset is bound by an import, which is no definition. */
  run(matches: readonly FactMatch[], isImported: (nameStart: number) => boolean): readonly FoundDefinition[] {
    for (const item of this.#items(matches)) {
      const { role, name, start } = item;
      while (this.#regions.length > 0 && (this.#regions.at(-1)?.end ?? 0) <= start) this.#regions.pop();
      const inside = this.#regions.findLast((region) => region.start <= start && start < region.end);
      if (role === 'outer') this.#wrap(item);
      else if (role === 'local') this.#enterLocal(item, inside);
      else if (name === undefined || role === 'decorator' || isImported(name.startIndex)) continue;
      else if (role === 'scope') this.#enterScope(item, name, inside);
      else this.#define(item, name, role, inside);
    }
    return this.#found;
  }

  #items(matches: readonly FactMatch[]): DefinitionItem[] {
    const items: DefinitionItem[] = [];
    const named = new Map<number, DefinitionItem>();
    for (const match of matches) {
      const item = definitionItem(match);
      if (item === undefined) continue;
      const { role, name, node, start } = item;
      if (role === 'decorator') {
        this.#decoratorStarts.set(start, node.endIndex);
        this.#decoratorEnds.set(node.endIndex, start);
      } else if (name === undefined || role === 'scope') items.push(item);
      else if (isBetter(item, named.get(name.startIndex))) named.set(name.startIndex, item);
    }
    for (const item of named.values()) items.push(item);
    return items.sort(
      (a, b) => a.start - b.start || order(a) - order(b) || (a.name?.startIndex ?? 0) - (b.name?.startIndex ?? 0),
    );
  }

  #wrap({ node, start }: DefinitionItem): void {
    const outer = this.#outer;
    if (outer !== undefined && outer.taken === undefined && start < outer.end) return;
    this.#outer = { start, end: node.endIndex, taken: undefined };
  }

  #enterLocal({ node, start }: DefinitionItem, inside: Region | undefined): void {
    if (inside?.isLocal || this.#regions.some((region) => region.start === start)) return;
    const flags = { isLocal: true, isClass: false, isBroken: false };
    this.#regions.push({ start, end: node.endIndex, path: '', depth: 0, definition: undefined, ...flags });
  }

  #enterScope({ node, body = node }: DefinitionItem, name: FactNode, inside: Region | undefined): void {
    if (inside?.isLocal) return;
    const path = joined(inside?.path ?? '', nodeText(this.#text, name));
    const flags = { isLocal: false, isClass: true, isBroken: false };
    const depth = (inside?.depth ?? 0) + 1;
    const definition = this.#holders.get(path);
    this.#regions.push({ start: body.startIndex, end: body.endIndex, path, depth, definition, ...flags });
  }

  #define(item: DefinitionItem, nameNode: FactNode, kind: DefinitionKind, inside: Region | undefined): void {
    const { holder, isOwned, container: explicit } = item;
    if (holder !== undefined && holder.startIndex !== inside?.start) return;
    const isMember = kind === 'method' || kind === 'field';
    const enclosing = inside?.isBroken && !isMember ? undefined : inside;
    const around = isOwned && enclosing?.isLocal ? this.#classAround(enclosing) : enclosing;
    if (around?.isLocal === true || (isOwned && around === undefined)) return;
    const name = nodeText(this.#text, nameNode);
    if (name === '' || name.includes('\n')) return;
    const path =
      explicit === undefined ? (around?.path ?? '') : joined(around?.path ?? '', nodeText(this.#text, explicit));
    if (isOwned && this.#knowsField(path, name)) return;

    const nameEnd = nameNode.startIndex + name.length;
    const { start, plainStart, end } = this.#extent(item, nameEnd);
    const before = this.#text.slice(plainStart, nameNode.startIndex);
    const open = item.isExported || looksExported(this.#rule, before, name, path !== '');
    const definition: FoundDefinition = {
      name,
      nameStart: nameNode.startIndex,
      nameEnd,
      kind: kind === 'function' && around?.isClass === true ? 'method' : kind,
      container: path,
      depth: path === '' ? 0 : (around?.depth ?? 0) + (explicit === undefined ? 0 : 1),
      parent: explicit === undefined ? around?.definition : this.#holders.get(path),
      start,
      plainStart,
      end,
      bodyStart: item.body?.startIndex,
      open,
    };
    this.#found.push(definition);
    if (kind === 'field') this.#fields?.add(fieldKey(definition));
    else if (!isFunction(kind)) this.#remember(definition);
    this.#enterBody(definition, item);
  }

  #enterBody(definition: FoundDefinition, { members, body, broken }: DefinitionItem): void {
    const holder = broken ?? members ?? body;
    if (holder === undefined) return;
    const { name, container, depth, kind } = definition;
    this.#regions.push({
      start: holder.startIndex,
      end: holder.endIndex,
      path: joined(container, name),
      depth: depth + 1,
      definition,
      isLocal: isFunction(kind),
      isClass: kind === 'class' || kind === 'interface' || kind === 'enum',
      isBroken: broken !== undefined,
    });
  }

  /** The class whose method an assignment to one of its fields stands in. */
  #classAround(method: Region): Region | undefined {
    const outside = this.#regions.slice(0, this.#regions.indexOf(method));
    const region = outside.findLast(({ start, end }) => start <= method.start && method.start < end);
    return region?.isLocal === false && region.definition?.kind === 'class' ? region : undefined;
  }

  /** With the statement around it (`export`), and the decorators in front. */
  #extent(item: DefinitionItem, nameEnd: number): { start: number; plainStart: number; end: number } {
    const { node, start } = item;
    let from = start;
    let end = Math.max(node.endIndex, item.end?.endIndex ?? nameEnd);
    const outer = this.#outer;
    if (outer !== undefined && start < outer.end && (outer.taken ?? start) === start) {
      outer.taken = start;
      // In parentheses it is one of a group: `const ( A = 1; B = 2 )`.
      const isGrouped = this.#text[trimmedBefore(this.#text, start) - 1] === '(';
      if (!isGrouped) [from, end] = [outer.start, Math.max(end, outer.end)];
    }
    if (this.#decoratorEnds.size === 0) return { start: from, plainStart: from, end };
    for (;;) {
      const decorator = this.#decoratorEnds.get(trimmedBefore(this.#text, from));
      if (decorator === undefined || decorator >= from) break;
      from = decorator;
    }
    let plainStart = from;
    for (;;) {
      const decoratorEnd = this.#decoratorStarts.get(plainStart);
      if (decoratorEnd === undefined) break;
      plainStart = trimmedAfter(this.#text, decoratorEnd);
    }
    return { start: from, plainStart, end };
  }

  #knowsField(container: string, name: string): boolean {
    this.#fields ??= new Set(this.#found.filter(({ kind }) => kind === 'field').map(fieldKey));
    return this.#fields.has(fieldKey({ container, name }));
  }

  #remember(definition: FoundDefinition): void {
    const path = joined(definition.container, definition.name);
    if (!this.#holders.has(path)) this.#holders.set(path, definition);
  }
}

function fieldKey({ container, name }: Pick<FoundDefinition, 'container' | 'name'>): string {
  return `${container}\n${name}`;
}

/** The earlier pattern of a file counts; of two matches of one pattern the one that captured more. */
function isBetter(item: DefinitionItem, old: DefinitionItem | undefined): boolean {
  if (old === undefined || item.patternIndex < old.patternIndex) return true;
  return item.patternIndex === old.patternIndex && item.captureCount > old.captureCount;
}

function isFunction(kind: DefinitionKind): boolean {
  return kind === 'function' || kind === 'method' || kind === 'macro';
}

function order({ role }: DefinitionItem): number {
  if (role === 'outer') return 0;
  return role === 'local' ? 2 : 1;
}

function joined(container: string, name: string): string {
  return container === '' ? name : `${container}.${name}`;
}

function trimmedBefore(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

function trimmedAfter(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}
