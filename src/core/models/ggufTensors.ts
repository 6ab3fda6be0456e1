import { PlainError } from '../../base/errors';
import type { ByteCursor } from './byteCursor';
import { type TensorFormat, tensorFormats } from './tensorFormats';

/** What the tensor list of a GGUF file adds up to. */
export interface GgufTensors {
  readonly parameters: number;
  /** Bytes of tensor data, the gaps for alignment included, counted from the data offset. */
  readonly bytes: number;
  /** Number of tensors by the name of their format. */
  readonly formats: ReadonlyMap<string, number>;
  /** Elements of one row (the first dimension) by the name of the tensor. */
  readonly rows: ReadonlyMap<string, number>;
}

/** GGML_MAX_NAME and GGML_MAX_DIMS of llama.cpp; its name limit counts a closing zero byte. */
const MAX_NAME_BYTES = 63;
const MAX_DIMENSIONS = 4;

interface TensorEntry {
  readonly name: string;
  readonly format: TensorFormat;
  readonly row: number;
  readonly elements: number;
  readonly bytes: number;
  readonly offset: bigint;
}

/**
 * Reads and checks the tensor list: names, dimensions, formats, and offsets, which must follow each other without a gap other than the
 * alignment (the native loader asks for the same). Sizes are exact up to 2^53. Call only from the header reader.
 */
export async function readGgufTensors(cursor: ByteCursor, count: number, alignment: number): Promise<GgufTensors> {
  const rows = new Map<string, number>();
  const formats = new Map<string, number>();
  let parameters = 0;
  let paddedBytes = 0;
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const tensor = await readTensor(cursor, index);
    if (rows.has(tensor.name)) throw damaged(`names the tensor ${index} twice`);
    if (tensor.offset !== BigInt(paddedBytes))
      throw damaged(`places tensor ${index} at ${tensor.offset} where ${paddedBytes} is expected`);
    rows.set(tensor.name, tensor.row);
    formats.set(tensor.format.name, (formats.get(tensor.format.name) ?? 0) + 1);
    parameters += tensor.elements;
    bytes = paddedBytes + tensor.bytes;
    paddedBytes = Math.ceil(bytes / alignment) * alignment;
    if (paddedBytes > Number.MAX_SAFE_INTEGER) throw damaged('claims an impossible amount of weights');
  }
  return { parameters, bytes, formats, rows };
}

async function readTensor(cursor: ByteCursor, index: number): Promise<TensorEntry> {
  await cursor.need(8);
  const nameBytes = cursor.u64();
  if (nameBytes === 0n || nameBytes > BigInt(MAX_NAME_BYTES)) throw damaged(`has a tensor name of ${nameBytes} bytes`);
  await cursor.need(Number(nameBytes) + 4);
  const name = cursor.text(Number(nameBytes));
  const dimensions = cursor.u32();
  if (dimensions === 0 || dimensions > MAX_DIMENSIONS)
    throw damaged(`has tensor ${index} with ${dimensions} dimensions`);
  await cursor.need(dimensions * 8 + 12);
  let elements = 1n;
  let row = 0n;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const extent = cursor.u64();
    if (dimension === 0) row = extent;
    elements *= extent;
    if (extent === 0n || elements > BigInt(Number.MAX_SAFE_INTEGER))
      throw damaged(`has tensor ${index} with impossible dimensions`);
  }
  const type = cursor.u32();
  const format = tensorFormats.get(type);
  if (format === undefined)
    throw new PlainError(
      'modelUnusable',
      `The model file has weights in the unknown format ${type}: it is damaged, too old or newer than Plinth.`,
      'Choose a file with a common format, such as Q4_K_M.',
    );
  if (row % BigInt(format.blockElements) !== 0n)
    throw damaged(`has tensor ${index} with rows that do not fit its format ${format.name}`);
  const bytes = (elements / BigInt(format.blockElements)) * BigInt(format.blockBytes);
  if (bytes > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(`has tensor ${index} with an impossible size`);
  return {
    name,
    format,
    row: Number(row),
    elements: Number(elements),
    bytes: Number(bytes),
    offset: cursor.u64(),
  };
}

function damaged(problem: string): PlainError {
  return new PlainError(
    'modelUnusable',
    `The model file ${problem}: it is damaged or hostile.`,
    'Download the file again, or choose another model.',
  );
}
