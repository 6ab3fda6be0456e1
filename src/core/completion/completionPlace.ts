import type { CompletionRequest, DocumentSnapshot } from '../text/snapshot';
import { closerTail } from '../text/closers';
import { type Eol, eolOf } from '../text/eol';
import { lineEnd, lineStart } from '../text/lines';

/** The place of a request as the model shall see it: a selected suggestion counts as typed. Offsets are UTF-16 units of `text`. */
export interface CompletionPlace {
  readonly snapshot: DocumentSnapshot;
  readonly text: string;
  readonly offset: number;
  /** The cursor's line up to the cursor. */
  readonly lineBefore: string;
  /** The cursor's line after the cursor. */
  readonly lineAfter: string;
  /** `lineAfter` holds nothing but closers and blanks. */
  readonly endsLine: boolean;
  readonly eol: Eol;
  /** What an answer's text must begin with and what it replaces in the snapshot. */
  readonly typed: { readonly start: number; readonly end: number; readonly text: string };
  /** The part of `typed` that the snapshot does not hold yet; undefined when it rewrites what was typed, so that no syntax fits. */
  readonly ahead: string | undefined;
}

/** Works out the place of a request. Costs nothing that grows with the document, but for a selected suggestion. */
export function placeOf(request: CompletionRequest): CompletionPlace {
  const { snapshot, offset, selectedSuggestion } = request;
  const typed = {
    start: selectedSuggestion?.start ?? offset,
    end: offset,
    text: selectedSuggestion?.text ?? '',
  };
  const replaced = snapshot.text.slice(typed.start, offset);
  const isSame = typed.text === replaced;
  const text = isSame ? snapshot.text : snapshot.text.slice(0, typed.start) + typed.text + snapshot.text.slice(offset);
  const cursor = typed.start + typed.text.length;
  const end = lineEnd(text, cursor);
  return {
    snapshot,
    text,
    offset: cursor,
    lineBefore: text.slice(lineStart(text, cursor), cursor),
    lineAfter: text.slice(cursor, end),
    endsLine: closerTail(text, cursor, end) !== undefined,
    eol: eolOf(text),
    typed,
    ahead: typed.text.startsWith(replaced) ? typed.text.slice(replaced.length) : undefined,
  };
}
