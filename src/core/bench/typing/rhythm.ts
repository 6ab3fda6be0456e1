/** What fingers do next, as far as time is concerned. */
export type Move = 'type' | 'think' | 'take-back' | 'read' | 'travel';

/**
 * Median milliseconds before a key. Gaps while typing have a mean of 239 ms over 168,000 people (Dhakal et al., "Observations on typing from
 * 136 million keystrokes", 2018); the pauses are guesses of ours.
 */
const medianMs: Readonly<Record<Move, number>> = {
  type: 200,
  think: 1_600,
  'take-back': 130,
  read: 600,
  travel: 900,
};
/**
 * How much of the time before a key at another place it takes until the cursor is there; then comes the hand's way back to the keys (0.4 s: Card,
 * Moran and Newell, "The keystroke-level model", 1980) and a thought. A guess of ours.
 */
export const arrivalShare = 0.5;
/** Of the logarithm: nine of ten gaps lie within a factor of 2.3. */
const spread = 0.5;
const shortestMs = 20;
const longestMs = 8_000;

/** A log-normal gap before a key, in whole milliseconds. `random` gives numbers from 0 up to 1. */
export function gapBefore(move: Move, random: () => number): number {
  // Box and Muller: two even numbers make a normal one. The first must not be 0.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const gapMs = medianMs[move] * Math.exp(spread * normal);
  return Math.round(Math.min(longestMs, Math.max(shortestMs, gapMs)));
}
