import type { Node } from 'web-tree-sitter';

/**
 * Beyond this many children a node is not listed as a whole, but searched: listing the 60,000 functions of a huge file
 * takes 100 ms. (The cursor's own search, `gotoFirstChildForIndex`, ignores its argument in web-tree-sitter 0.27;
 * `nextSibling` starts at the first child each time.)
 */
const MANY_CHILDREN = 1_000;

/** The children of a node that overlap [from, to), in order. */
export function childrenBetween(node: Node, from: number, to: number): Node[] {
  const overlaps = (child: Node): boolean => child.endIndex > from && child.startIndex < to;
  if (node.childCount <= MANY_CHILDREN) return node.children.filter(overlaps);
  const found: Node[] = [];
  for (let index = indexAt(node, from); index < node.childCount; index++) {
    const child = node.child(index);
    if (child === null || child.startIndex >= to) break;
    if (overlaps(child)) found.push(child);
  }
  return found;
}

/** All children of a node, or of one that has very many the `count` on each side of the offset. */
export function childrenNear(node: Node, offset: number, count: number): Node[] {
  if (node.childCount <= MANY_CHILDREN) return node.children;
  const middle = indexAt(node, offset);
  const found: Node[] = [];
  for (let index = Math.max(0, middle - count); index < Math.min(node.childCount, middle + count); index++) {
    const child = node.child(index);
    if (child !== null) found.push(child);
  }
  return found;
}

/** Index of the first child that ends behind `offset`. */
export function indexAt(node: Node, offset: number): number {
  let low = 0;
  let high = node.childCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((node.child(middle)?.endIndex ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
