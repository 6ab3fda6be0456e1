import type { Clock } from '../../core/ports';

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/**
 * Real time, but for sleeping: while nobody works, the time of the next sleeper comes at once. What is waited for outside (the model, a
 * thread) is told to the clock, and until it is there nobody wakes: a pause costs nothing and no deadline is missed, however busy the
 * machine is, so that what is asked of the model depends on nothing but the keys. The pauses count as time all the same.
 */
export class SkippingClock implements Clock {
  readonly #clock: Clock;
  readonly #sleepers = new Set<Sleeper>();
  #skippedMs = 0;
  #held = 0;
  #isLooking = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now() + this.#skippedMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { dueMs: this.now() + ms, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
      this.#look();
    });
  }

  /** Nobody wakes until this work is done. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#held++;
    try {
      return await work;
    } finally {
      this.#held--;
      this.#look();
    }
  }

  /** Wakes the next sleeper when whatever else could go on has gone on. */
  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setImmediate(() => {
      this.#isLooking = false;
      if (this.#held > 0) return;
      const next = [...this.#sleepers].sort((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) return;
      this.#skippedMs += Math.max(0, next.dueMs - this.now());
      next.wake();
      this.#look();
    });
  }
}
