import type { Event } from '../../base/event';
import type { KeyUse } from '../../core/bench/typing/keyRecord';
import type { AnswerStream, ChatOrder, Clock, CompleteOrder, Engine, EngineView } from '../../core/ports';
import type { AnswerChunk, ChatResult, CompleteResult, CompletionPrompt } from '../../protocol/engine';

/** An engine that counts what it is asked, also where the asker has given up on the answer. */
export class MeteredEngine implements Engine {
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #running = new Set<Promise<unknown>>();
  #uses = new Map<number, KeyUse[]>();
  /** The key that requests are made for. */
  key = 0;

  /** @param clock measures how long an abort takes */
  constructor(engine: Engine, clock: Clock) {
    this.#engine = engine;
    this.#clock = clock;
  }

  get status(): EngineView {
    return this.#engine.status;
  }

  get onStatus(): Event<EngineView> {
    return this.#engine.onStatus;
  }

  chat(order: ChatOrder, signal: AbortSignal): AnswerStream<ChatResult> {
    return this.#engine.chat(order, signal);
  }

  complete(
    prompt: CompletionPrompt,
    order: CompleteOrder,
    signal: AbortSignal,
  ): AnswerStream<CompleteResult, AnswerChunk> {
    const key = this.key;
    const uses = this.#uses;
    let abortedMs: number | undefined;
    const onAbort = (): void => void (abortedMs ??= this.#clock.now());
    signal.addEventListener('abort', onAbort, { once: true });
    const stream = this.#engine.complete(prompt, order, signal);
    const count = (result: CompleteResult): void => {
      const { promptTokens, evaluatedTokens, generatedTokens, lastStepMs, stop } = result;
      const freeMs = stop === 'aborted' && abortedMs !== undefined ? this.#clock.now() - abortedMs : null;
      const use: KeyUse = { promptTokens, evaluatedTokens, generatedTokens, freeMs, lastStepMs };
      uses.set(key, [...(uses.get(key) ?? []), use]);
    };
    // Who asked is told of a failure; here it is only over.
    const work = stream.done
      .then(count, () => undefined)
      .finally(() => {
        signal.removeEventListener('abort', onAbort);
        this.#running.delete(work);
      });
    this.#running.add(work);
    return stream;
  }

  /** Resolves when no request is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  usesOf(key: number): readonly KeyUse[] {
    return this.#uses.get(key) ?? [];
  }

  /** Forgets what was counted. */
  reset(): void {
    this.key = 0;
    this.#uses = new Map();
  }
}
