import { owedClosers } from '../../text/brackets';
import type { AnswerFilter } from './answerFilter';

/**
 * Where code follows on the cursor's line, an answer may run into it. What it says again at its end is left out; where it says all of the
 * rest and then goes on with closers, it takes the place of the rest.
 */
export const suffixOverlap: AnswerFilter = {
  reason: 'repeats-suffix',
  apply: (draft, { endsLine, lineAfter }) => {
    const rest = lineAfter.trimEnd();
    const text = draft.text.trimEnd();
    if (endsLine || rest === '' || text.includes('\n')) return draft;
    const kept = withoutOverlap(text, rest);
    if (kept !== text) return { ...draft, text: kept };
    const at = text.lastIndexOf(rest);
    const goesOn = at !== -1 && !splitsWord(text, at) && /^[)\]}>;,\s]+$/.test(text.slice(at + rest.length));
    return goesOn && isWhole(text.slice(0, at)) ? { text, overwrite: rest.length } : draft;
  },
};

/** A model that says the rest twice goes on saying it. */
function withoutOverlap(text: string, rest: string): string {
  let kept = text;
  for (let start = overlapStart(kept, rest); start < kept.length; start = overlapStart(kept, rest)) {
    kept = kept.slice(0, start).trimEnd();
  }
  return kept;
}

/** Where the longest end of the text begins with which the rest begins, both cut between words; the text's length without one. */
function overlapStart(text: string, rest: string): number {
  for (let start = Math.max(0, text.length - rest.length); start < text.length; start += 1) {
    const length = text.length - start;
    if (!rest.startsWith(text.slice(start)) || splitsWord(text, start) || splitsWord(rest, length)) continue;
    if (isWhole(text.slice(0, start))) return start;
  }
  return text.length;
}

function splitsWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}_$]$/u.test(text.slice(0, at)) && /^[\p{L}\p{N}_$]/u.test(text.slice(at));
}

/** Nothing that the text opened is closed by what comes after it. */
function isWhole(text: string): boolean {
  return owedClosers(text) === '' && ['"', "'", '`'].every((quote) => text.split(quote).length % 2 === 1);
}
