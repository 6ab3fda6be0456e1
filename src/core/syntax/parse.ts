import type { Tree } from 'web-tree-sitter';
import type { ParseFacts } from '../../protocol/syntax';

/** Offsets that are reported at most; the count is always complete. */
const MAX_OFFSETS = 20;

/** Counts the ERROR and MISSING nodes of a tree. Only broken branches are walked, so a correct text costs nothing. */
export function parseFacts(tree: Tree): ParseFacts {
  const cursor = tree.walk();
  const errorOffsets: number[] = [];
  let errors = 0;
  try {
    for (;;) {
      const node = cursor.currentNode;
      if (node.isError || node.isMissing) {
        errors++;
        if (errorOffsets.length < MAX_OFFSETS) errorOffsets.push(node.startIndex);
      }
      if (node.hasError && cursor.gotoFirstChild()) continue;
      while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return { errors, errorOffsets };
    }
  } finally {
    cursor.delete();
  }
}
