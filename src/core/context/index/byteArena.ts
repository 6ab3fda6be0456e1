/** Also the factor of the chunk's number in a place: no piece begins later. */
const CHUNK_BYTES = 1 << 20;
/** In front of each piece, its length. */
const HEAD_BYTES = 4;

/** Where a piece lies: the number of its chunk times `CHUNK_BYTES`, plus its offset. One number, because there is one for each file. */
export type ArenaPlace = number;

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
    const length = HEAD_BYTES + piece.length;
    const chunk = this.#chunkWithRoom(length);
    const offset = chunk.used;
    viewOf(chunk).setUint32(offset, piece.length);
    chunk.bytes.set(piece, offset + HEAD_BYTES);
    chunk.used += length;
    chunk.live += length;
    return this.#lastNumber * CHUNK_BYTES + offset;
  }

  /** A view: valid until the piece is freed. */
  get(place: ArenaPlace): Uint8Array {
    const chunk = this.#chunks.get(chunkOf(place));
    if (chunk === undefined) return new Uint8Array(0);
    const offset = place % CHUNK_BYTES;
    const start = offset + HEAD_BYTES;
    return chunk.bytes.subarray(start, start + viewOf(chunk).getUint32(offset));
  }

  free(place: ArenaPlace): void {
    const number = chunkOf(place);
    const chunk = this.#chunks.get(number);
    if (chunk === undefined) return;
    chunk.live -= HEAD_BYTES + viewOf(chunk).getUint32(place % CHUNK_BYTES);
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

/** The number of the chunk that a piece lies in. */
export function chunkOf(place: ArenaPlace): number {
  return Math.floor(place / CHUNK_BYTES);
}

function viewOf({ bytes }: Chunk): DataView {
  return new DataView(bytes.buffer);
}
