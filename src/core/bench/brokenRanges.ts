import type { ParsedDocument } from '../syntax/trees';

export interface BrokenRange {
  readonly start: number;
  readonly end: number;
}

/** Where a text does not parse: its ERROR nodes, and its MISSING ones as ranges without length. */
export function brokenRanges({ tree }: ParsedDocument): BrokenRange[] {
  const found: BrokenRange[] = [];
  const cursor = tree.walk();
  try {
    for (;;) {
      const node = cursor.currentNode;
      if (node.isError || node.isMissing) found.push({ start: node.startIndex, end: node.endIndex });
      if (node.hasError && cursor.gotoFirstChild()) continue;
      while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return found;
    }
  } finally {
    cursor.delete();
  }
}

/** True when something in [start, end], its ends included, does not parse. */
export function isBroken(ranges: readonly BrokenRange[], start: number, end: number): boolean {
  return ranges.some((range) => range.start <= end && range.end >= start);
}
