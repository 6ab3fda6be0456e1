/** Writes GGUF version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md), just enough for a small test model. */
export type MetadataValue =
  | { readonly u32: number }
  | { readonly f32: number }
  | { readonly bool: boolean }
  | { readonly string: string }
  | { readonly strings: readonly string[] }
  | { readonly i32s: readonly number[] };

export interface TensorToWrite {
  readonly name: string;
  /** Fastest-moving dimension first, as GGUF has it. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly type: 'f32' | 'f16';
}

const alignment = 32;
const valueType = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;
const tensorType = { f32: 0, f16: 1 } as const;

export function writeGguf(metadata: ReadonlyMap<string, MetadataValue>, tensors: readonly TensorToWrite[]): Uint8Array {
  const header = new ByteWriter();
  header.bytes(new TextEncoder().encode('GGUF'));
  header.u32(3);
  header.u64(tensors.length);
  header.u64(metadata.size);
  for (const [key, value] of metadata) {
    header.string(key);
    writeValue(header, value);
  }
  let offset = 0;
  const data = tensors.map((tensor) => {
    header.string(tensor.name);
    header.u32(tensor.shape.length);
    for (const size of tensor.shape) header.u64(size);
    header.u32(tensorType[tensor.type]);
    header.u64(offset);
    const bytes = tensor.type === 'f16' ? toHalves(tensor.values) : new Uint8Array(tensor.values.slice().buffer);
    offset += padded(bytes.length);
    return bytes;
  });
  header.pad();
  for (const bytes of data) {
    header.bytes(bytes);
    header.pad();
  }
  return header.take();
}

function writeValue(to: ByteWriter, value: MetadataValue): void {
  if ('u32' in value) {
    to.u32(valueType.u32);
    to.u32(value.u32);
  } else if ('f32' in value) {
    to.u32(valueType.f32);
    to.bytes(new Uint8Array(Float32Array.of(value.f32).buffer));
  } else if ('bool' in value) {
    to.u32(valueType.bool);
    to.bytes(Uint8Array.of(value.bool ? 1 : 0));
  } else if ('string' in value) {
    to.u32(valueType.string);
    to.string(value.string);
  } else if ('strings' in value) {
    to.u32(valueType.array);
    to.u32(valueType.string);
    to.u64(value.strings.length);
    for (const text of value.strings) to.string(text);
  } else {
    to.u32(valueType.array);
    to.u32(valueType.i32);
    to.u64(value.i32s.length);
    to.bytes(new Uint8Array(Int32Array.from(value.i32s).buffer));
  }
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

/** Rounds toward zero; the weights here are small integers or far from the edges of the format. */
function toHalves(values: Float32Array): Uint8Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  bits.forEach((word, index) => {
    const exponent = ((word >>> 23) & 0xff) - 127 + 15;
    const sign = (word >>> 16) & 0x8000;
    halves[index] = exponent <= 0 ? sign : sign | (exponent << 10) | ((word >>> 13) & 0x3ff);
  });
  return new Uint8Array(halves.buffer);
}

class ByteWriter {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  bytes(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  u32(value: number): void {
    this.bytes(new Uint8Array(Uint32Array.of(value).buffer));
  }

  u64(value: number): void {
    this.bytes(new Uint8Array(BigUint64Array.of(BigInt(value)).buffer));
  }

  string(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.u64(bytes.length);
    this.bytes(bytes);
  }

  pad(): void {
    this.bytes(new Uint8Array(padded(this.#length) - this.#length));
  }

  take(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}
