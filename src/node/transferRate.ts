import type { Clock } from '../base/clock';

const WINDOW_MS = 5_000;

/** Bytes per second over the last few seconds, for progress lines. */
export class TransferRate {
  readonly #clock: Clock;
  readonly #marks: { readonly atMs: number; readonly bytes: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tell it the bytes that are there so far; resumed bytes count from the first call on. */
  mark(bytes: number): void {
    const atMs = this.#clock.now();
    this.#marks.push({ atMs, bytes });
    while (atMs - (this.#marks[1]?.atMs ?? atMs) >= WINDOW_MS) this.#marks.shift();
  }

  /** 0 until there is something to tell. */
  get bytesPerSecond(): number {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0;
    return (1000 * Math.max(0, last.bytes - first.bytes)) / (last.atMs - first.atMs);
  }

  /** Undefined while the rate is not known. */
  secondsFor(bytes: number): number | undefined {
    const rate = this.bytesPerSecond;
    return rate === 0 ? undefined : bytes / rate;
  }
}
