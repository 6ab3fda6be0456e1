import type { AnswerFilter } from './answerFilter';

/** On a blank line, leaves out blank lines that the answer begins with, where its text then stands at the cursor's own depth. */
export const leadingBlankLines: AnswerFilter = {
  reason: 'empty',
  apply: (draft, { lineBefore }) => {
    if (lineBefore.trim() !== '') return draft;
    const blank = /^(?:[^\S\n]*\n)+/.exec(draft.text)?.[0].length ?? 0;
    const isAtDepth = blank > 0 && draft.text.startsWith(lineBefore, blank);
    if (!isAtDepth || /\s/.test(draft.text.charAt(blank + lineBefore.length))) return draft;
    return { ...draft, text: draft.text.slice(blank + lineBefore.length) };
  },
};
