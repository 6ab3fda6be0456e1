import type { Clock } from '../base/clock';

/** Short enough that a file more after the end of it still leaves a question waiting for less than 20 ms, most of the time. */
const SLICE_MS = 6;
/** A message comes in with one turn of the event loop, and the connection takes it out of its queue in the next. */
const TURNS = 3;

/** Cuts long work of the thread into slices, between which its message port is served. */
export class Slices {
  readonly #clock: Clock;
  #endsAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isOver(): boolean {
    return this.#clock.now() >= this.#endsAt;
  }

  /** Milliseconds of the slice that are left, at least one. */
  get restMs(): number {
    return Math.max(1, this.#endsAt - this.#clock.now());
  }

  /** Lets waiting messages and timers run, then begins the next slice. */
  async next(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resolve) => void setImmediate(resolve));
    this.#endsAt = this.#clock.now() + SLICE_MS;
  }
}
