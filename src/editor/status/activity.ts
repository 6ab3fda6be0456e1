import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';

/** Shorter work is not shown, so that the status does not flicker at each key. */
const quietMs = 300;

/** Counts the work that runs now, and says "busy" once a piece of it lasts. */
export class Activity implements Disposable {
  readonly #clock: Clock;
  readonly #changes = new Emitter<boolean>();
  #long = 0;
  /** Fires when `isBusy` changes. */
  readonly onChange: Event<boolean> = this.#changes.event;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isBusy(): boolean {
    return this.#long > 0;
  }

  /** Answers what the work answers. */
  async track<T>(work: Promise<T>): Promise<T> {
    const ended = new AbortController();
    const shown = this.#showWhenLong(ended.signal);
    try {
      return await work;
    } finally {
      ended.abort();
      if (await shown) this.#add(-1);
    }
  }

  dispose(): void {
    this.#changes.dispose();
  }

  async #showWhenLong(ended: AbortSignal): Promise<boolean> {
    await this.#clock.sleep(quietMs, ended);
    if (ended.aborted) return false;
    this.#add(1);
    return true;
  }

  #add(count: number): void {
    const wasBusy = this.isBusy;
    this.#long += count;
    if (this.isBusy !== wasBusy) this.#changes.fire(this.isBusy);
  }
}
