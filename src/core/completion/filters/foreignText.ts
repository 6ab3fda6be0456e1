import type { CompletionPlace } from '../completionPlace';
import type { AnswerFilter } from './answerFilter';

/** Template markers of the model families spelled out as text, a Markdown fence, and what no source text holds. */
const foreign: readonly RegExp[] = [
  /<\|[a-z_▁]{2,40}\|>|<｜[^｜\n]{1,40}｜>|<fim_(?:prefix|suffix|middle|pad)>|<file_sep>/i,
  /(?:^|\n)[^\S\n]*```/,
  /\u{fffd}|\p{Surrogate}/u,
];
const lookChars = 4_000;

/**
 * Cuts an answer where it stops being code: at a template marker, a fence or a broken character. A document that itself holds such text
 * near the cursor (the source of a tokenizer, a README) may get it completed.
 */
export const foreignText: AnswerFilter = {
  reason: 'foreign-text',
  apply: (draft, place) => {
    const near = textAround(place);
    const ends = foreign.map((pattern) => (pattern.test(near) ? -1 : draft.text.search(pattern)));
    const found = [...ends, draft.text.indexOf('\0')].filter((end) => end !== -1);
    return found.length === 0 ? draft : { ...draft, text: draft.text.slice(0, Math.min(...found)) };
  },
};

function textAround({ text, offset }: CompletionPlace): string {
  return text.slice(Math.max(0, offset - lookChars), offset + lookChars);
}
