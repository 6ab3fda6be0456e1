import { keySpans } from '../../text/maskKeys';
import type { AnswerFilter } from './answerFilter';

/**
 * Drops an answer that writes, or goes on with, what looks like a key or a token: it was learned or copied from somewhere, and it is made up
 * or somebody's secret. Judged with the rest of the line, where the editor has closed the string already.
 */
export const secretText: AnswerFilter = {
  reason: 'secret-text',
  apply: (draft, { lineBefore, lineAfter }) => {
    const from = lineBefore.length;
    const to = from + draft.text.length;
    const spans = keySpans(lineBefore + draft.text + lineAfter.slice(draft.overwrite));
    return spans.some(({ start, end }) => start < to && end > from) ? { ...draft, text: '' } : draft;
  },
};
