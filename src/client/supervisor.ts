import { childController } from '../base/cancel';
import type { Clock } from '../base/clock';
import { type Disposable, toDisposable } from '../base/disposable';
import { PlainError, describeError } from '../base/errors';
import { type Event, Emitter } from '../base/event';
import type { Log } from '../base/log';
import type { EngineView } from '../core/ports';
import type { EngineStatus } from '../protocol/engine';
import { failedView, gaveUpView, loadCrashView, viewOf } from './engineViews';
import { ProgressWatch } from './progressWatch';

/** One engine process that has proved itself, as the supervisor needs it. */
export interface EngineRun {
  /** What it said of itself last. */
  readonly status: EngineStatus;
  readonly onStatus: Event<EngineStatus>;
  /** Resolves, with the cause in words, when the process has ended; never rejects. A broken connection ends the process too. */
  readonly ended: Promise<string>;
  /** False from the moment that the connection is gone, which is before `ended`. */
  readonly alive: boolean;
  ping(): Promise<EngineStatus>;
  /** Ends the process at once, even one that is stopped. */
  kill(): void;
  /** Says goodbye and resolves when the process is gone, by itself or by force. */
  leave(): Promise<void>;
}

export interface SupervisorLimits {
  /** From the spawn to the end of the handshake. Loading a model comes later and has no limit while the engine answers. */
  readonly startMs: number;
  /** Without a sign of life for this long, while work is expected, the engine is asked for one. */
  readonly silenceMs: number;
  /** It must answer within this, else it is killed. */
  readonly pingMs: number;
  /** An engine that answers, but works on one step for this long, is killed too; see {@link ProgressWatch} for when it is longer. */
  readonly stallMs: number;
  /** Waits before the first, second, ... restart; the last one repeats. */
  readonly backOffMs: readonly number[];
  readonly maxRestarts: number;
  readonly restartWindowMs: number;
}

export const defaultSupervisorLimits: SupervisorLimits = {
  startMs: 60_000,
  silenceMs: 20_000,
  pingMs: 10_000,
  stallMs: 60_000,
  backOffMs: [500, 2000, 8000],
  maxRestarts: 4,
  restartWindowMs: 180_000,
};

export interface SupervisorOptions<R extends EngineRun> {
  /**
   * Starts a process and shakes hands. `crashes` counts the crashes within the window, and `loading` says that the last one came while the
   * model was loaded and the next one ends the restarts, so that a retry may be more careful. On an abort it
   * ends what it started and rejects. A PlainError means that trying again would change nothing; any other error counts as a crash.
   */
  readonly start: (crashes: number, signal: AbortSignal, loading: boolean) => Promise<R>;
  /** The model of the next start, for messages. */
  readonly modelId: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: SupervisorLimits;
}

/** Keeps one engine alive: time-outs for start and silence, restart with back-off, and an end to restarting. */
export class Supervisor<R extends EngineRun> {
  readonly onView: Event<EngineView>;
  readonly #options: SupervisorOptions<R>;
  readonly #views = new Emitter<EngineView>();
  readonly #busy = new Emitter<void>();
  #view: EngineView = { state: 'none' };
  #run: R | undefined;
  #life = new AbortController();
  /** Lives follow one another: two engines at once would hold two models. */
  #lifeOver = Promise.resolve();
  #outstanding = 0;
  #heardAtMs = 0;
  /** How long the last engine stood still before it was killed for that. */
  #stoodStillMs = 0;

  constructor(options: SupervisorOptions<R>) {
    this.#options = options;
    this.onView = this.#views.event;
  }

  get view(): EngineView {
    return this.#view;
  }

  /** Begins to keep an engine alive, with a clean record. A running one is ended politely first. */
  start(): void {
    this.#endLife();
    const { signal } = (this.#life = new AbortController());
    this.#lifeOver = this.#lifeOver.then(() => this.#live(signal)).catch((error: unknown) => this.#fail(error, signal));
    this.#show({ state: 'starting' });
  }

  /** Ends the engine politely; resolves when the process is gone. The view is `none` from the call on. */
  async stop(): Promise<void> {
    this.#endLife();
    this.#show({ state: 'none' });
    await this.#lifeOver;
  }

  /** The running engine; waits for one that starts. `undefined` after an abort; rejects with a PlainError when none is to be expected. */
  async get(signal: AbortSignal): Promise<R | undefined> {
    while (!signal.aborted) {
      const { state, problem, cure } = this.#view;
      if (state === 'none') throw new PlainError('noModel', 'There is no model.', 'Choose or download a model.');
      if (state === 'failed' || state === 'gaveUp')
        throw new PlainError(state, problem ?? 'The engine does not run.', cure);
      if (this.#run?.alive === true) return this.#run;
      await this.#nextView(signal);
    }
    return undefined;
  }

  /**
   * Call when a request goes out, and `heard` at each piece of text; dispose of the result when the request is over. That end is no sign of
   * progress: each key ends the request before it, also while the engine stands still.
   */
  expectWork(): Disposable {
    this.#outstanding++;
    if (this.#outstanding === 1) this.heard();
    this.#busy.fire();
    return toDisposable(() => void this.#outstanding--);
  }

  heard(): void {
    this.#heardAtMs = this.#options.clock.now();
  }

  #endLife(): void {
    this.#life.abort();
    this.#run = undefined;
  }

  async #live(life: AbortSignal): Promise<void> {
    const { clock, limits, log } = this.#options;
    let crashes: number[] = [];
    let wasLoading = false;
    while (!life.aborted) {
      const cause = await this.#runOnce(crashes.length, life, wasLoading);
      if (life.aborted) return;
      if (cause instanceof PlainError) return this.#show(failedView(cause));
      const now = clock.now();
      // Standing still takes so long that the crashes before would always be forgotten: for them that time does not count.
      const recent = crashes.map((at) => at + this.#stoodStillMs).filter((at) => now - at < limits.restartWindowMs);
      crashes = [...recent, now];
      log.warn(`The engine ended: ${cause}`);
      const isLoading = this.#view.engine?.state === 'loading';
      if (wasLoading && isLoading) return this.#show(loadCrashView(this.#options.modelId(), cause));
      wasLoading = isLoading;
      if (crashes.length > limits.maxRestarts) return this.#show(gaveUpView(crashes.length, cause));
      this.#show({ state: 'starting' });
      const delayMs = limits.backOffMs[Math.min(crashes.length, limits.backOffMs.length) - 1] ?? 0;
      log.info(`Restarting the engine in ${delayMs} ms.`);
      await clock.sleep(delayMs, life);
    }
  }

  /** One process from start to end. Returns why it ended: a PlainError when that is final. */
  async #runOnce(crashes: number, life: AbortSignal, loading: boolean): Promise<string | PlainError> {
    let run: R;
    this.#stoodStillMs = 0;
    try {
      run = await this.#startInTime(crashes, life, loading);
    } catch (error) {
      return error instanceof PlainError ? error : describeError(error);
    }
    const listener = run.onStatus((status) => this.#heardStatus(run, status));
    const watch = childController(life);
    try {
      if (life.aborted) return await this.#leave(run);
      this.#run = run;
      this.#heardStatus(run, run.status);
      const cause = await Promise.race([run.ended, this.#silence(run, watch.controller.signal)]);
      if (life.aborted) return await this.#leave(run);
      this.#run = undefined;
      run.kill();
      await run.ended;
      return cause;
    } finally {
      watch.controller.abort();
      watch.release();
      listener.dispose();
    }
  }

  async #leave(run: R): Promise<string> {
    await run.leave();
    return 'stopped';
  }

  async #startInTime(crashes: number, life: AbortSignal, loading: boolean): Promise<R> {
    const { clock, limits, start } = this.#options;
    const { controller, release } = childController(life);
    const finished = new AbortController();
    const late = clock.sleep(limits.startMs, finished.signal).then(() => {
      if (!finished.signal.aborted) controller.abort();
    });
    try {
      return await start(crashes, controller.signal, loading);
    } catch (error) {
      if (controller.signal.aborted && !life.aborted) throw new Error(`it did not start within ${limits.startMs} ms`);
      throw error;
    } finally {
      finished.abort();
      release();
      await late;
    }
  }

  /**
   * Resolves with words when the engine owes a sign of life and gives none even when asked, or answers that it still works on the same
   * step; or at the abort. Sleeps while idle.
   */
  async #silence(run: R, signal: AbortSignal): Promise<string> {
    const { clock, limits } = this.#options;
    let progress = new ProgressWatch(limits);
    while (!signal.aborted) {
      const quietMs = clock.now() - this.#heardAtMs;
      if (this.#outstanding === 0 && this.#view.engine?.state !== 'loading') {
        await this.#nextWork(signal);
        progress = new ProgressWatch(limits);
      } else if (quietMs < limits.silenceMs) await clock.sleep(limits.silenceMs - quietMs, signal);
      else {
        const status = await this.#ask(run, signal);
        if (signal.aborted) break;
        if (status === undefined)
          return `it was silent for ${limits.silenceMs} ms and did not answer within ${limits.pingMs} ms`;
        this.heard();
        const stall = progress.look(status, clock.now());
        this.#stoodStillMs = progress.stoodStillMs;
        if (stall !== undefined) return stall;
      }
    }
    return 'stopped';
  }

  /** The wait is cut into steps, so that a host that was itself blocked or asleep still reads an answer before it judges. */
  async #ask(run: R, signal: AbortSignal): Promise<EngineStatus | undefined> {
    const steps = 4;
    let status: EngineStatus | undefined;
    const answer = run.ping().then(
      (told) => (status = told),
      () => undefined,
    );
    for (let step = 0; step < steps && status === undefined && !signal.aborted; step++)
      await this.#sleepUntil(answer, this.#options.limits.pingMs / steps, signal);
    return status;
  }

  async #sleepUntil(event: Promise<unknown>, delayMs: number, signal: AbortSignal): Promise<void> {
    const { controller, release } = childController(signal);
    await Promise.race([event, this.#options.clock.sleep(delayMs, controller.signal)]);
    controller.abort();
    release();
  }

  #nextWork(signal: AbortSignal): Promise<void> {
    return once(this.#busy.event, signal);
  }

  #nextView(signal: AbortSignal): Promise<void> {
    return once(this.#views.event, signal);
  }

  #heardStatus(run: R, status: EngineStatus): void {
    if (this.#run !== run) return;
    this.heard();
    this.#show(viewOf(status));
    if (status.state === 'loading') this.#busy.fire();
  }

  #show(view: EngineView): void {
    this.#view = view;
    try {
      this.#views.fire(view);
    } catch (error) {
      // A listener's trouble is not the engine's: it must neither end the watch over the engine nor reach who started it.
      this.#options.log.error(`A listener for the engine's state failed: ${describeError(error)}`);
    }
  }

  /** The watch itself broke. What comes next can still be started, and nobody waits for an engine that will not come. */
  #fail(error: unknown, life: AbortSignal): void {
    this.#options.log.error(`The watch over the engine failed: ${describeError(error)}`);
    if (life.aborted) return;
    const run = this.#run;
    this.#run = undefined;
    const failure = new PlainError('engineFailed', `The engine failed: ${describeError(error)}`, 'Restart the engine.');
    this.#show(failedView(failure));
    run?.kill();
  }
}

function once<T>(event: Event<T>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      listener.dispose();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const listener = event(finish);
    signal.addEventListener('abort', finish, { once: true });
    if (signal.aborted) finish();
  });
}
