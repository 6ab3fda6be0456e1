import type { AnswerFilter } from './answerFilter';

/** From this many times and characters on, a piece that runs to the answer's end was not going to stop. */
const leastTimes = 4;
const leastChars = 24;
/** The same for strings in a row: `"a", `. */
const leastQuotedChars = 16;
const longestPeriod = 120;

/**
 * Cuts off a piece that the answer ends with over and over again. Of repeated lines the first stays. Pieces without a letter, digit or
 * emoji, and runs of one character (rules in comments, `0x00000000`), are left alone.
 */
export const repetition: AnswerFilter = {
  reason: 'repetition',
  apply: (draft) => {
    const text = draft.text.trimEnd();
    for (let period = 2; period <= longestPeriod && period * leastTimes <= text.length; period += 1) {
      const unit = text.slice(-period);
      if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(unit) || new Set(unit).size < 2) continue;
      let start = text.length - period;
      while (start > 0 && text[start - 1] === text[start - 1 + period]) start -= 1;
      if (text.length - start < Math.max(period * leastTimes, /["'`]/.test(unit) ? leastQuotedChars : leastChars))
        continue;
      const end = unit.includes('\n') ? text.indexOf('\n', start + period - 1) : start;
      return { ...draft, text: text.slice(0, splitsCharacter(text, end) ? end - 1 : end) };
    }
    return draft;
  },
};

function splitsCharacter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff;
}
