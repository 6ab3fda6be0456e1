import { keySpans } from '../../text/maskKeys';
import { closedEnd } from '../closedEnd';
import type { AnswerFilter } from './answerFilter';
import { withoutBareHeader } from './missingBody';

/**
 * Cuts an answer before a line that writes, or goes on with, what looks like a key or a token: it was learned or copied from somewhere, and
 * it is made up or somebody's secret. Judged with the rest of the line, where the editor has closed the string already. Nothing is left open
 * by the cut.
 */
export const secretText: AnswerFilter = {
  reason: 'secret-text',
  apply: (draft, place) => {
    const { lineBefore, lineAfter } = place;
    const from = lineBefore.length;
    const to = from + draft.text.length;
    const spans = keySpans(lineBefore + draft.text + lineAfter.slice(draft.overwrite));
    const key = spans.find(({ start, end }) => start < to && end > from);
    if (key === undefined) return draft;
    const at = draft.text.slice(0, Math.max(0, key.start - from)).lastIndexOf('\n');
    return { ...draft, text: withoutBareHeader(draft.text.slice(0, closedEnd(draft.text, at, place)), place) };
  },
};
