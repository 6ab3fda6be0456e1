import type { AnswerFilter } from './answerFilter';

/** Stands first, so that an answer of nothing but blanks gets this reason; it has nothing to take away. */
export const emptyAnswer: AnswerFilter = { reason: 'empty', apply: (draft) => draft };
