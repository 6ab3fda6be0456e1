import type { AnswerStream } from '../core/ports';

/**
 * The writing side of an answer: pushes text, then settles once. The reading side is `stream`: its chunks wait in a queue until somebody
 * iterates, and simply end when the answer ends, fails or is aborted; `done` says which. A reader who stops early aborts the request.
 */
export class AnswerChannel<R, C> {
  readonly stream: AnswerStream<R, C>;
  readonly #queue: C[] = [];
  #ended = false;
  readonly #waiting: (() => void)[] = [];
  #resolve: (result: R) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(abort: () => void) {
    const done = new Promise<R>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A reader who only wants the text must not bring the process down; whoever awaits `done` still sees the error.
    done.catch(() => undefined);
    this.stream = { chunks: { [Symbol.asyncIterator]: () => this.#iterate(abort) }, done };
  }

  /** Adds text; ignored after the end, so that text which was on its way during an abort never shows. */
  push(chunk: C): void {
    if (this.#ended) return;
    this.#queue.push(chunk);
    this.#wake();
  }

  /** Call when nobody wants the answer any more: the text ends at once, without what was not read yet, while `done` waits for the counts. */
  abort(): void {
    this.#queue.length = 0;
    this.#endText();
  }

  finish(result: R): void {
    this.#endText();
    this.#resolve(result);
  }

  fail(error: unknown): void {
    this.#endText();
    this.#reject(error);
  }

  #endText(): void {
    this.#ended = true;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #iterate(abort: () => void): AsyncIterator<C> {
    return {
      next: async () => {
        for (;;) {
          const chunk = this.#queue.shift();
          if (chunk !== undefined) return { done: false, value: chunk };
          if (this.#ended) return { done: true, value: undefined };
          await new Promise<void>((resolve) => this.#waiting.push(resolve));
        }
      },
      return: () => {
        this.#queue.length = 0;
        if (!this.#ended) abort();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }
}
