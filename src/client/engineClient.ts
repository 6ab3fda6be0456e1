import { childController } from '../base/cancel';
import type { Clock } from '../base/clock';
import { type Event, Emitter } from '../base/event';
import type { Log } from '../base/log';
import type { AnswerStream, ChatOrder, CompleteOrder, Engine, EngineView, TokenCounter } from '../core/ports';
import {
  type AnswerChunk,
  type AnswerStats,
  type ChatResult,
  type CompleteResult,
  type CompletionPrompt,
  ChatRequest,
  CompleteRequest,
  CountRequest,
} from '../protocol/engine';
import type { EngineConfig } from '../protocol/engineConfig';
import { AnswerChannel } from './answerStream';
import type { Ask, OnText } from './engineConnection';
import { EngineProcess, type SpawnEngine, spawnEngine } from './engineProcess';
import { Supervisor, type SupervisorLimits, defaultSupervisorLimits } from './supervisor';

/** What the user's settings and the model choice decide about the engine. */
export type EngineOptions = Pick<EngineConfig, 'model' | 'gpu' | 'threads' | 'contextTokens' | 'unloadAfterMs'>;

export interface EngineClientLimits extends SupervisorLimits {
  /** How long an engine may take to end after a goodbye before it is killed. */
  readonly leaveMs: number;
  /** 0 while each engine belongs to one client: nobody else could use it after the goodbye. */
  readonly exitAfterGoodbyeMs: number;
  readonly exitAfterLossMs: number;
}

export interface EngineClientOptions {
  /** The engine's bundle. */
  readonly engineFile: string;
  /** Program that runs it; the one that runs this process unless told otherwise. */
  readonly nodePath?: string;
  readonly buildId: string;
  /** Folder for sockets; chosen from the environment unless told otherwise. */
  readonly runtimeRoot?: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<EngineClientLimits>;
  /** For tests that want the engine inside their own process. */
  readonly spawn?: SpawnEngine;
}

const defaultLimits: EngineClientLimits = {
  ...defaultSupervisorLimits,
  leaveMs: 2000,
  exitAfterGoodbyeMs: 0,
  exitAfterLossMs: 60_000,
};
/** One crash can be chance; after two, a graphics driver is the first suspect. */
const crashesBeforeCpu = 2;
const noTokens: Omit<AnswerStats, 'stop'> = {
  promptTokens: 0,
  evaluatedTokens: 0,
  generatedTokens: 0,
  queueMs: 0,
  prefillMs: 0,
  decodeMs: 0,
  lastStepMs: 0,
};

/** What to ask, the result when nobody waits for it any more, and what a piece of text is to the reader. */
interface AnswerOrder<P extends { readonly id: number }, R extends AnswerStats, C> {
  readonly ask: Ask<P, R>;
  readonly aborted: R;
  readonly chunkOf: (text: string, probability?: number) => C;
}

/** The local model in a child process: starts it when there is a model, watches it, restarts it, and speaks to it. */
export class EngineClient implements Engine, TokenCounter {
  readonly onStatus: Event<EngineView>;
  readonly #views = new Emitter<EngineView>();
  readonly #options: EngineClientOptions;
  readonly #limits: EngineClientLimits;
  readonly #supervisor: Supervisor<EngineProcess>;
  #config: EngineOptions | undefined;
  #backend: string | undefined;
  #withoutGpu = false;
  #disposed = false;

  constructor(options: EngineClientOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    const { clock, log } = options;
    const start = (crashes: number, signal: AbortSignal, loading: boolean): Promise<EngineProcess> =>
      this.#start(crashes, signal, loading);
    const modelId = (): string => this.#config?.model.id ?? '';
    this.#supervisor = new Supervisor({ start, modelId, clock, log, limits: this.#limits });
    this.#supervisor.onView((view) => {
      this.#backend = view.engine?.backend ?? this.#backend;
      this.#views.fire(this.status);
    });
    this.onStatus = this.#views.event;
  }

  get status(): EngineView {
    const view = this.#supervisor.view;
    if (!this.#withoutGpu || view.problem !== undefined || view.state !== 'ready') return view;
    return {
      ...view,
      problem: 'The engine stopped, so it now runs without the graphics card.',
      cure: 'Restart the engine to try the graphics card again.',
    };
  }

  /**
   * Tells which model to run and how. Starts the engine at once, so that it is warm before the first key; other options than before
   * replace the process politely; the same ones do nothing; `undefined` means that there is no model and ends the engine.
   */
  configure(config: EngineOptions | undefined): void {
    if (this.#disposed || JSON.stringify(config) === JSON.stringify(this.#config)) return;
    this.#config = config;
    if (config === undefined) void this.#supervisor.stop();
    else this.restart();
  }

  /** Starts the engine afresh, with a clean record of crashes: the way out of `failed` and `gaveUp`. Does nothing without a model. */
  restart(): void {
    if (this.#disposed || this.#config === undefined) return;
    this.#withoutGpu = false;
    this.#backend = undefined;
    this.#supervisor.start();
  }

  /** Ends the engine as `configure(undefined)` does; resolves when its process is gone, and with it its hold on the model file. */
  async stop(): Promise<void> {
    this.configure(undefined);
    await this.#supervisor.stop();
  }

  /** Ends the engine: goodbye, a short wait, then force. Resolves when the process is gone. The client cannot be used afterwards. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#supervisor.stop();
    this.#views.dispose();
  }

  complete(
    prompt: CompletionPrompt,
    { lane = 'typing', ...limits }: CompleteOrder,
    signal: AbortSignal,
  ): AnswerStream<CompleteResult, AnswerChunk> {
    const fit = { prefixStart: 0, suffixEnd: prompt.suffix.length, context: prompt.context.map((_, index) => index) };
    const ask = { type: CompleteRequest, params: { lane, prompt, limits } };
    const aborted: CompleteResult = { stop: 'aborted', ...noTokens, fit };
    const chunkOf = (text: string, probability = 0): AnswerChunk => ({ text, probability });
    return this.#answer({ ask, aborted, chunkOf }, signal);
  }

  chat(order: ChatOrder, signal: AbortSignal): AnswerStream<ChatResult> {
    const ask = { type: ChatRequest, params: order };
    const aborted: ChatResult = { stop: 'aborted', ...noTokens, droppedPieces: 0 };
    return this.#answer({ ask, aborted, chunkOf: (text: string) => text }, signal);
  }

  async countTokens(text: string, signal: AbortSignal): Promise<number | undefined> {
    const run = await this.#supervisor.get(signal);
    if (run === undefined || signal.aborted) return undefined;
    const work = this.#supervisor.expectWork();
    try {
      const { tokens } = await run.ask({ type: CountRequest, params: { text } }, () => undefined, signal);
      return signal.aborted ? undefined : tokens;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      work.dispose();
    }
  }

  #answer<P extends { readonly id: number }, R extends AnswerStats, C>(
    order: AnswerOrder<P, R, C>,
    signal: AbortSignal,
  ): AnswerStream<R, C> {
    const { controller, release } = childController(signal);
    const channel = new AnswerChannel<R, C>(() => controller.abort());
    controller.signal.addEventListener('abort', () => channel.abort(), { once: true });
    void this.#deliver(order, channel, controller.signal).finally(release);
    return channel.stream;
  }

  /**
   * Never rejects: whatever happens goes into the channel. After an abort even a failure counts as the abort that it is to the asker, and so
   * does an answer that the engine had ended before it heard.
   */
  async #deliver<P extends { readonly id: number }, R extends AnswerStats, C>(
    { ask, aborted, chunkOf }: AnswerOrder<P, R, C>,
    channel: AnswerChannel<R, C>,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const run = await this.#supervisor.get(signal);
      if (run === undefined || signal.aborted) return channel.finish(aborted);
      const work = this.#supervisor.expectWork();
      const onText: OnText = (text, probability) => {
        this.#supervisor.heard();
        if (text !== '') channel.push(chunkOf(text, probability));
      };
      try {
        const result = await run.ask(ask, onText, signal);
        channel.finish(signal.aborted ? { ...result, stop: 'aborted' } : result);
      } finally {
        work.dispose();
      }
    } catch (error) {
      if (signal.aborted) channel.finish(aborted);
      else channel.fail(error);
    }
  }

  #start(crashes: number, signal: AbortSignal, loading: boolean): Promise<EngineProcess> {
    const {
      buildId,
      engineFile,
      nodePath = process.execPath,
      runtimeRoot,
      spawn = spawnEngine,
      clock,
      log,
    } = this.#options;
    const { exitAfterGoodbyeMs, exitAfterLossMs, leaveMs } = this.#limits;
    const options = this.#config;
    if (options === undefined) return Promise.reject(new Error('there is no model'));
    this.#stepDown(options, crashes, loading);
    const config = {
      ...options,
      gpu: this.#withoutGpu ? ('off' as const) : options.gpu,
      buildId,
      exitAfterGoodbyeMs,
      exitAfterLossMs,
    };
    return EngineProcess.start({ nodePath, engineFile, runtimeRoot, config, leaveMs, spawn, clock, log }, signal);
  }

  /**
   * Repeated crashes, or one in the middle of a load, which is tried once more only, and a graphics card may be in use: go on without it
   * until somebody restarts by hand.
   */
  #stepDown({ gpu }: EngineOptions, crashes: number, loading: boolean): void {
    if ((crashes < crashesBeforeCpu && !loading) || gpu === 'off' || this.#withoutGpu || this.#backend === 'cpu')
      return;
    this.#withoutGpu = true;
    this.#options.log.warn(`The engine stopped ${crashes} times; it now runs without the graphics card.`);
  }
}
