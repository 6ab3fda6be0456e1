/** Fewer tokens than these recur by chance. Prompt lookup decoding (github.com/apoorvumang/prompt-lookup-decoding) takes 3 as well. */
const MIN_PATTERN_TOKENS = 3;
/** A longer match says no more. */
const MAX_PATTERN_TOKENS = 8;

/**
 * What may come next, because the last tokens stand somewhere before, followed by it: code repeats itself, and an answer repeats its prompt.
 * The longest match counts, of equals the nearest; what is predicted is as long as the match at most.
 * @param tokens prompt and answer so far
 * @returns at most `most` tokens, none where the last three tokens are new
 */
export function predictNext(tokens: readonly number[], most: number): readonly number[] {
  const last = tokens.length - 1;
  let best = 0;
  let bestEnd = 0;
  for (let end = last - 1; end >= MIN_PATTERN_TOKENS - 1 && best < MAX_PATTERN_TOKENS; end--) {
    let same = 0;
    while (same < MAX_PATTERN_TOKENS && same <= end && tokens[end - same] === tokens[last - same]) same++;
    if (same <= best) continue;
    best = same;
    bestEnd = end;
  }
  return best < MIN_PATTERN_TOKENS ? [] : tokens.slice(bestEnd + 1, bestEnd + 1 + Math.min(most, best));
}

/**
 * What comes next if the model writes once more what it wrote before: as long as one text is the beginning of the other, token by token.
 * @param before another prompt and its answer
 * @param tokens prompt and answer so far
 * @returns at most `most` tokens, none where the two have parted
 */
export function repeatOf(before: readonly number[], tokens: readonly number[], most: number): readonly number[] {
  if (before.length <= tokens.length) return [];
  // From the end, where they part first.
  for (let index = tokens.length - 1; index >= 0; index--) if (before[index] !== tokens[index]) return [];
  return before.slice(tokens.length, tokens.length + most);
}
