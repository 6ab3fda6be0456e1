import { detach } from '../text/detach';
import type { CompletionPlace } from './completionPlace';

/** Text before the place that must be the same for an answer to hold again; with the offset itself it is as good as all of it. */
const beforeChars = 512;
const afterChars = 256;
/** Closers that an editor may have added right after the cursor since the answer was given, or that were typed over. */
const maxClosers = 8;
/** With the line breaks and the indentation that Enter puts before them. */
const maxNewTailChars = 200;
const closersOnly = /^(?:\s*[)\]}>"'`])*$/;

/** A place that an answer was given for, to be known again later. Holds small copies, never the document. */
export interface PlaceMark {
  readonly uri: string;
  readonly offset: number;
  readonly before: string;
  /** The text after the cursor: its beginning and its length. */
  readonly after: string;
  readonly afterLength: number;
}

export function markOf({ snapshot, text, offset }: CompletionPlace): PlaceMark {
  return {
    uri: snapshot.uri,
    offset,
    before: detach(text.slice(Math.max(0, offset - beforeChars), offset)),
    after: detach(text.slice(offset, offset + afterChars)),
    afterLength: text.length - offset,
  };
}

/**
 * What is left of an answer at a place: the document must be what it was at the mark plus a beginning of the answer, with the same text
 * after the cursor, but for closers: those that the editor added there by itself, that Enter pushed down, or that were typed over since. Empty
 * when all of the answer has been typed.
 * @returns undefined when the answer does not hold there, or more than the answer has been typed.
 */
export function restAt(mark: PlaceMark, answer: string, place: CompletionPlace): string | undefined {
  const { text, offset } = place;
  const typed = offset - mark.offset;
  if (mark.uri !== place.snapshot.uri || typed < 0 || typed > answer.length) return undefined;
  if (!text.startsWith(answer.slice(0, typed), mark.offset)) return undefined;
  if (!text.startsWith(mark.before, mark.offset - mark.before.length)) return undefined;
  const newTail = text.length - offset - mark.afterLength;
  const isSame = newTail < 0 ? isTypedOver(mark, answer.slice(0, typed), place) : hasGrown(mark, typed, place, newTail);
  return isSame ? answer.slice(typed) : undefined;
}

/** The text after the cursor is what it was, with closers before it. */
function hasGrown({ after }: PlaceMark, typed: number, { text, offset }: CompletionPlace, newTail: number): boolean {
  if (newTail > maxNewTailChars || (newTail > 0 && typed === 0) || !text.startsWith(after, offset + newTail))
    return false;
  const added = text.slice(offset, offset + newTail);
  // Blanks alone are what Enter puts before a closer that was there.
  const pushed = added.trimEnd() === added ? added : added + (/^[)\]}]/.exec(after)?.[0] ?? 'x');
  return pushed.replace(/\s/g, '').length <= maxClosers && closersOnly.test(pushed);
}

/** The text after the cursor is what it was, without closers that were typed. */
function isTypedOver(mark: PlaceMark, typed: string, { text, offset }: CompletionPlace): boolean {
  const gone = mark.afterLength - (text.length - offset);
  const closers = mark.after.slice(0, gone);
  if (gone > maxClosers || !closersOnly.test(closers) || !typed.includes(closers)) return false;
  return text.startsWith(mark.after.slice(gone), offset);
}
