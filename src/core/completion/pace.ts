/** A pause longer than this is no typing: it says nothing about the speed of the fingers. */
const longestGapMs = 2_000;
/** From this gap between keys on, typing counts as slow and asking is almost immediate. */
const slowGapMs = 400;
const shortestDelayMs = 10;
const longestDelayMs = 200;
/** Weight of the newest value in the averages. */
const newest = 0.3;

/**
 * How long to wait for the next key before the engine is asked. Waiting pays off when another key is likely to come soon (a fast burst)
 * and an answer is dear (a slow machine); else it is only delay. One object for all documents: there is one pair of hands.
 */
export class TypingPace {
  #lastKeyMs: number | undefined;
  #gapMs = slowGapMs;
  #answerMs = 300;

  /** Call once for each automatic request, with a clock's time. */
  noteKey(nowMs: number): void {
    const gapMs = this.#lastKeyMs === undefined ? slowGapMs : nowMs - this.#lastKeyMs;
    this.#lastKeyMs = nowMs;
    if (gapMs > longestGapMs) this.#gapMs = slowGapMs;
    else this.#gapMs += newest * (gapMs - this.#gapMs);
  }

  /** Call with the time that the engine took for the first line of an answer. */
  noteAnswer(tookMs: number): void {
    this.#answerMs += newest * (tookMs - this.#answerMs);
  }

  /** Milliseconds between 10 and 200. */
  get delayMs(): number {
    const burst = Math.max(0, 1 - this.#gapMs / slowGapMs);
    const worthMs = Math.min(this.#gapMs, this.#answerMs * 0.3);
    return Math.round(Math.min(longestDelayMs, Math.max(shortestDelayMs, burst * worthMs)));
  }
}
