import { diffArrays } from 'diff';
import type { Span } from './lineSpan';

/** A replacement in a document, in UTF-16 units. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** More lines than this are not compared one by one: the work grows with the square of the lines that differ. */
const maxChangedLines = 400;

/**
 * The smallest replacements by whole lines that turn `oldText`, which begins at `offset` of the document, into `newText`: one for each run
 * of lines that differ, sorted, none of them outside of the old text. Equal texts give none.
 */
export function minimalEdits(oldText: string, newText: string, offset: number): readonly TextEdit[] {
  const outer = oneEdit(oldText, newText, offset);
  if (outer === undefined) return [];
  const inside = oldText.slice(outer.start - offset, outer.end - offset);
  const changes = diffArrays([...splitKeepingBreaks(inside)], [...splitKeepingBreaks(outer.text)], {
    maxEditLength: maxChangedLines,
  });
  if (changes === undefined) return [outer];
  const edits: TextEdit[] = [];
  let at = outer.start;
  let open: TextEdit | undefined;
  for (const { value, added, removed } of changes) {
    const text = value.join('');
    if (added || removed) {
      open ??= { start: at, end: at, text: '' };
      open = added ? { ...open, text: open.text + text } : { ...open, end: open.end + text.length };
    } else if (open !== undefined) {
      edits.push(open);
      open = undefined;
    }
    if (!added) at += text.length;
  }
  return open === undefined ? edits : [...edits, open];
}

/** The document after edits that are sorted and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let done = 0;
  let result = '';
  for (const { start, end, text: added } of edits) {
    result += text.slice(done, start) + added;
    done = end;
  }
  return result + text.slice(done);
}

/** The edits in the order of the text; undefined when two of them overlap or one leaves the text of `length` units. */
export function sortedEdits(edits: readonly TextEdit[], length: number): readonly TextEdit[] | undefined {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let done = 0;
  for (const { start, end } of sorted) {
    if (!(start >= done && end >= start && end <= length)) return undefined;
    done = end;
  }
  return sorted;
}

/** Lines that the edits take away and lines that they put in. */
export function changedLines(
  text: string,
  edits: readonly TextEdit[],
): { readonly removed: number; readonly added: number } {
  const count = (part: string): number => part.split('\n').filter((line) => line.trim() !== '').length;
  return {
    removed: edits.reduce((sum, { start, end }) => sum + count(text.slice(start, end)), 0),
    added: edits.reduce((sum, edit) => sum + count(edit.text), 0),
  };
}

/** From the first line that differs to the last one. */
function oneEdit(oldText: string, newText: string, offset: number): TextEdit | undefined {
  if (oldText === newText) return undefined;
  const oldLines = splitKeepingBreaks(oldText);
  const newLines = splitKeepingBreaks(newText);
  const shorter = Math.min(oldLines.length, newLines.length);
  let head = 0;
  while (head < shorter && oldLines[head] === newLines[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && oldLines[oldLines.length - 1 - tail] === newLines[newLines.length - 1 - tail])
    tail += 1;
  const before = oldLines.slice(0, head).join('').length;
  const after = oldLines.slice(oldLines.length - tail).join('').length;
  return {
    start: offset + before,
    end: offset + oldText.length - after,
    text: newLines.slice(head, newLines.length - tail).join(''),
  };
}

function splitKeepingBreaks(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}
