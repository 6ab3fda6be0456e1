import type { Node } from 'web-tree-sitter';
import { lineStart } from '../text/lines';
import { indexAt } from './children';
import type { TextPart } from './foldedText';
import { isStringType } from './tokens';

/** What lies within this distance of the place is never left out. */
const NEAR_UNITS = 2_500;
/** Nodes of up to this length are kept or left out as a whole. */
const MAX_WHOLE_UNITS = 2_000;
/** What is shorter is not worth a gap. */
const MIN_PART_UNITS = 1_000;
/** So many children are looked at, at most, for one that begins its line. */
const MAX_TRIES = 20;

/**
 * What may be left out of a text so that the tree around an offset stays as it is: statements, members or elements that begin and end with
 * their lines, have siblings which stay, and are far away; of every node around the offset its head and its end are kept. In order, without
 * overlaps. Of a text without line breaks, or with little in it that repeats, nothing can be left out.
 */
export function farParts(root: Node, text: string, offset: number): TextPart[] {
  const near = { start: Math.max(0, offset - NEAR_UNITS), end: Math.min(text.length, offset + NEAR_UNITS) };
  const parts: TextPart[] = [];
  const nodes = [root];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const kept = keptChildren(node, text, near, parts);
    nodes.push(...kept.filter(({ startIndex, endIndex }) => endIndex - startIndex > MAX_WHOLE_UNITS));
  }
  return parts.sort((one, other) => one.start - other.start);
}

/** Adds what is left out of a node's children to `parts`; gives back those children that stay and may be long. */
function keptChildren(node: Node, text: string, near: TextPart, parts: TextPart[]): Node[] {
  if (node.isError || isStringType(node.type) || node.type.includes('comment')) return [];
  const count = node.childCount;
  const child = (index: number): Node | undefined => node.child(index) ?? undefined;
  const find = (from: number, step: 1 | -1, to: number, fits: (node: Node, text: string) => boolean): number => {
    for (let index = from, tries = 0; tries < MAX_TRIES && index !== to; index += step, tries++) {
      const found = child(index);
      if (found !== undefined && fits(found, text)) return index;
    }
    return -1;
  };
  const lineOf = (index: number): number => lineStart(text, child(index)?.startIndex ?? 0);
  const leaveOut = (start: number, end: number): boolean =>
    end - start >= MIN_PART_UNITS && parts.push({ start, end }) > 0;

  const isRoot = node.parent === null;
  const firstNear = Math.max(0, Math.min(indexAt(node, near.start), count - 1));
  let behind = firstNear;
  while (behind < count && (child(behind)?.startIndex ?? near.end) < near.end) behind++;

  // Before the place: from the first item on, because what stands before it is the node's head. The first child stays, so that the node
  // begins where it did; the root is no one's scope.
  const first = isRoot ? 0 : 1;
  const item = find(Math.min(first, firstNear), 1, firstNear, isItem);
  const kept = item === -1 ? -1 : find(firstNear, -1, item, beginsLine);
  const from = kept !== -1 && leaveOut(lineOf(item), lineOf(kept)) ? kept : firstNear;
  // Behind the place: up to the node's last child, so that the node ends where it did.
  const far = find(behind, 1, count, isItem);
  const last = far === -1 ? -1 : find(count - 1, -1, far, beginsLine);
  const isShort = last !== -1 && leaveOut(lineOf(far), lineOf(last));
  const to = isShort ? far : behind;
  const tail = Math.max(to, isShort ? last : count - 1);
  return [...range(0, Math.min(first, from)), ...range(from, to), ...range(tail, count)].flatMap(
    (index) => child(index) ?? [],
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Something that may be left out together with its lines. PHP's opening tag is not, because all behind it is text without it. */
function isItem(node: Node, text: string): boolean {
  return node.isNamed && !node.isError && node.type !== 'php_tag' && beginsLine(node, text);
}

function beginsLine({ startIndex }: Node, text: string): boolean {
  return text.slice(lineStart(text, startIndex), startIndex).trim() === '';
}
