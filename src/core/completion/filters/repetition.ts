import { indentationOf, lineStart } from '../../text/lines';
import type { AnswerFilter } from './answerFilter';

/** From this many times and characters on, a piece that runs to the answer's end was not going to stop. */
const leastTimes = 4;
const leastChars = 24;
/** The same for strings in a row: `"a", `. */
const leastQuotedChars = 16;
const longestPeriod = 120;
/** No language has so many in a row. */
const quotesInARow = /(["'`])\1{6,}$/;
/** Blocks within each other may well end together. */
const closersOnly = /^(?:<\/[^<>]*>|[)\]}>;,])+$/;

/**
 * Cuts off a piece that the answer ends with over and over again, however it is spaced: lines that grow deeper and deeper count. Of
 * repeated lines the first stays; of quotes none. Left alone are pieces without a letter, digit or emoji, runs of one character (rules in comments,
 * `0x00000000`), closing tags, and lines that get less deep, which end blocks within each other: `end`.
 */
export const repetition: AnswerFilter = {
  reason: 'repetition',
  apply: (draft) => {
    const text = draft.text.trimEnd();
    const quotes = quotesInARow.exec(text);
    if (quotes !== null) return { ...draft, text: text.slice(0, quotes.index) };
    const places = [...text.matchAll(/\S/g)].map(({ index }) => index);
    const marks = text.replace(/\s+/g, '');
    for (let period = 2; period <= longestPeriod && period * leastTimes <= marks.length; period += 1) {
      const unit = marks.slice(-period);
      if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(unit) || new Set(unit).size < 2 || closersOnly.test(unit))
        continue;
      let from = marks.length - period;
      while (from > 0 && marks[from - 1] === marks[from - 1 + period]) from -= 1;
      const start = places[from] ?? 0;
      const leastLength = /["'`]/.test(unit) ? leastQuotedChars : leastChars;
      if (marks.length - from < period * leastTimes || text.length - start < leastLength) continue;
      if (getsLessDeep(text, everyNth(places, from, period))) continue;
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

function everyNth(places: readonly number[], from: number, period: number): number[] {
  return places.filter((_, index) => index >= from && (index - from) % period === 0);
}

/** Whether the line of one of these places is less deep than that of the place before it. */
function getsLessDeep(text: string, places: readonly number[]): boolean {
  const depths = places.map((at) => indentationOf(text.slice(lineStart(text, at), at)).length);
  return depths.some((depth, index) => depth < (depths[index - 1] ?? 0));
}
