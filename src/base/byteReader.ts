// A mark at the start of the bytes is a part of the text like any other.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads what a `ByteWriter` wrote, in the same order. Every read beyond the end throws a RangeError. */
export class ByteReader {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get position(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  number(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#next();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      if (factor > 2 ** 49) throw new RangeError('A number is too long.');
    }
  }

  signed(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  fixed(): number {
    let value = 0;
    for (let factor = 1; factor <= 0x1000000; factor *= 0x100) value += this.#next() * factor;
    return value;
  }

  /** The next bytes, as a view. */
  take(length: number): Uint8Array {
    if (this.#at + length > this.bytes.length) throw new RangeError('The data ends too early.');
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }

  /** The next `length` bytes as UTF-8. */
  text(length: number): string {
    return decoder.decode(this.take(length));
  }

  #next(): number {
    const byte = this.bytes[this.#at];
    if (byte === undefined) throw new RangeError('The data ends too early.');
    this.#at++;
    return byte;
  }
}
