import type { AnswerFilter } from './answerFilter';

/** JSON allows no comma before a closing bracket: it is left out where that follows. */
export const jsonComma: AnswerFilter = {
  reason: 'json-comma',
  apply: (draft, { snapshot, text, offset }) => {
    if (!/^jsonc?$/.test(snapshot.languageId)) return draft;
    const written = draft.text.trimEnd();
    const follows = /^\s*[}\]]/.test(text.slice(offset + draft.overwrite, offset + draft.overwrite + 2_000));
    return follows && written.endsWith(',') ? { ...draft, text: written.slice(0, -1) } : draft;
  },
};
