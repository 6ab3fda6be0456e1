import type { AnswerStream } from '../../../../src/core/ports';
import type { ChatResult, StopReason } from '../../../../src/protocol/engine';

/** All promise callbacks that are due have run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An answer that a test writes piece by piece; an abort ends it. */
export class OpenStream {
  readonly stream: AnswerStream<ChatResult>;
  readonly #pieces: string[] = [];
  #isOver = false;
  #resolve: (result: ChatResult) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  #wake = (): void => undefined;

  constructor(signal: AbortSignal) {
    const done = new Promise<ChatResult>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.stream = { chunks: this.#chunks(), done };
    signal.addEventListener('abort', () => void this.end('aborted'));
  }

  async write(text: string): Promise<void> {
    this.#pieces.push(text);
    this.#wake();
    await settled();
  }

  async end(stop: StopReason = 'end'): Promise<void> {
    this.#resolve({ stop, promptTokens: 1, generatedTokens: 1 } as ChatResult);
    await this.#over();
  }

  async fail(error: Error): Promise<void> {
    this.#reject(error);
    await this.#over();
  }

  async #over(): Promise<void> {
    this.#isOver = true;
    this.#wake();
    await settled();
  }

  async *#chunks(): AsyncIterable<string> {
    for (;;) {
      const next = this.#pieces.shift();
      if (next !== undefined) yield next;
      else if (this.#isOver) return;
      else await new Promise<void>((awake) => (this.#wake = awake));
    }
  }
}
