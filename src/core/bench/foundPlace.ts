import type { ParsedDocument } from '../syntax/trees';
import type { ItemKind } from './benchItem';
import type { UsedName } from './usedNames';

export type SyntaxNode = ParsedDocument['tree']['rootNode'];

/** Part of a file that can be hidden and asked for. UTF-16 units. */
export interface FoundRange {
  readonly kind: ItemKind;
  readonly start: number;
  readonly end: number;
}

/** The same with the names in it. */
export interface FoundPlace extends FoundRange {
  readonly names: readonly UsedName[];
}
