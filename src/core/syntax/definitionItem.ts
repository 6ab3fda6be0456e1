import type { DefinitionKind } from './fileFacts';
import type { FactMatch, FactNode } from './factMatches';

/** What a match of a `definitions` query says, its captures by name; facts.ts describes them. */
export interface DefinitionItem {
  readonly role: 'outer' | 'scope' | 'local' | 'decorator' | DefinitionKind;
  readonly node: FactNode;
  /** Of `node`: asked for so often that it is kept. */
  readonly start: number;
  /** Of two matches of one name the one from the earlier pattern counts, then the one that captured more. */
  readonly patternIndex: number;
  readonly captureCount: number;
  readonly name: FactNode | undefined;
  readonly body: FactNode | undefined;
  readonly members: FactNode | undefined;
  readonly broken: FactNode | undefined;
  readonly end: FactNode | undefined;
  readonly container: FactNode | undefined;
  readonly holder: FactNode | undefined;
  readonly isExported: boolean;
  readonly isOwned: boolean;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const DEFINITION = 'definition.';

/**
 * Reads a match in one go through its captures; `undefined` for one that is not about definitions. There are several matches for each
 * definition of a file, most of them of locals that are dropped, so this is as plain as it is for speed.
 */
export function definitionItem({ patternIndex, captures }: FactMatch): DefinitionItem | undefined {
  let item: Mutable<DefinitionItem> | undefined;
  for (const { name, node } of captures) {
    const role = roleOf(name);
    if (role === undefined) continue;
    item = emptyItem(role, node, patternIndex, captures.length);
    break;
  }
  if (item === undefined) return undefined;
  for (const { name, node } of captures) {
    if (name === 'name') item.name ??= node;
    else if (name === 'body') item.body ??= node;
    else if (name === 'in') item.holder ??= node;
    else if (name === 'container') item.container ??= node;
    else if (name === 'members') item.members ??= node;
    else if (name === 'broken') item.broken ??= node;
    else if (name === 'end') item.end ??= node;
    else if (name === 'exported') item.isExported = true;
    else if (name === 'owned') item.isOwned = true;
  }
  return item;
}

function roleOf(capture: string): DefinitionItem['role'] | undefined {
  if (capture.startsWith(DEFINITION)) return capture.slice(DEFINITION.length) as DefinitionKind;
  const isOther = capture === 'local' || capture === 'outer' || capture === 'decorator' || capture === 'scope';
  return isOther ? capture : undefined;
}

function emptyItem(
  role: DefinitionItem['role'],
  node: FactNode,
  patternIndex: number,
  captureCount: number,
): Mutable<DefinitionItem> {
  return {
    role,
    node,
    start: node.startIndex,
    patternIndex,
    captureCount,
    name: undefined,
    body: undefined,
    members: undefined,
    broken: undefined,
    end: undefined,
    container: undefined,
    holder: undefined,
    isExported: false,
    isOwned: false,
  };
}
