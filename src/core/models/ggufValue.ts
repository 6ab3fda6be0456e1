import type { ByteCursor } from './byteCursor';

export type GgufScalar = number | bigint | boolean | string;

/** A list, of which only the first few elements are kept. */
export interface GgufArray {
  readonly elementType: string;
  readonly count: number;
  readonly head: readonly GgufScalar[];
}

/** 64-bit integers are numbers where that is exact, else bigints. */
export type GgufValue = GgufScalar | GgufArray;

/** What is left to spend on one file; counted down while reading. */
export interface GgufBudget {
  keptBytes: number;
  arrayStrings: number;
}

type Fail = (problem: string) => Error;

interface ScalarFormat {
  readonly name: string;
  readonly bytes: number;
  readonly read: (cursor: ByteCursor) => GgufScalar;
}

const exact = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;

/** `gguf_type` of the GGUF specification; 8 is a string and 9 an array. */
const scalarFormats: ReadonlyMap<number, ScalarFormat> = new Map<number, ScalarFormat>([
  [0, { name: 'u8', bytes: 1, read: (cursor) => cursor.u8() }],
  [1, { name: 'i8', bytes: 1, read: (cursor) => cursor.i8() }],
  [2, { name: 'u16', bytes: 2, read: (cursor) => cursor.u16() }],
  [3, { name: 'i16', bytes: 2, read: (cursor) => cursor.i16() }],
  [4, { name: 'u32', bytes: 4, read: (cursor) => cursor.u32() }],
  [5, { name: 'i32', bytes: 4, read: (cursor) => cursor.i32() }],
  [6, { name: 'f32', bytes: 4, read: (cursor) => cursor.f32() }],
  [7, { name: 'bool', bytes: 1, read: (cursor) => cursor.u8() !== 0 }],
  [10, { name: 'u64', bytes: 8, read: (cursor) => exact(cursor.u64()) }],
  [11, { name: 'i64', bytes: 8, read: (cursor) => exact(cursor.i64()) }],
  [12, { name: 'f64', bytes: 8, read: (cursor) => cursor.f64() }],
]);
const STRING_TYPE = 8;
const ARRAY_TYPE = 9;
const HEAD_ELEMENTS = 16;
/** A chat template has a few ten thousand bytes. */
const MAX_STRING_BYTES = 1 << 20;
const MAX_HEAD_STRING_BYTES = 256;

/** Reads one metadata value of a GGUF file; `fail` makes the error for "Metadata … <problem>". Call only from the header reader. */
export async function readGgufValue(
  cursor: ByteCursor,
  type: number,
  budget: GgufBudget,
  fail: Fail,
): Promise<GgufValue> {
  if (budget.keptBytes < 0)
    throw fail('is preceded by more text than a real model has: the file is damaged or hostile.');
  if (type === STRING_TYPE) return readText(cursor, budget, fail);
  if (type === ARRAY_TYPE) return readArray(cursor, budget, fail);
  const format = scalarFormats.get(type);
  if (format === undefined) throw fail(`has the unknown type ${type}: the file is damaged or newer than Plinth.`);
  await cursor.need(format.bytes);
  return format.read(cursor);
}

async function readText(cursor: ByteCursor, budget: GgufBudget, fail: Fail): Promise<string> {
  await cursor.need(8);
  const length = readLength(cursor, fail);
  if (length > MAX_STRING_BYTES) throw fail(`claims a text of ${length} bytes: the file is damaged or hostile.`);
  budget.keptBytes -= length;
  if (budget.keptBytes < 0)
    throw fail('is preceded by more text than a real model has: the file is damaged or hostile.');
  await cursor.need(length);
  return cursor.text(length);
}

function readLength(cursor: ByteCursor, fail: Fail): number {
  const length = cursor.u64();
  if (length > BigInt(cursor.remaining))
    throw fail(`claims ${length} bytes, more than the file has left: the file is cut or damaged.`);
  return Number(length);
}

async function readArray(cursor: ByteCursor, budget: GgufBudget, fail: Fail): Promise<GgufArray> {
  await cursor.need(12);
  const type = cursor.u32();
  const claimed = cursor.u64();
  // The native loader refuses lists of lists as well.
  if (type === ARRAY_TYPE) throw fail('is a list of lists, which models do not have: the file is damaged or hostile.');
  const format = scalarFormats.get(type);
  if (format === undefined && type !== STRING_TYPE)
    throw fail(`is a list of the unknown type ${type}: the file is damaged or newer than Plinth.`);
  const elementBytes = format?.bytes ?? 8;
  if (claimed > BigInt(Math.floor(cursor.remaining / elementBytes)))
    throw fail(`claims a list of ${claimed} elements, more than the file has left: the file is cut or damaged.`);
  const count = Number(claimed);
  if (format === undefined) return { elementType: 'string', count, head: await readTexts(cursor, count, budget, fail) };
  const kept = Math.min(count, HEAD_ELEMENTS);
  await cursor.need(kept * elementBytes);
  const head = Array.from({ length: kept }, () => format.read(cursor));
  cursor.skip((count - kept) * elementBytes);
  return { elementType: format.name, count, head };
}

async function readTexts(cursor: ByteCursor, count: number, budget: GgufBudget, fail: Fail): Promise<string[]> {
  budget.arrayStrings -= count;
  if (budget.arrayStrings < 0) throw fail(`claims a list of ${count} texts: the file is damaged or hostile.`);
  const head: string[] = [];
  for (let index = 0; index < count; index++) {
    if (!cursor.has(8)) await cursor.need(8);
    const length = readLength(cursor, fail);
    if (head.length === index && index < HEAD_ELEMENTS && length <= MAX_HEAD_STRING_BYTES) {
      await cursor.need(length);
      head.push(cursor.text(length));
    } else cursor.skip(length);
  }
  return head;
}
