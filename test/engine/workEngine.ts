import type { Event } from '../../src/base/event';
import { Emitter } from '../../src/base/event';
import type { AnswerStream, ChatOrder, CompleteOrder, Engine, EngineView } from '../../src/core/ports';
import type { EngineWork } from '../../src/engine/engineWork';
import type { AnswerChunk, ChatResult, CompleteResult, CompletionPrompt } from '../../src/protocol/engine';

/** The engine port over a model side in this process: no socket, so that nothing depends on how fast a text travels. */
export class WorkEngine implements Engine {
  readonly #work: EngineWork;
  readonly #statuses = new Emitter<EngineView>();
  readonly onStatus: Event<EngineView> = this.#statuses.event;
  #id = 0;

  constructor(work: EngineWork) {
    this.#work = work;
    work.onStatus(() => this.#statuses.fire(this.status));
  }

  get status(): EngineView {
    return { state: 'ready', engine: this.#work.status };
  }

  complete(
    prompt: CompletionPrompt,
    { lane = 'typing', ...limits }: CompleteOrder,
    signal: AbortSignal,
  ): AnswerStream<CompleteResult, AnswerChunk> {
    const params = { id: ++this.#id, lane, prompt, limits };
    return streamOf<CompleteResult, AnswerChunk>((push) =>
      this.#work.complete(params, (text, probability) => push({ text, probability }), signal),
    );
  }

  chat(order: ChatOrder, signal: AbortSignal): AnswerStream<ChatResult> {
    const params = { id: ++this.#id, ...order };
    return streamOf<ChatResult, string>((push) => this.#work.chat(params, push, signal));
  }
}

function streamOf<R, C>(run: (push: (chunk: C) => void) => Promise<R>): AnswerStream<R, C> {
  const queue: C[] = [];
  let wake = (): void => undefined;
  let isOver = false;
  const done = run((chunk) => {
    queue.push(chunk);
    wake();
  }).finally(() => {
    isOver = true;
    wake();
  });
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
