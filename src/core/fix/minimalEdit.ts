import type { Span } from '../text/lineSpan';

/** A replacement in a document, in UTF-16 units. */
export interface FixEdit extends Span {
  readonly text: string;
}

/**
 * The smallest replacement by whole lines that turns `oldText`, which begins at `offset` of the document, into `newText`.
 * Equal texts give an empty edit. It never reaches outside of the old text.
 */
export function minimalEdit(oldText: string, newText: string, offset: number): FixEdit {
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

/** The document after the edit. */
export function applyEdit(text: string, edit: FixEdit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

function splitKeepingBreaks(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}
