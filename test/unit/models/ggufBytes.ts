/** Builds GGUF files by hand, right or wrong, for the tests of everything that reads them. */
export type Field =
  | { readonly u8: number }
  | { readonly u32: number }
  | { readonly u64: bigint | number }
  | { readonly raw: Uint8Array | string };

export function bytesOf(fields: readonly Field[]): Uint8Array {
  const parts = fields.map(encode);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function encode(field: Field): Uint8Array {
  if ('raw' in field) return typeof field.raw === 'string' ? new TextEncoder().encode(field.raw) : field.raw;
  const view = new DataView(new ArrayBuffer('u8' in field ? 1 : 'u32' in field ? 4 : 8));
  if ('u8' in field) view.setUint8(0, field.u8);
  else if ('u32' in field) view.setUint32(0, field.u32, true);
  else view.setBigUint64(0, BigInt(field.u64), true);
  return new Uint8Array(view.buffer);
}

export function text(value: string): Field[] {
  const raw = new TextEncoder().encode(value);
  return [{ u64: raw.length }, { raw }];
}

export const stringKey = (key: string, value: string): Field[] => [...text(key), { u32: 8 }, ...text(value)];
export const u32Key = (key: string, value: number): Field[] => [...text(key), { u32: 4 }, { u32: value }];
export const stringsKey = (key: string, values: readonly string[]): Field[] => [
  ...text(key),
  { u32: 9 },
  { u32: 8 },
  { u64: values.length },
  ...values.flatMap(text),
];

export interface TensorSpec {
  readonly name: string;
  readonly dimensions: readonly (number | bigint)[];
  readonly format: number;
  readonly offset: number | bigint;
}

const tensorFields = (tensor: TensorSpec): Field[] => [
  ...text(tensor.name),
  { u32: tensor.dimensions.length },
  ...tensor.dimensions.map((extent) => ({ u64: extent })),
  { u32: tensor.format },
  { u64: tensor.offset },
];

export interface GgufSpec {
  readonly magic?: string;
  readonly version?: number;
  readonly tensorCount?: number | bigint;
  readonly keyCount?: number | bigint;
  readonly keys?: readonly Field[][];
  readonly tensors?: readonly TensorSpec[];
  readonly alignment?: number;
  /** Bytes of tensor data after the header. */
  readonly dataBytes?: number;
}

export const architectureKey = stringKey('general.architecture', 'qwen2');
export const modelKeys: readonly Field[][] = [
  architectureKey,
  stringKey('tokenizer.ggml.model', 'gpt2'),
  stringsKey(
    'tokenizer.ggml.tokens',
    Array.from({ length: 40 }, (_, index) => `token${index}`),
  ),
];

/** 8 x 32 F32: 1,024 bytes. */
export const firstTensor: TensorSpec = { name: 'token_embd.weight', dimensions: [8, 32], format: 0, offset: 0 };
/** One row of Q4_0: 18 bytes. */
export const secondTensor: TensorSpec = { name: 'output.weight', dimensions: [32], format: 2, offset: 1024 };
const twoTensors: readonly TensorSpec[] = [firstTensor, secondTensor];

/** A small right file unless `spec` says otherwise. */
export function ggufBytes(spec: GgufSpec = {}): Uint8Array {
  const keys = spec.keys ?? modelKeys;
  const tensors = spec.tensors ?? twoTensors;
  const header = bytesOf([
    { raw: spec.magic ?? 'GGUF' },
    { u32: spec.version ?? 3 },
    { u64: spec.tensorCount ?? tensors.length },
    { u64: spec.keyCount ?? keys.length },
    ...keys.flat(),
    ...tensors.flatMap(tensorFields),
  ]);
  const alignment = spec.alignment ?? 32;
  const padding = (alignment - (header.length % alignment)) % alignment;
  return bytesOf([{ raw: header }, { raw: new Uint8Array(padding + (spec.dataBytes ?? 1042)) }]);
}

/** A reader over `bytes` that fails the test when it is asked for anything outside of them. */
export function strictReader(bytes: Uint8Array): {
  read: (offset: number, length: number) => Promise<Uint8Array>;
  largest: () => number;
  total: () => number;
} {
  let largest = 0;
  let total = 0;
  return {
    read: (offset, length) => {
      const inside = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
      if (!inside || offset + length > bytes.length) throw new Error(`OUT OF BOUNDS ${offset}+${length}`);
      largest = Math.max(largest, length);
      total += length;
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
    largest: () => largest,
    total: () => total,
  };
}
