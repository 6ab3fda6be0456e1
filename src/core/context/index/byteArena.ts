const CHUNK_BYTES = 1 << 20;

/** Where a piece lies. */
export interface ArenaPlace {
  readonly chunk: number;
  readonly offset: number;
  readonly length: number;
}

interface Chunk {
  bytes: Uint8Array;
  used: number;
  live: number;
}

/**
 * Keeps many small byte strings in few large ones, because each array of its own would cost some hundred bytes more. Room of what was
 * freed is won back chunk by chunk: ask for `wastefulChunk` now and then, put its pieces anew and free the old ones.
 */
export class ByteArena {
  readonly #chunks = new Map<number, Chunk>();
  #last: Chunk | undefined;
  #lastNumber = -1;

  /** Copies the piece in. */
  put(piece: Uint8Array): ArenaPlace {
    const chunk = this.#chunkWithRoom(piece.length);
    const offset = chunk.used;
    chunk.bytes.set(piece, offset);
    chunk.used += piece.length;
    chunk.live += piece.length;
    return { chunk: this.#lastNumber, offset, length: piece.length };
  }

  /** A view: valid until the piece is freed. */
  get({ chunk, offset, length }: ArenaPlace): Uint8Array {
    return this.#chunks.get(chunk)?.bytes.subarray(offset, offset + length) ?? new Uint8Array(0);
  }

  free({ chunk: number, length }: ArenaPlace): void {
    const chunk = this.#chunks.get(number);
    if (chunk === undefined) return;
    chunk.live -= length;
    if (chunk.live === 0 && chunk !== this.#last) this.#chunks.delete(number);
  }

  /** A chunk of which less than half is in use; `undefined` when there is none. */
  wastefulChunk(): number | undefined {
    for (const [number, chunk] of this.#chunks)
      if (chunk !== this.#last && 2 * chunk.live < chunk.bytes.length) return number;
    return undefined;
  }

  #chunkWithRoom(length: number): Chunk {
    if (this.#last !== undefined && this.#last.used + length <= this.#last.bytes.length) return this.#last;
    if (this.#last?.live === 0) this.#chunks.delete(this.#lastNumber);
    this.#last = { bytes: new Uint8Array(Math.max(CHUNK_BYTES, length)), used: 0, live: 0 };
    this.#lastNumber++;
    this.#chunks.set(this.#lastNumber, this.#last);
    return this.#last;
  }
}
