import { applyEdits, type TextEdit } from '../text/minimalEdits';
import { lineNumberAt } from '../text/lineSpan';

/** A document, and changes of it that wait for the person's word. */
export interface PendingHunks {
  /** The document as it is. */
  readonly text: string;
  /** Sorted, not overlapping; offsets of `text`. */
  readonly edits: readonly TextEdit[];
}

/** The document with all changes that are left. */
export function proposedText({ text, edits }: PendingHunks): string {
  return applyEdits(text, edits);
}

/** What is left after one change was made in the document. */
export function afterAccept({ text, edits }: PendingHunks, index: number): PendingHunks {
  const edit = edits[index];
  if (edit === undefined) return { text, edits };
  const growth = edit.text.length - (edit.end - edit.start);
  const others = edits.filter((_, at) => at !== index);
  const moved = others.map((each) =>
    each.start >= edit.end ? { ...each, start: each.start + growth, end: each.end + growth } : each,
  );
  return { text: applyEdits(text, [edit]), edits: moved };
}

/** What is left after one change was thrown away. */
export function afterDiscard({ text, edits }: PendingHunks, index: number): PendingHunks {
  return { text, edits: edits.filter((_, at) => at !== index) };
}

/** Lines of a hunk, from 0, `last` inclusive; a change that only takes lines away stands at the line that follows it. */
export interface HunkLines {
  readonly first: number;
  readonly last: number;
}

/** Where each change stands in the document (`old`) and in the text with all changes (`proposed`). */
export function hunkLines(pending: PendingHunks, side: 'old' | 'proposed'): readonly HunkLines[] {
  const shown = side === 'old' ? pending.text : proposedText(pending);
  let growth = 0;
  return pending.edits.map(({ start, end, text }) => {
    const from = side === 'old' ? start : start + growth;
    const length = side === 'old' ? end - start : text.length;
    growth += text.length - (end - start);
    const first = lineNumberAt(shown, from) - 1;
    return { first, last: length === 0 ? first : lineNumberAt(shown, from + length - 1) - 1 };
  });
}

/** The change at a line, else the nearest one; undefined when none is left. */
export function hunkNear(lines: readonly HunkLines[], line: number): number | undefined {
  const distances = lines.map(({ first, last }) => Math.max(0, first - line, line - last));
  const least = Math.min(...distances);
  const index = distances.indexOf(least);
  return index === -1 ? undefined : index;
}
