import type { Clock } from '../base/clock';
import type { LeaveReason } from './clientConnection';

export interface LifetimeOptions {
  readonly clock: Clock;
  readonly exitAfterGoodbyeMs: number;
  /** Also how long the engine waits for its first client. */
  readonly exitAfterLossMs: number;
}

/** Decides when an engine that nobody uses ends. Starts counting at once, as if a client had just been lost. */
export class Lifetime {
  /** Resolves once, with the reason, when the process should end. */
  readonly over: Promise<string>;
  readonly #options: LifetimeOptions;
  #end: (reason: string) => void = () => undefined;
  #clients = 0;
  #waiting = new AbortController();

  constructor(options: LifetimeOptions) {
    this.#options = options;
    this.over = new Promise((resolve) => (this.#end = resolve));
    void this.#endAfter(options.exitAfterLossMs, 'nobody connected');
  }

  joined(): void {
    this.#clients++;
    this.#waiting.abort();
  }

  left(reason: LeaveReason): void {
    if (--this.#clients > 0) return;
    const { exitAfterGoodbyeMs, exitAfterLossMs } = this.#options;
    if (reason === 'goodbye') void this.#endAfter(exitAfterGoodbyeMs, 'the last client said goodbye');
    else void this.#endAfter(exitAfterLossMs, 'the last client was lost');
  }

  async #endAfter(delayMs: number, reason: string): Promise<void> {
    const waiting = new AbortController();
    this.#waiting.abort();
    this.#waiting = waiting;
    await this.#options.clock.sleep(delayMs, waiting.signal);
    if (!waiting.signal.aborted) this.#end(reason);
  }
}
