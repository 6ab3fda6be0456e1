import { type Clock, systemClock } from '../../src/base/clock';

/** The real clock, made to run faster for a while: so a test waits for long limits, which a busy machine never meets, only when it wants to. */
export class HurriedClock implements Clock {
  #factor = 1;
  #nowMs = systemClock.now();
  #realMs = this.#nowMs;

  now(): number {
    return this.#nowMs + (systemClock.now() - this.#realMs) * this.#factor;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(ms / this.#factor, signal);
  }

  /** Who sleeps already is not woken earlier. 1 is the speed of the real clock. */
  runTimes(factor: number): void {
    this.#nowMs = this.now();
    this.#realMs = systemClock.now();
    this.#factor = factor;
  }
}
