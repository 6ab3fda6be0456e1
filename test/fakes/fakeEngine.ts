import { type Clock, systemClock } from '../../src/base/clock';
import { Emitter } from '../../src/base/event';
import type { AnswerStream, ChatOrder, CompleteOrder, Engine, EngineView } from '../../src/core/ports';
import type {
  AnswerChunk,
  AnswerStats,
  ChatResult,
  CompleteResult,
  CompletionPrompt,
  EngineStatus,
  PromptFit,
  StopReason,
} from '../../src/protocol/engine';

/** What the fake says to one order. */
export interface FakeAnswer {
  readonly chunks: readonly string[];
  /** Of the chunks of a completion, in their order; 1 where none is given. */
  readonly probabilities?: readonly number[];
  /** Before the first chunk; stands for reading the prompt. */
  readonly prefillMs?: number;
  /** Before each chunk. */
  readonly chunkMs?: number;
  /** By default `end`. */
  readonly stop?: StopReason;
  /** Fails with this after the chunks. */
  readonly error?: Error;
  /** By default everything is kept. */
  readonly fit?: PromptFit;
  /** Of a chat. */
  readonly droppedPieces?: number;
  /** After an abort, the report comes this much later. */
  readonly reportMs?: number;
}

export interface FakeRequest {
  readonly prompt: CompletionPrompt;
  readonly limits: CompleteOrder;
  /** Chunks that were made before the end or the abort. */
  sent: number;
  aborted: boolean;
}

export interface FakeEngineOptions {
  readonly clock?: Clock;
  readonly complete?: (prompt: CompletionPrompt) => FakeAnswer;
  readonly chat?: (order: ChatOrder) => FakeAnswer;
}

/** The Engine port from a script. Records what it was asked; time passes on the clock that it is given. */
export class FakeEngine implements Engine {
  readonly requests: FakeRequest[] = [];
  readonly chats: ChatOrder[] = [];
  readonly #clock: Clock;
  readonly #options: FakeEngineOptions;
  readonly #status = new Emitter<EngineView>();
  readonly onStatus = this.#status.event;
  status: EngineView = { state: 'ready', engine: readyEngine() };

  constructor(options: FakeEngineOptions = {}) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  setStatus(status: EngineView): void {
    this.status = status;
    this.#status.fire(status);
  }

  complete(
    prompt: CompletionPrompt,
    limits: CompleteOrder,
    signal: AbortSignal,
  ): AnswerStream<CompleteResult, AnswerChunk> {
    const request: FakeRequest = { prompt, limits, sent: 0, aborted: false };
    this.requests.push(request);
    const answer = this.#options.complete?.(prompt) ?? { chunks: [] };
    const whole = { prefixStart: 0, suffixEnd: prompt.suffix.length, context: prompt.context.map((_, index) => index) };
    const text = prompt.prefix + prompt.suffix + prompt.middle;
    return this.#stream(answer, signal, request, {
      result: (stats) => ({ ...stats, promptTokens: Math.ceil(text.length / 4), fit: answer.fit ?? whole }),
      chunk: (written, index): AnswerChunk => ({ text: written, probability: answer.probabilities?.[index] ?? 1 }),
    });
  }

  chat(order: ChatOrder, signal: AbortSignal): AnswerStream<ChatResult> {
    this.chats.push(order);
    const answer = this.#options.chat?.(order) ?? { chunks: [] };
    const as = {
      result: (stats: AnswerStats): ChatResult => ({ ...stats, droppedPieces: answer.droppedPieces ?? 0 }),
      chunk: (written: string) => written,
    };
    return this.#stream(answer, signal, { sent: 0, aborted: false }, as);
  }

  #stream<R, C>(
    answer: FakeAnswer,
    signal: AbortSignal,
    seen: { sent: number; aborted: boolean },
    as: { result(stats: AnswerStats): R; chunk(text: string, index: number): C },
  ): AnswerStream<R, C> {
    const queue: C[] = [];
    let wake = (): void => undefined;
    let isOver = false;
    const produce = async (): Promise<R> => {
      try {
        if (answer.prefillMs !== undefined) await this.#clock.sleep(answer.prefillMs, signal);
        for (const chunk of answer.chunks) {
          if (answer.chunkMs !== undefined) await this.#clock.sleep(answer.chunkMs, signal);
          await Promise.resolve();
          if (signal.aborted) break;
          queue.push(as.chunk(chunk, seen.sent));
          seen.sent += 1;
          wake();
        }
        seen.aborted = signal.aborted;
        if (signal.aborted && answer.reportMs !== undefined) await this.#clock.sleep(answer.reportMs);
        if (answer.error !== undefined && !signal.aborted) throw answer.error;
        return as.result(statsOf(seen.sent, signal.aborted ? 'aborted' : (answer.stop ?? 'end')));
      } finally {
        isOver = true;
        wake();
      }
    };
    const done = produce();
    async function* chunks(): AsyncGenerator<C> {
      for (;;) {
        const chunk = queue.shift();
        if (chunk !== undefined) yield chunk;
        else if (isOver) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    }
    return { chunks: chunks(), done };
  }
}

function statsOf(generatedTokens: number, stop: StopReason): AnswerStats {
  const times = { queueMs: 0, prefillMs: 0, decodeMs: 0, lastStepMs: 0 };
  return { stop, promptTokens: 0, evaluatedTokens: 0, generatedTokens, ...times };
}

/** An engine that is ready, with a model that can do everything. */
export function readyEngine(): EngineStatus {
  return {
    state: 'ready',
    model: {
      id: 'fake',
      name: 'Fake',
      architecture: 'fake',
      bytes: 1,
      trainedContextTokens: 4_096,
      contextTokens: 4_096,
      canComplete: true,
      canChat: true,
      verified: true,
    },
    backend: 'cpu',
    devices: [],
    threads: 1,
    gpuLayers: 0,
    residentBytes: 0,
    speed: { prefillTokensPerSecond: 0, decodeTokensPerSecond: 0 },
    progress: { steps: 0, isWorking: false, slowestStepMs: 0 },
  };
}
