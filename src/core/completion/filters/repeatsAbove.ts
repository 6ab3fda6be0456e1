import { linesAbove } from '../aroundCursor';
import type { AnswerFilter } from './answerFilter';

/** Lines with fewer letters and digits than this (`}`, `pass`, `end`) may well stand twice. */
const leastWordChars = 6;

/** Drops an answer whose lines are, in order, exactly the lines that stand right above it. */
export const repeatsAbove: AnswerFilter = {
  reason: 'repeats-above',
  apply: (draft, place) => {
    const lines = (place.lineBefore + draft.text).split('\n').map((line) => line.trimEnd());
    const filled = lines.filter((line) => line !== '');
    if (filled.join('').replace(/[^\p{L}\p{N}]/gu, '').length < leastWordChars) return draft;
    const above = linesAbove(place)
      .map((line) => line.trimEnd())
      .filter((line) => line !== '')
      .slice(-filled.length);
    const isSame = above.length === filled.length && above.every((line, index) => line === filled[index]);
    return isSame ? { ...draft, text: '' } : draft;
  },
};
