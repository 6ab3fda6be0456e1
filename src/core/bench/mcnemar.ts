/**
 * Two-sided p of McNemar's exact test: how likely wins and losses are at least this uneven where neither side is better.
 * @param won pairs that only the one side has; @param lost pairs that only the other has. Pairs that agree do not count.
 */
export function mcnemar(won: number, lost: number): number {
  const all = won + lost;
  if (all === 0) return 1;
  let tail = 0;
  // In logarithms, since 2^-n vanishes for a few thousand pairs.
  let choose = 0;
  for (let k = 0; k <= Math.min(won, lost); k++) {
    if (k > 0) choose += Math.log(all - k + 1) - Math.log(k);
    tail += Math.exp(choose - all * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
