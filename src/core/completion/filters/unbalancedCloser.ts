import { looseBrackets } from '../../text/brackets';
import { codeOnly, type MaskedCode, maskedCode } from '../../text/codeOnly';
import { topLevelPiece } from '../../text/topLevelPiece';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerDraft, AnswerFilter } from './answerFilter';

/** UTF-16 units; of longer documents the piece around the cursor is counted, because the whole would take longer than a key may. */
const maxChars = 24_000;
/** A document is masked once for all answers at a place. */
const maskedOf = new WeakMap<CompletionPlace, MaskedPiece | undefined>();

/** What is counted of a document. */
interface MaskedPiece extends MaskedCode {
  /** Of the piece; the cursor's place in it. */
  readonly text: string;
  readonly offset: number;
}

/**
 * Cuts an answer before a bracket that closes what the text after the cursor closes already. A document in which brackets are missing
 * (they were just opened) may get as many; of one whose brackets do not fit together nothing is known.
 */
export const unbalancedCloser: AnswerFilter = {
  reason: 'unbalanced-closer',
  apply: (draft, place) => {
    if (!closesSomething(draft.text)) return draft;
    const masked = maskedAt(place);
    const missing = masked === undefined ? undefined : missingClosers(draft, masked);
    const own = masked === undefined ? undefined : ownBrackets(draft, place.snapshot.languageId, masked);
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

function maskedAt(place: CompletionPlace): MaskedPiece | undefined {
  if (!maskedOf.has(place)) maskedOf.set(place, maskedPiece(place));
  return maskedOf.get(place);
}

function maskedPiece({ text, offset, snapshot }: CompletionPlace): MaskedPiece | undefined {
  const whole = { start: 0, end: text.length };
  const range = text.length > maxChars ? topLevelPiece(text, offset, maxChars) : whole;
  if (range === undefined) return undefined;
  const piece = { text: text.slice(range.start, range.end), offset: offset - range.start };
  const masked = maskedCode(piece.text, piece.offset, snapshot.languageId);
  return masked === undefined ? undefined : { ...piece, ...masked };
}

/** How many closers the document lacks at the answer's place; undefined when its brackets do not fit together. */
function missingClosers({ overwrite }: AnswerDraft, { code, offset }: MaskedPiece): number | undefined {
  const before = looseBrackets(code.slice(0, offset));
  const after = looseBrackets(code.slice(offset + overwrite));
  if (before === undefined || after === undefined || before.closers.length > 0 || after.owed !== '') return undefined;
  const missing = before.owed.length - after.closers.length;
  const closed = after.closers.map(({ char }) => char).join('');
  const open = [...before.owed].reverse().join('');
  return missing >= 0 && open.slice(missing) === closed ? missing : undefined;
}

function ownBrackets({ text }: AnswerDraft, languageId: string, masked: MaskedPiece): ReturnType<typeof looseBrackets> {
  const before = masked.text.slice(masked.restart, masked.offset);
  const code = codeOnly(before + text, languageId);
  return code === undefined ? undefined : looseBrackets(code.slice(before.length));
}
