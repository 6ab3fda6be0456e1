import type { SpeedFacts } from '../../protocol/engine';
import { firstLineMs, targetMs } from './deadline';

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
  #answerMs: number | undefined;

  /** Call once for each automatic request, with a clock's time. */
  noteKey(nowMs: number): void {
    const gapMs = this.#lastKeyMs === undefined ? slowGapMs : nowMs - this.#lastKeyMs;
    this.#lastKeyMs = nowMs;
    if (gapMs > longestGapMs) this.#gapMs = slowGapMs;
    else this.#gapMs += newest * (gapMs - this.#gapMs);
  }

  /** Call with the time that the engine took for the first line of an answer. */
  noteAnswer(tookMs: number): void {
    this.#answerMs = this.#answerMs === undefined ? tookMs : this.#answerMs + newest * (tookMs - this.#answerMs);
  }

  /**
   * Milliseconds between 10 and 200.
   * @param speed stands in for answers that were not measured yet
   */
  delayMs(speed: SpeedFacts | undefined): number {
    const answerMs = this.#answerMs ?? firstLineMs(speed);
    const burst = Math.max(0, 1 - this.#gapMs / slowGapMs);
    const worthMs = burst * Math.min(this.#gapMs, answerMs * 0.3);
    // Where the target can be met, waiting does not miss it; where it cannot, work for nothing would cost more than the wait.
    const spareMs = targetMs(speed) - answerMs;
    const wantedMs = spareMs > 0 ? Math.min(worthMs, spareMs) : worthMs;
    return Math.round(Math.min(longestDelayMs, Math.max(shortestDelayMs, wantedMs)));
  }
}
