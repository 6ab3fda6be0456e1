import { looseBrackets } from '../../text/brackets';
import { codeOnly, type MaskedCode, maskedCode } from '../../text/codeOnly';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerDraft, AnswerFilter } from './answerFilter';

/** UTF-16 units; brackets of longer documents are not counted, because that would take longer than a key may. */
const maxChars = 24_000;
/** A document is masked once for all answers at a place. */
const maskedOf = new WeakMap<CompletionPlace, MaskedCode | undefined>();

/**
 * Cuts an answer before a bracket that closes what the text after the cursor closes already. A document in which brackets are missing
 * (they were just opened) may get as many; of one whose brackets do not fit together nothing is known.
 */
export const unbalancedCloser: AnswerFilter = {
  reason: 'unbalanced-closer',
  apply: (draft, place) => {
    if (place.text.length > maxChars || !closesSomething(draft.text)) return draft;
    const masked = maskedAt(place);
    const missing = masked === undefined ? undefined : missingClosers(draft, place.offset, masked.code);
    const own = masked === undefined ? undefined : ownBrackets(draft, place, masked.restart);
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

function maskedAt(place: CompletionPlace): MaskedCode | undefined {
  if (!maskedOf.has(place)) maskedOf.set(place, maskedCode(place.text, place.offset, place.snapshot.languageId));
  return maskedOf.get(place);
}

/** How many closers the document lacks at the answer's place; undefined when its brackets do not fit together. */
function missingClosers({ overwrite }: AnswerDraft, offset: number, code: string): number | undefined {
  const before = looseBrackets(code.slice(0, offset));
  const after = looseBrackets(code.slice(offset + overwrite));
  if (before === undefined || after === undefined || before.closers.length > 0 || after.owed !== '') return undefined;
  const missing = before.owed.length - after.closers.length;
  const closed = after.closers.map(({ char }) => char).join('');
  const open = [...before.owed].reverse().join('');
  return missing >= 0 && open.slice(missing) === closed ? missing : undefined;
}

function ownBrackets({ text }: AnswerDraft, place: CompletionPlace, restart: number): ReturnType<typeof looseBrackets> {
  const before = place.text.slice(restart, place.offset);
  const code = codeOnly(before + text, place.snapshot.languageId);
  return code === undefined ? undefined : looseBrackets(code.slice(before.length));
}
