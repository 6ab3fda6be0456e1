import { childController } from '../../src/base/cancel';
import { systemClock } from '../../src/base/clock';
import { type Event, Emitter } from '../../src/base/event';
import type { EngineWork, OnAnswerText } from '../../src/engine/engineWork';
import type {
  AnswerStats,
  ChatParams,
  ChatResult,
  CompleteParams,
  CompleteResult,
  EngineStatus,
} from '../../src/protocol/engine';

export const readyStatus: EngineStatus = {
  state: 'ready',
  model: {
    id: 'fake',
    name: 'Fake',
    architecture: 'none',
    bytes: 1,
    trainedContextTokens: 1024,
    contextTokens: 1024,
    canComplete: true,
    canChat: true,
    verified: false,
  },
  backend: 'cpu',
  devices: [],
  threads: 1,
  gpuLayers: 0,
  residentBytes: 0,
  speed: { prefillTokensPerSecond: 0, decodeTokensPerSecond: 0 },
  progress: { steps: 0, isWorking: false, slowestStepMs: 0 },
};

/**
 * A model side without a model: answers a fixed text piece by piece, with a pause before each, obeys aborts, and lets the newest typing
 * request abort the older ones. Set `chunks`, `pauseMs` or `failWith` between requests; `status` through `show`.
 */
export class FakeEngineWork implements EngineWork {
  readonly onStatus: Event<EngineStatus>;
  chunks: readonly string[] = ['for ', 'x in ', 'range(10):'];
  pauseMs = 5;
  /** Of each piece of a completion. */
  probability = 0.75;
  /** Thrown by the next requests, after the first chunk. */
  failWith: Error | undefined;
  disposed = false;
  aborts = 0;
  /** Requests that are being answered. */
  running = 0;
  readonly #statuses = new Emitter<EngineStatus>();
  #status: EngineStatus;
  #typing: AbortController | undefined;

  constructor(status: EngineStatus = readyStatus) {
    this.#status = status;
    this.onStatus = this.#statuses.event;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  show(status: EngineStatus): void {
    this.#status = status;
    this.#statuses.fire(status);
  }

  async complete(params: CompleteParams, onText: OnAnswerText, signal: AbortSignal): Promise<CompleteResult> {
    const { controller, release } = childController(signal);
    this.#typing?.abort();
    this.#typing = controller;
    try {
      const { context, suffix } = params.prompt;
      const fit = { prefixStart: 0, suffixEnd: suffix.length, context: context.map((_, index) => index) };
      const stats = await this.#stream((text) => onText(text, this.probability), controller.signal);
      if (stats.stop === 'end' && this.#status.speed.decodeTokensPerSecond === 0) this.#measured();
      return { ...stats, fit };
    } finally {
      release();
    }
  }

  async chat(params: ChatParams, onText: (text: string) => void, signal: AbortSignal): Promise<ChatResult> {
    if (params.lane !== 'warm') return { ...(await this.#stream(onText, signal)), droppedPieces: 0 };
    return { ...(await this.#stream(() => undefined, signal)), generatedTokens: 0, droppedPieces: 0 };
  }

  /** A token for each character. */
  count(text: string): Promise<number> {
    return this.failWith === undefined ? Promise.resolve(text.length) : Promise.reject(this.failWith);
  }

  dispose(): Promise<void> {
    this.disposed = true;
    return Promise.resolve();
  }

  /** As the real engine does before it hands over its first answer. */
  #measured(): void {
    this.show({ ...this.#status, speed: { prefillTokensPerSecond: 7_000, decodeTokensPerSecond: 1_000 } });
  }

  async #stream(onText: (text: string) => void, signal: AbortSignal): Promise<AnswerStats> {
    let generatedTokens = 0;
    this.running++;
    try {
      for (const chunk of this.chunks) {
        await systemClock.sleep(this.pauseMs, signal);
        if (signal.aborted) break;
        onText(chunk);
        generatedTokens++;
        if (this.failWith !== undefined) throw this.failWith;
      }
    } finally {
      this.running--;
    }
    if (signal.aborted) this.aborts++;
    const stop = signal.aborted ? 'aborted' : 'end';
    const times = { queueMs: 0, prefillMs: 1, decodeMs: 1, lastStepMs: 1 };
    return { stop, generatedTokens, promptTokens: 7, evaluatedTokens: 7, ...times };
  }
}
