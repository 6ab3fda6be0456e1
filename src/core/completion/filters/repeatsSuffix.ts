import { owedClosers } from '../../text/brackets';
import { linesBelow } from '../aroundCursor';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerFilter } from './answerFilter';

/** A line of closers and the like: it repeats the one below only where it does not close a bracket of the answer's own. */
const closersOnly = /^[\s)\]}>;,"'`]*$/;

/**
 * Cuts an answer where it goes on with the lines that follow the cursor anyway (depth included), or with the rest of the cursor's line.
 * Models like to run past their place and write the suffix again.
 */
export const repeatsSuffix: AnswerFilter = {
  reason: 'repeats-suffix',
  apply: (draft, place) => {
    const text = withoutRestOfLine(draft.text, place);
    const below = filledLines(linesBelow(place));
    const lines = (place.lineBefore + text).split('\n');
    const from = lines.findIndex((_, index) => repeats(lines, index, below));
    if (from === -1) return { ...draft, text };
    const kept = lines.slice(0, from).join('\n').length;
    return { ...draft, text: text.slice(0, Math.max(0, kept - place.lineBefore.length)) };
  },
};

/** The lines from `from` on are, in order, the first of the lines below. */
function repeats(lines: readonly string[], from: number, below: readonly string[]): boolean {
  const rest = filledLines(lines.slice(from));
  if (rest.length === 0 || rest.length > below.length || (lines[from] ?? '').trim() === '') return false;
  if (closersOnly.test(rest[0] ?? '') && owedClosers(lines.slice(0, from).join('\n')) !== '') return false;
  return rest.every((line, index) => line === below[index]);
}

function filledLines(lines: readonly string[]): string[] {
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}

/** Where code follows on the cursor's line, the answer may run into it. */
function withoutRestOfLine(text: string, place: CompletionPlace): string {
  const rest = place.lineAfter.trimEnd();
  const isRepeated = !place.endsLine && rest !== '' && text.trimEnd().endsWith(rest);
  return isRepeated ? text.trimEnd().slice(0, -rest.length) : text;
}
