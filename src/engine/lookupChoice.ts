/** Tries before anything is decided. */
const FIRST_TRIES = 8;
/** Once it did not pay, one chance in so many is taken to look again. */
const CHANCES_PER_LOOK = 32;
/** Weight of the newest measurement in the averages. */
const NEWEST_SHARE = 0.15;
/** A gain below this is noise, and more tokens at once make an abort later. */
const MIN_GAIN = 1.05;

/**
 * Whether predicted tokens are worth checking on this machine, for this kind of answer. A native call that checks predictions writes the
 * tokens that as many calls of one token would have written, so both speeds are known from the same answers: what the calls took against what
 * their tokens would have taken one by one. Begins with trying, keeps what is faster, and looks again now and then.
 */
export class LookupChoice {
  #plainMs = 0;
  #tries = 0;
  #spentMs = 0;
  #sparedMs = 0;
  #chances = 0;

  /** Call where tokens are predicted; true: check them. */
  shouldTry(): boolean {
    // Without the time of a single token nothing could be compared.
    if (this.#plainMs === 0) return false;
    if (this.#tries < FIRST_TRIES || this.#sparedMs > this.#spentMs * MIN_GAIN) return true;
    this.#chances = (this.#chances + 1) % CHANCES_PER_LOOK;
    return this.#chances === 0;
  }

  /** A native call that wrote one token without predictions. */
  addPlain(ms: number): void {
    if (ms > 0) this.#plainMs = averaged(this.#plainMs, ms);
  }

  /** A native call that checked predictions and wrote `tokens`, at least one. */
  addChecked(tokens: number, ms: number): void {
    this.#tries++;
    this.#spentMs = averaged(this.#spentMs, ms);
    this.#sparedMs = averaged(this.#sparedMs, tokens * this.#plainMs);
  }
}

function averaged(old: number, newest: number): number {
  return old === 0 ? newest : old + (newest - old) * NEWEST_SHARE;
}
