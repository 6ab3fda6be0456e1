import type { AnswerFilter } from './answerFilter';

/** Leaves out blanks and line breaks at the answer's end. */
export const trailingSpaces: AnswerFilter = {
  reason: 'empty',
  apply: (draft) => ({ ...draft, text: draft.text.trimEnd() }),
};
