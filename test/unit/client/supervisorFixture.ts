import { Emitter } from '../../../src/base/event';
import { nullLog } from '../../../src/base/log';
import { type EngineRun, Supervisor, defaultSupervisorLimits } from '../../../src/client/supervisor';
import type { EngineView } from '../../../src/core/ports';
import type { EngineStatus } from '../../../src/protocol/engine';
import { FakeClock } from '../../fakes/fakeClock';
import { readyStatus } from '../../fakes/fakeEngineWork';

/** An engine process that does what a test tells it. */
export class FakeRun implements EngineRun {
  readonly #statuses = new Emitter<EngineStatus>();
  readonly onStatus = this.#statuses.event;
  readonly ended: Promise<string>;
  alive = true;
  answersPings = true;
  pings = 0;
  kills = 0;
  leaves = 0;
  end: (cause: string) => void = () => undefined;

  constructor(public status: EngineStatus = readyStatus) {
    this.ended = new Promise((resolve) => {
      this.end = (cause) => {
        this.alive = false;
        resolve(cause);
      };
    });
  }

  say(status: EngineStatus): void {
    this.status = status;
    this.#statuses.fire(status);
  }

  ping(): Promise<EngineStatus> {
    this.pings++;
    return this.answersPings ? Promise.resolve(this.status) : new Promise(() => undefined);
  }

  kill(): void {
    this.kills++;
    this.end('killed');
  }

  leave(): Promise<void> {
    this.leaves++;
    this.end('left');
    return Promise.resolve();
  }
}

/** A supervisor on a clock that stands still, and all that it did. */
export function buildSupervisor(nextRun: () => FakeRun | Error | 'hang' = () => new FakeRun()) {
  const clock = new FakeClock();
  const runs: FakeRun[] = [];
  const startedAtMs: number[] = [];
  const crashes: number[] = [];
  const careful: boolean[] = [];
  const lines: string[] = [];
  const start = (count: number, signal: AbortSignal, loading: boolean): Promise<FakeRun> => {
    careful.push(loading);
    startedAtMs.push(clock.now());
    crashes.push(count);
    const run = nextRun();
    if (run === 'hang')
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
      );
    if (run instanceof Error) return Promise.reject(run);
    runs.push(run);
    return Promise.resolve(run);
  };
  const supervisor = new Supervisor({
    start,
    modelId: () => 'tiny',
    clock,
    log: { ...nullLog, warn: (message) => void lines.push(message) },
    limits: defaultSupervisorLimits,
  });
  const states: EngineView['state'][] = [];
  supervisor.onView((view) => states.push(view.state));
  return { supervisor, clock, runs, startedAtMs, crashes, careful, states, lines };
}
