import type { AnswerFilter } from './answerFilter';

/** From this many times and characters on, a piece that runs to the answer's end was not going to stop. */
const leastTimes = 4;
const leastChars = 24;
/** The same for strings in a row: `"a", `. */
const leastQuotedChars = 16;
const longestPeriod = 120;

/**
 * Cuts off a piece that the answer ends with over and over again, however it is spaced: lines that grow deeper and deeper count. Of
 * repeated lines the first stays. Pieces without a letter, digit or emoji, and runs of one character (rules in comments, `0x00000000`), are
 * left alone.
 */
export const repetition: AnswerFilter = {
  reason: 'repetition',
  apply: (draft) => {
    const text = draft.text.trimEnd();
    const places = [...text.matchAll(/\S/g)].map(({ index }) => index);
    const marks = text.replace(/\s+/g, '');
    for (let period = 2; period <= longestPeriod && period * leastTimes <= marks.length; period += 1) {
      const unit = marks.slice(-period);
      if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(unit) || new Set(unit).size < 2) continue;
      let from = marks.length - period;
      while (from > 0 && marks[from - 1] === marks[from - 1 + period]) from -= 1;
      const start = places[from] ?? 0;
      const leastLength = /["'`]/.test(unit) ? leastQuotedChars : leastChars;
      if (marks.length - from < period * leastTimes || text.length - start < leastLength) continue;
      const first = { last: places[from + period - 1] ?? start, next: places[from + period] ?? text.length };
      return { ...draft, text: text.slice(0, keptEnd(text, start, first)) };
    }
    return draft;
  },
};

/** Where the run from `start` is cut: behind the line in which its first piece ends, where its pieces are lines. */
function keptEnd(text: string, start: number, first: { readonly last: number; readonly next: number }): number {
  const isOfLines = text.slice(start, first.next).includes('\n');
  const end = isOfLines ? text.indexOf('\n', first.last) : start;
  return splitsCharacter(text, end) ? end - 1 : end;
}

function splitsCharacter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff;
}
