import type { Clock } from '../base/clock';
import { describeError, PlainError } from '../base/errors';
import { Emitter } from '../base/event';
import type { Log } from '../base/log';
import { wholeFit } from '../core/prompt/layout';
import type {
  AnswerStats,
  ChatParams,
  ChatResult,
  CompleteParams,
  CompleteResult,
  EngineStatus,
  ModelFacts,
} from '../protocol/engine';
import type { EngineConfig } from '../protocol/engineConfig';
import { chat } from './chat';
import type { EngineWork, OnAnswerText } from './engineWork';
import type { Lookup, Lookups } from './drive';
import { infill } from './infill';
import { LookupChoice } from './lookupChoice';
import { ModelHome, type ReadyModel } from './modelHome';
import { NativeMemory } from './nativeMemory';
import { Scheduler, type Lane, type Ticket } from './scheduler';
import type { SequenceSlot } from './sequenceSlot';
import { Speed } from './speed';

/** Quiet time after which memory is tidied up. */
const TIDY_AFTER_MS = 2_000;

/** One kind of request, as {@link ModelWork} runs it. */
interface Job<R> {
  run(ready: ReadyModel, ticket: Ticket): Promise<R>;
  /** The answer of a request that was aborted before it began. */
  aborted(stats: AnswerStats): R;
}

export interface ModelWorkOptions {
  readonly config: EngineConfig;
  readonly log: Log;
  readonly clock: Clock;
  /** Whether predictions are checked, asked for each kind, for completions and chats apart; by default where it is faster. */
  readonly lookup?: () => Lookup;
}

/** The model side of the engine: loads at once, answers one request at a time by urgency, and unloads the weights when nobody asks. */
export class ModelWork implements EngineWork {
  readonly #config: EngineConfig;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #home: ModelHome;
  readonly #scheduler: Scheduler;
  readonly #speed = new Speed();
  readonly #memory = new NativeMemory();
  /** What is copied from the prompt differs between the two, and so does what lookup gains. */
  readonly #lookups: { readonly completion: Lookups; readonly chat: Lookups };
  readonly #changed = new Emitter<EngineStatus>();
  readonly onStatus = this.#changed.event;
  #state: EngineStatus['state'] = 'loading';
  #failure: PlainError | undefined;
  #facts: ModelFacts | undefined;
  #gpuLayers = 0;
  /** As of the last status that was sent. */
  #toldSpeed = this.#speed.facts;
  /** The model, on its way in, in memory, or (undefined) out. */
  #ready: Promise<ReadyModel> | undefined;
  /** Loading and unloading follow each other in this chain. */
  #moves: Promise<unknown> = Promise.resolve();
  #idle = new AbortController();
  #disposing: Promise<void> | undefined;

  constructor({ config, log, clock, lookup = () => new LookupChoice() }: ModelWorkOptions) {
    this.#config = config;
    this.#log = log;
    this.#clock = clock;
    const lookups = (): Lookups => ({ copied: lookup(), repeated: lookup() });
    this.#lookups = { completion: lookups(), chat: lookups() };
    this.#home = new ModelHome(config, log, clock);
    this.#scheduler = new Scheduler(clock);
    this.#load().then(
      () => this.#rest(),
      () => undefined,
    );
  }

  get status(): EngineStatus {
    return {
      state: this.#state,
      ...(this.#failure && { problem: this.#failure.message }),
      ...(this.#failure?.cure !== undefined && { cure: this.#failure.cure }),
      ...(this.#facts && { model: this.#facts }),
      ...(this.#home.host && { backend: this.#home.host.backend }),
      devices: this.#home.host?.devices ?? [],
      threads: this.#home.threads,
      gpuLayers: this.#gpuLayers,
      residentBytes: process.memoryUsage.rss(),
      speed: this.#speed.facts,
      progress: {
        steps: this.#scheduler.turns,
        isWorking: this.#scheduler.isBusy,
        slowestStepMs: this.#speed.slowestStepMs,
      },
    };
  }

  /** @throws PlainError `notCapable` for a model without fill-in-the-middle markers; `modelUnusable`, `platformUnusable`, `decodeFailed`. */
  async complete(params: CompleteParams, onText: OnAnswerText, signal: AbortSignal): Promise<CompleteResult> {
    return this.#work(params.lane, signal, {
      aborted: (stats) => ({ ...stats, fit: wholeFit(params.prompt) }),
      run: async ({ loaded, tokenizer }, ticket) => {
        if (tokenizer === undefined)
          throw new PlainError(
            'notCapable',
            'This model can chat but not complete: it has no fill-in-the-middle markers.',
            'Choose a model that is made for code completion, such as one of the catalogue.',
          );
        const order = { loaded, tokenizer, params, ticket, onText, lookup: this.#lookups.completion, ...this.#tools };
        return this.#renewing((use) =>
          infill({ ...order, slotFor: (tokens) => use(loaded.slots.forPrompt(params.lane, tokens)) }),
        );
      },
    });
  }

  /** @throws PlainError `notCapable` for a model without a usable chat template or for too much text; else as `complete`. */
  async chat(params: ChatParams, onText: (text: string) => void, signal: AbortSignal): Promise<ChatResult> {
    return this.#work(params.lane, signal, {
      aborted: (stats) => ({ ...stats, droppedPieces: 0 }),
      run: async ({ loaded, template }, ticket) => {
        if (template === undefined)
          throw new PlainError(
            'notCapable',
            'This model can complete but not explain or fix: it has no chat template that could be used.',
            'Choose an instruction-tuned model, such as one of the catalogue.',
          );
        const order = { loaded, template, params, ticket, onText, lookup: this.#lookups.chat, ...this.#tools };
        return this.#renewing((use) => chat({ ...order, slot: use(loaded.slots.spare) }));
      },
    });
  }

  /** @throws PlainError as `complete`, for a model that does not load. */
  async count(text: string): Promise<number> {
    this.#idle.abort();
    try {
      if (this.#failure !== undefined) throw this.#failure;
      const { loaded } = await this.#load();
      // In the same turn: nobody unloads the model in between.
      return loaded.model.tokenize(text, false).length;
    } finally {
      this.#rest();
    }
  }

  get #tools(): { readonly speed: Speed; readonly memory: NativeMemory; readonly clock: Clock } {
    return { speed: this.#speed, memory: this.#memory, clock: this.#clock };
  }

  dispose(): Promise<void> {
    return (this.#disposing ??= this.#dispose());
  }

  async #work<R>(lane: Lane, signal: AbortSignal, job: Job<R>): Promise<R> {
    this.#idle.abort();
    const ticket = this.#scheduler.enter(lane, signal);
    try {
      if (this.#failure !== undefined) throw this.#failure;
      const ready = ticket.signal.aborted ? undefined : await unlessAborted(this.#load(), ticket.signal);
      if (ready === undefined || !(await ticket.turn())) return job.aborted(nothingDone(ticket.waitedMs));
      return await job.run(ready, ticket);
    } finally {
      ticket.done();
      // Before the answer is known to be over, so that whoever asks next already knows how much to ask for.
      if (this.#speed.hasMovedFrom(this.#toldSpeed)) this.#tell();
      this.#rest();
    }
  }

  /** A decode that fails midway leaves its sequence out of step, so the sequence goes; asking again is safe then. */
  async #renewing<R>(run: (use: (slot: SequenceSlot) => SequenceSlot) => Promise<R>): Promise<R> {
    let used: SequenceSlot | undefined;
    try {
      return await run((slot) => (used = slot));
    } catch (error) {
      if (error instanceof PlainError) throw error;
      this.#log.error(`Decoding failed: ${describeError(error)}`);
      await used?.renew().catch((broken: unknown) => this.#fail(broken));
      throw new PlainError('decodeFailed', 'The model stopped in the middle of its answer.', 'Try again.');
    }
  }

  #load(): Promise<ReadyModel> {
    return (this.#ready ??= this.#move(async () => {
      this.#enter('loading');
      try {
        const startMs = this.#clock.now();
        const ready = await this.#home.load();
        this.#facts = ready.facts;
        this.#gpuLayers = ready.loaded.model.gpuLayers;
        const { backend = '' } = this.status;
        this.#log.info(
          `Model ready on ${backend} after ${Math.round(this.#clock.now() - startMs)} ms, ${this.#home.threads} threads.`,
        );
        this.#enter('ready');
        return ready;
      } catch (error) {
        throw this.#fail(error);
      }
    }));
  }

  async #unload(): Promise<void> {
    const leaving = this.#ready;
    if (leaving === undefined || this.#scheduler.size > 0) return;
    this.#ready = undefined;
    await this.#move(async () => {
      await (await leaving).loaded.dispose();
      this.#memory.collect();
      this.#enter('unloaded');
    });
  }

  /** Runs loading and unloading one after the other. */
  #move<R>(run: () => Promise<R>): Promise<R> {
    const result = this.#moves.then(run);
    this.#moves = result.catch(() => undefined);
    return result;
  }

  /** Starts the quiet time over, once nothing is queued or running. */
  #rest(): void {
    if (this.#scheduler.size > 0 || this.#disposing !== undefined || this.#state === 'failed') return;
    this.#idle.abort();
    this.#idle = new AbortController();
    this.#tidyWhenIdle(this.#idle.signal).catch((error: unknown) => this.#fail(error));
  }

  async #tidyWhenIdle(signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(TIDY_AFTER_MS, signal);
    if (signal.aborted) return;
    this.#memory.collect();
    const { unloadAfterMs } = this.#config;
    if (unloadAfterMs <= 0) return;
    await this.#clock.sleep(Math.max(0, unloadAfterMs - TIDY_AFTER_MS), signal);
    if (!signal.aborted) await this.#unload();
  }

  #enter(state: EngineStatus['state']): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    const { status } = this;
    this.#toldSpeed = status.speed;
    this.#changed.fire(status);
  }

  /** Records that the engine cannot work any more until it is started anew. */
  #fail(error: unknown): PlainError {
    const failure =
      error instanceof PlainError
        ? error
        : new PlainError('modelUnusable', `The model stopped working: ${describeError(error)}`, 'Restart the engine.');
    this.#failure = failure;
    this.#ready ??= Promise.reject(failure);
    this.#ready.catch(() => undefined);
    if (this.#disposing === undefined) {
      this.#log.error(describeError(failure));
      this.#enter('failed');
    }
    return failure;
  }

  async #dispose(): Promise<void> {
    this.#idle.abort();
    this.#scheduler.close();
    this.#home.abort();
    await this.#scheduler.drained();
    await this.#moves;
    const ready = await this.#ready?.catch(() => undefined);
    await ready?.loaded.dispose();
    await this.#home.dispose();
    this.#changed.dispose();
  }
}

/** The result of `work`, or undefined as soon as the signal aborts; `work` goes on then. Rejects as `work` does. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const abort = (): void => resolve(undefined);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function nothingDone(queueMs: number): AnswerStats {
  return {
    stop: 'aborted',
    promptTokens: 0,
    evaluatedTokens: 0,
    generatedTokens: 0,
    queueMs,
    prefillMs: 0,
    decodeMs: 0,
    lastStepMs: 0,
  };
}
