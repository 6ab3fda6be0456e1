import type { Clock } from '../base/clock';
import type { TextPiece } from '../protocol/engine';

/** Nobody sees what comes within one frame of a screen as two. */
const frameMs = 16;

/**
 * Sends the pieces of one answer: the first at once, and no more than one message a frame after it. A fast model writes several tokens in that
 * time, each of which would wake the editor's host.
 */
export class TextBatch {
  readonly #clock: Clock;
  readonly #send: (pieces: readonly TextPiece[]) => void;
  readonly #ended = new AbortController();
  #pieces: TextPiece[] = [];
  #sentMs = -Infinity;

  constructor(clock: Clock, send: (pieces: readonly TextPiece[]) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  add(piece: TextPiece): void {
    this.#pieces.push(piece);
    if (this.#pieces.length > 1) return;
    const waitMs = this.#sentMs + frameMs - this.#clock.now();
    if (waitMs <= 0) this.#flush();
    else void this.#clock.sleep(waitMs, this.#ended.signal).then(() => this.#flush());
  }

  /** Sends what is still here. Call it before the answer's end is told. */
  end(): void {
    this.#flush();
    this.#ended.abort();
  }

  #flush(): void {
    if (this.#pieces.length === 0) return;
    this.#send(this.#pieces);
    this.#pieces = [];
    this.#sentMs = this.#clock.now();
  }
}
