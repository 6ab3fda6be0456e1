import { Edit, type Point } from 'web-tree-sitter';
import type { SyntaxEdit } from '../../protocol/syntax';

/** A place in a text that stays where it is when something behind it changes. */
export interface KnownPoint extends Point {
  readonly offset: number;
}

export const textStart: KnownPoint = { offset: 0, row: 0, column: 0 };

/** The rest of a line that is longer is left as it is. */
const MAX_REST_UNITS = 400;

/**
 * Describes one replacement to a tree of `before`, so that it can be reused for `after`. The rest of the line and its break are said to be
 * replaced too: in languages whose blocks end with their lines a parser that comes to a break with another indentation on its mind than
 * last time passes over the whole rest of the file, where it should look into it, and reads it again.
 * @param known a place of `before`; from the start of the last edit to the next one the way is short.
 */
export function treeEdit(before: string, after: string, edit: SyntaxEdit, known: KnownPoint = textStart): Edit {
  const breakAt = before.slice(edit.oldEnd, edit.oldEnd + MAX_REST_UNITS).indexOf('\n');
  const oldEnd = edit.oldEnd + breakAt + 1;
  const newEnd = edit.start + edit.text.length + breakAt + 1;
  const start = pointAt(before, edit.start, known);
  const startPoint = { offset: edit.start, ...start };
  return new Edit({
    startIndex: edit.start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: start,
    oldEndPosition: pointAt(before, oldEnd, startPoint),
    newEndPosition: pointAt(after, newEnd, startPoint),
  });
}

/**
 * Row and column of an offset, looked for from `known` on where that is not behind it. Columns are UTF-16 units in web-tree-sitter 0.27, and
 * only `\n` begins a row.
 */
export function pointAt(text: string, offset: number, known: KnownPoint = textStart): Point {
  const from = known.offset <= offset ? known : textStart;
  let { row } = from;
  let lineStart = from.offset - from.column;
  for (let at = text.indexOf('\n', from.offset); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
