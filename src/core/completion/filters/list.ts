import type { CompletionPlace } from '../completionPlace';
import { Skip } from '../skip';
import type { AnswerDraft, AnswerFilter } from './answerFilter';
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
import { trailingSpaces } from './trailingSpaces';

/** In order. To add a filter, write one file beside these, add it here, and draw a case in test/cases/completion. */
export const answerFilters: readonly AnswerFilter[] = [
  emptyAnswer,
  foreignText,
  leadingBlankLines,
  repetition,
  missingBody,
  dedent,
  repeatsSuffix,
  repeatsAbove,
  doubledCloser,
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
