import type { CompletionPlace } from '../completionPlace';
import { Skip } from '../skip';
import type { AnswerDraft, AnswerFilter } from './answerFilter';
import { declaresTwice } from './declaresTwice';
import { dedent } from './dedent';
import { doubledCloser } from './doubledCloser';
import { emptyAnswer } from './emptyAnswer';
import { foreignText } from './foreignText';
import { jsonComma } from './jsonComma';
import { leadingBlankLines } from './leadingBlankLines';
import { missingBody } from './missingBody';
import { repeatsAbove } from './repeatsAbove';
import { repeatsSuffix } from './repeatsSuffix';
import { repetition } from './repetition';
import { secretText } from './secretText';
import { suffixOverlap } from './suffixOverlap';
import { trailingSpaces } from './trailingSpaces';
import { unbalancedCloser } from './unbalancedCloser';

/**
 * In order, because each may rely on those before it, and the first that leaves nothing gives the reason:
 * 1. What is no code goes first, so that no other filter reads it: nothing at all, markers, keys, blank lines at the beginning.
 * 2. Then what the answer shows to be wrong by itself: it does not stop, a header lacks its body, it leaves its block. These cut at a
 *    line, and what they cut off needs no comparing.
 * 3. Then what the document says already: the rest of the line, the lines below and above, a name declared there.
 * 4. Then single characters beside the cursor, which only make sense once the answer ends where it should. `doubledCloser` decides what
 *    is overwritten, which `unbalancedCloser` and `jsonComma` count with.
 * 5. Last the blanks that a cut has left at the end.
 * What is left is judged by the confidence gate (`passGate`), which comes after all of them, and a shorter text goes through them again.
 *
 * Line breaks and indentation are the document's own by now (`AnswerCutter` writes them), so that what is shown is what is typed through.
 * In a CRLF document a line of the answer ends in CR, and a cut may leave one at the end. To add a filter, write one file beside these,
 * add it here, and draw a case in test/cases/completion.
 */
export const answerFilters: readonly AnswerFilter[] = [
  emptyAnswer,
  foreignText,
  secretText,
  leadingBlankLines,
  repetition,
  missingBody,
  dedent,
  suffixOverlap,
  repeatsSuffix,
  repeatsAbove,
  declaresTwice,
  doubledCloser,
  unbalancedCloser,
  jsonComma,
  trailingSpaces,
];

/**
 * Runs an answer through all filters. The result's text is a part of the answer without a gap.
 * @throws Skip with the reason of the filter after which nothing was left.
 */
export function filterAnswer(answer: string, place: CompletionPlace): AnswerDraft {
  let draft: AnswerDraft = { text: answer, overwrite: 0 };
  for (const filter of answerFilters) {
    draft = filter.apply(draft, place);
    if (draft.text.trim() === '') throw new Skip('filter', filter.reason);
  }
  return draft;
}
