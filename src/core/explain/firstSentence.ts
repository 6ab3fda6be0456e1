import type { AnswerCut } from './answerCut';

/** They end in a dot and end no sentence. */
const abbreviation = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|excl|no|nr|fig|al|Mr|Mrs|Dr|\p{Lu})\.$/u;
const leastWords = 3;
const sentenceEnd = /[.!?。！？]["'”’)\]*_]*/gu;

/**
 * Where the first sentence of a Markdown text ends, marks behind it included; `undefined` while nothing behind it shows that it has ended. Headings, code between
 * backticks and abbreviations end none.
 */
export function firstSentenceEnd(markdown: string): number | undefined {
  const text = markdown.replace(/`[^`\n]*(?:`|$)/g, (code) => 'X'.repeat(code.length));
  for (const found of text.matchAll(sentenceEnd)) {
    const end = found.index + found[0].length;
    const [, gap = '', next = ''] = /^(\s*)(\S?)/.exec(text.slice(end)) ?? [];
    const isCjk = /[。！？]/.test(found[0]);
    if (next === '' || (gap === '' && !isCjk)) continue;
    if (abbreviation.test(text.slice(0, found.index + 1))) continue;
    // An exclamation in front of the answer is none.
    if ((text.slice(0, end).match(/[\p{L}\p{N}]+/gu) ?? []).length < leastWords && !isCjk) continue;
    // A number at the start of a line begins an item of a list, and no sentence ends there.
    if (/(?:^|\n)\s*\d{1,3}\.$/.test(text.slice(0, end))) continue;
    if (isCjk || gap.includes('\n') || /[\p{Lu}\p{N}"'“*_#([-]/u.test(next)) return end;
  }
  return undefined;
}

/** Lets the first sentence through. */
export class FirstSentenceCut implements AnswerCut {
  #text = '';
  isOver = false;

  add(text: string): string {
    if (this.isOver) return '';
    const before = this.#text.length;
    this.#text += text;
    const end = firstSentenceEnd(this.#text);
    this.isOver = end !== undefined;
    return this.#text.slice(before, end);
  }

  end(): string {
    return '';
  }
}
