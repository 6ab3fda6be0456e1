import { looseBrackets } from '../../text/brackets';
import { codeOnly } from '../../text/codeOnly';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerDraft, AnswerFilter } from './answerFilter';

/** UTF-16 units; brackets of longer documents are not counted, because that would take longer than a key may. */
const maxChars = 24_000;

/**
 * Cuts an answer before a bracket that closes what the text after the cursor closes already. A document in which brackets are missing
 * (they were just opened) may get as many; of one whose brackets do not fit together nothing is known.
 */
export const unbalancedCloser: AnswerFilter = {
  reason: 'unbalanced-closer',
  apply: (draft, place) => {
    if (place.text.length > maxChars || !closesSomething(draft.text)) return draft;
    const missing = missingClosers(draft, place);
    const code = codeOnly(place.text.slice(0, place.offset) + draft.text, place.snapshot.languageId);
    const own = code === undefined ? undefined : looseBrackets(code.slice(place.offset));
    if (missing === undefined || own === undefined) return draft;
    // What the answer opens again, as `} else {` does, the text after the cursor closes.
    if (own.closers.length - own.owed.length <= missing) return draft;
    return { ...draft, text: draft.text.slice(0, own.closers[missing]?.at) };
  },
};

/** Most answers close only what they open, and need no look at the document. */
function closesSomething(answer: string): boolean {
  return looseBrackets(answer)?.closers.length !== 0;
}

/** How many closers the document lacks at the answer's place; undefined when its brackets do not fit together. */
function missingClosers({ overwrite }: AnswerDraft, { text, offset, snapshot }: CompletionPlace): number | undefined {
  const code = codeOnly(text.slice(0, offset) + text.slice(offset + overwrite), snapshot.languageId);
  const before = code === undefined ? undefined : looseBrackets(code.slice(0, offset));
  const after = code === undefined ? undefined : looseBrackets(code.slice(offset));
  if (before === undefined || after === undefined || before.closers.length > 0 || after.owed !== '') return undefined;
  const missing = before.owed.length - after.closers.length;
  const closed = after.closers.map(({ char }) => char).join('');
  const open = [...before.owed].reverse().join('');
  return missing >= 0 && open.slice(missing) === closed ? missing : undefined;
}
