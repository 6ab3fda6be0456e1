/** Counts the tokens of a text. */
export type CountTokens = (text: string) => number;

/** Lines in a block: cuts lie on the boundaries of the coarsest size that does not throw away more than half of the budget. */
const blockSizes = [64, 16, 4, 1];
/** Inside a line that is larger than the whole budget, cuts lie on multiples of this many UTF-16 units. */
const UNITS_IN_LINE = 256;
/** More text than this per token of budget never fits (long runs of spaces aside), so it need not be counted. */
const MAX_UNITS_PER_TOKEN = 12;

/**
 * Where to start reading `text` so that the rest has at most `budget` tokens. The place lies at a line start, on a grid that is fixed
 * by the text's own beginning: while text grows at its end, the cut stays for many lines and then moves in one big step, so that the
 * KV cache of what follows is thrown away seldom. Only a line that is larger than the whole budget is cut inside.
 * @returns an offset in UTF-16 units, 0 = all of it fits, `text.length` = nothing fits.
 */
export function cutStart(text: string, budget: number, count: CountTokens): number {
  if (budget <= 0) return text.length;
  const fits = (offset: number): boolean =>
    text.length - offset <= budget * MAX_UNITS_PER_TOKEN && count(text.slice(offset)) <= budget;
  if (fits(0)) return 0;
  const lines = lineStarts(text);
  for (const size of blockSizes) {
    const offset = firstFitting(
      lines.filter((_, index) => index % size === 0),
      fits,
    );
    if (offset !== undefined && (size === 1 || count(text.slice(offset)) >= budget / 2)) return offset;
  }
  return firstFitting(unitStarts(text), fits) ?? text.length;
}

/**
 * How much of `text` to read so that it has at most `budget` tokens: up to the end of a line (its break included), or inside a first
 * line that is larger than the whole budget.
 * @returns a length in UTF-16 units; `text.length` = all of it.
 */
export function cutEnd(text: string, budget: number, count: CountTokens): number {
  if (budget <= 0) return 0;
  const fits = (end: number): boolean => end <= budget * MAX_UNITS_PER_TOKEN && count(text.slice(0, end)) <= budget;
  if (fits(text.length)) return text.length;
  const head = text.slice(0, budget * MAX_UNITS_PER_TOKEN);
  return (
    firstFitting(lineStarts(head).slice(1).reverse(), fits) ??
    firstFitting(unitStarts(head).slice(1).reverse(), fits) ??
    0
  );
}

/** Offsets at which lines start, in order; a break at the very end starts none. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
    if (at + 1 < text.length) starts.push(at + 1);
  return starts;
}

/** Offsets inside of lines at which a cut splits no character and no line break. */
function unitStarts(text: string): number[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; at += UNITS_IN_LINE) starts.push(splits(text, at) ? at + 1 : at);
  return starts;
}

function splits(text: string, at: number): boolean {
  if (text[at] === '\n' && text[at - 1] === '\r') return true;
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** First candidate that fits, where every candidate after a fitting one fits as well. */
function firstFitting(candidates: readonly number[], fits: (candidate: number) => boolean): number | undefined {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(candidates[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return candidates[low];
}
