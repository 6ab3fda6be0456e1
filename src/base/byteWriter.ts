/** Writes small whole numbers and texts behind each other, each in as few bytes as it needs. Read them back with `ByteReader`. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;
  readonly #encoder = new TextEncoder();

  constructor(capacity = 1_024) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** A whole number from 0 to 2^53 - 1, in groups of seven bits, the lowest first. */
  number(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A whole number that may be below zero. */
  signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Exactly four bytes, for a number below 2^32. */
  fixed(value: number): void {
    this.#reserve(4);
    for (let shift = 0; shift < 32; shift += 8) this.#bytes[this.#length++] = (value >>> shift) & 0xff;
  }

  /** The text as UTF-8 without its length. Lone surrogates become U+FFFD, which is as long as they are. */
  text(value: string): void {
    this.#reserve(3 * value.length);
    this.#length += this.#encoder.encodeInto(value, this.#bytes.subarray(this.#length)).written;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** What was written since the last `clear`, as a view: valid until the next write. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#length + bytes, 2 * this.#bytes.length));
    larger.set(this.view());
    this.#bytes = larger;
  }
}
