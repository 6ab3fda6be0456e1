/** One replacement in UTF-16 units: the text from `start` to `oldEnd` becomes `text`. */
export interface TextSplice {
  readonly start: number;
  readonly oldEnd: number;
  readonly text: string;
}

/** One of many replacements copies about this much, however long the text is. */
const pieceUnits = 4_096;

/**
 * Applies replacements in order, each to the result of the one before, and returns the new text; `undefined` when one
 * of them lies outside of the text. The text is copied once; of many replacements each, wherever it is, costs only a
 * small piece of it.
 */
export function spliceText(text: string, splices: readonly TextSplice[]): string | undefined {
  const maxUnits = splices.length > 1 ? pieceUnits : Infinity;
  const pieces = piecesOf(text, maxUnits);
  let length = text.length;
  for (const splice of splices) {
    if (!fits(splice, length)) return undefined;
    replace(pieces, splice, maxUnits);
    length += splice.text.length - (splice.oldEnd - splice.start);
  }
  return pieces.join('');
}

function fits({ start, oldEnd }: TextSplice, limit: number): boolean {
  return Number.isInteger(start) && Number.isInteger(oldEnd) && start >= 0 && start <= oldEnd && oldEnd <= limit;
}

/** At least one piece, which may be empty. */
function piecesOf(text: string, maxUnits: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  do pieces.push(text.slice(start, (start += maxUnits)));
  while (start < text.length);
  return pieces;
}

/** Replaces the pieces that a replacement touches. */
function replace(pieces: string[], { start, oldEnd, text }: TextSplice, maxUnits: number): void {
  let first = 0;
  let firstStart = 0;
  for (; firstStart + lengthAt(pieces, first) < start; first += 1) firstStart += lengthAt(pieces, first);
  let last = first;
  let lastStart = firstStart;
  for (; lastStart + lengthAt(pieces, last) < oldEnd; last += 1) lastStart += lengthAt(pieces, last);
  const head = (pieces[first] ?? '').slice(0, start - firstStart);
  const tail = (pieces[last] ?? '').slice(oldEnd - lastStart);
  const changed = head + text + tail;
  if (changed.length <= 2 * maxUnits) pieces.splice(first, last - first + 1, changed);
  else pieces.splice(first, last - first + 1, ...piecesOf(changed, maxUnits));
}

function lengthAt(pieces: readonly string[], index: number): number {
  return (pieces[index] ?? '').length;
}
