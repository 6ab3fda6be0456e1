import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** How often the thread is looked at. */
const resolutionMs = 1;

/** Milliseconds. */
export interface HostUse {
  /** The main thread did not wait for something to do. */
  readonly busyMs: number;
  /** CPU time of all threads. */
  readonly cpuMs: number;
}

/** What the host process does meanwhile: CPU time (of all its threads) and how long its main thread could do nothing else. */
export class HostWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: resolutionMs });

  /** Begins anew. Call `stop` afterwards, or the process is kept awake. */
  start(): void {
    this.#delay.reset();
    this.#delay.enable();
  }

  /** The longest block since `start`, in milliseconds, beyond the time between two looks. */
  stop(): number {
    this.#delay.disable();
    const longestMs = this.#delay.max / 1e6 - resolutionMs;
    return this.#delay.count === 0 ? 0 : Math.max(0, Math.round(longestMs * 10) / 10);
  }

  /** What was used since the process began. Only differences mean something. */
  used(): HostUse {
    const { user, system } = process.cpuUsage();
    return { busyMs: performance.eventLoopUtilization().active, cpuMs: (user + system) / 1_000 };
  }
}
