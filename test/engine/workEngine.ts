import type { Event } from '../../src/base/event';
import { Emitter } from '../../src/base/event';
import type { AnswerStream, ChatOrder, Engine, EngineView } from '../../src/core/ports';
import type { EngineWork } from '../../src/engine/engineWork';
import type { ChatResult, CompleteLimits, CompleteResult, CompletionPrompt } from '../../src/protocol/engine';

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

  complete(prompt: CompletionPrompt, limits: CompleteLimits, signal: AbortSignal): AnswerStream<CompleteResult> {
    const params = { id: ++this.#id, lane: 'typing', prompt, limits } as const;
    return streamOf((onText) => this.#work.complete(params, onText, signal));
  }

  chat({ lane, messages, answerTokens }: ChatOrder, signal: AbortSignal): AnswerStream<ChatResult> {
    const params = { id: ++this.#id, lane, messages, answerTokens };
    return streamOf((onText) => this.#work.chat(params, onText, signal));
  }
}

function streamOf<R>(run: (onText: (text: string) => void) => Promise<R>): AnswerStream<R> {
  const queue: string[] = [];
  let wake = (): void => undefined;
  let isOver = false;
  const done = run((text) => {
    queue.push(text);
    wake();
  }).finally(() => {
    isOver = true;
    wake();
  });
  async function* chunks(): AsyncGenerator<string> {
    for (;;) {
      const chunk = queue.shift();
      if (chunk !== undefined) yield chunk;
      else if (isOver) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return { chunks: chunks(), done };
}
