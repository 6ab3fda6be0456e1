/** Longest pattern that is looked for, in tokens. */
const MAX_PERIOD_TOKENS = 48;
/** A pattern counts once it fills this many tokens … */
const MIN_SPAN_TOKENS = 48;
/** … and stands there this many times. Tables and long separators in real code stay below both. */
const MIN_REPEATS = 4;

/**
 * True when the answer has run into a loop: its end is one pattern over and over. Small models do that, and never leave it again.
 * Look after each token; costs a few hundred comparisons.
 */
export function isRepeating(tokens: readonly number[]): boolean {
  const last = tokens.length - 1;
  for (let period = 1; period <= MAX_PERIOD_TOKENS; period++) {
    const span = Math.max(MIN_SPAN_TOKENS, period * MIN_REPEATS);
    if (span > tokens.length) break;
    let same = 0;
    while (same < span - period && tokens[last - same] === tokens[last - same - period]) same++;
    if (same === span - period) return true;
  }
  return false;
}
