/** Reads `length` bytes at `offset` of a file; fewer only where the file ends. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

const WINDOW_BYTES = 1 << 16;
const textDecoder = new TextDecoder('utf-8');

/**
 * Little-endian reading of a file front to back through one window of 64 KiB. Call `need(n)` before synchronous reads of up to `n` bytes in
 * all; `n` is bounded by the caller, never by what the file claims. Nothing outside [0, fileBytes) is ever asked for.
 */
export class ByteCursor {
  readonly #read: ReadBytes;
  readonly #fileBytes: number;
  readonly #onEnd: (problem: string) => Error;
  #window = new Uint8Array(0);
  #view = new DataView(this.#window.buffer);
  #windowStart = 0;
  #offset = 0;

  /** `onEnd` makes the error that is thrown when the file ends too early or cannot be read. */
  constructor(read: ReadBytes, fileBytes: number, onEnd: (problem: string) => Error) {
    this.#read = read;
    this.#fileBytes = fileBytes;
    this.#onEnd = onEnd;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#fileBytes - this.#offset;
  }

  /** True when the next `bytes` bytes are readable already: in a long list this saves a wait for each element. */
  has(bytes: number): boolean {
    const at = this.#offset - this.#windowStart;
    return at + bytes <= this.#window.length;
  }

  /** Makes the next `bytes` bytes readable; throws the owner's error when the file has fewer. */
  async need(bytes: number): Promise<void> {
    if (this.has(bytes)) return;
    if (bytes > this.remaining) throw this.#onEnd(`ends at byte ${this.#fileBytes}`);
    const length = Math.min(Math.max(bytes, WINDOW_BYTES), this.remaining);
    let got: Uint8Array;
    try {
      got = await this.#read(this.#offset, length);
    } catch (error) {
      throw this.#onEnd(
        `cannot be read at byte ${this.#offset}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (got.length < bytes) throw this.#onEnd(`ends at byte ${this.#offset + got.length}`);
    // A copy: the reader may hand out a buffer that it uses again.
    this.#window = new Uint8Array(got.subarray(0, length));
    this.#view = new DataView(this.#window.buffer);
    this.#windowStart = this.#offset;
  }

  /** Moves on without reading; throws the owner's error beyond the end of the file. */
  skip(bytes: number): void {
    if (bytes > this.remaining) throw this.#onEnd(`ends at byte ${this.#fileBytes}`);
    this.#offset += bytes;
  }

  u8 = (): number => this.#view.getUint8(this.#take(1));
  i8 = (): number => this.#view.getInt8(this.#take(1));
  u16 = (): number => this.#view.getUint16(this.#take(2), true);
  i16 = (): number => this.#view.getInt16(this.#take(2), true);
  u32 = (): number => this.#view.getUint32(this.#take(4), true);
  i32 = (): number => this.#view.getInt32(this.#take(4), true);
  f32 = (): number => this.#view.getFloat32(this.#take(4), true);
  f64 = (): number => this.#view.getFloat64(this.#take(8), true);
  u64 = (): bigint => this.#view.getBigUint64(this.#take(8), true);
  i64 = (): bigint => this.#view.getBigInt64(this.#take(8), true);

  /** UTF-8 text; bytes that are not become U+FFFD. */
  text(bytes: number): string {
    const start = this.#take(bytes);
    return textDecoder.decode(this.#window.subarray(start, start + bytes));
  }

  #take(bytes: number): number {
    const at = this.#offset - this.#windowStart;
    if (at < 0 || at + bytes > this.#window.length) throw new RangeError('read without need()');
    this.#offset += bytes;
    return at;
  }
}
