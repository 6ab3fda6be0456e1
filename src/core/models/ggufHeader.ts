import { PlainError } from '../../base/errors';
import { ByteCursor, type ReadBytes } from './byteCursor';
import { readGgufTensors, type GgufTensors } from './ggufTensors';
import { readGgufValue, type GgufBudget, type GgufValue } from './ggufValue';

export interface GgufHeader {
  readonly version: number;
  readonly tensorCount: number;
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: GgufTensors;
  /** Where the tensor data begins in the file. */
  readonly dataOffset: number;
  /** Size that the header says the file has at least; never more than the real size. */
  readonly neededBytes: number;
}

const CURE_AGAIN = 'Download the file again, or choose another model.';
/** Far above real models (hundreds to a few thousand tensors, tens of keys), far below what would hurt. */
const MAX_TENSORS = 65_536;
const MAX_KEYS = 4_096;
/** The specification's own limit for a key. */
const MAX_KEY_BYTES = 65_535;
/** Smallest possible entries: 8 (length) + 1 (name) + 4 (type) + 1 (value); 8 + 1 + 4 (dimension count) + 8 + 4 (type) + 8 (offset). */
const MIN_KEY_ENTRY_BYTES = 14;
const MIN_TENSOR_ENTRY_BYTES = 33;
const DEFAULT_ALIGNMENT = 32;
const MAX_ALIGNMENT = 1 << 20;
const MAX_KEPT_BYTES = 8 << 20;
const MAX_ARRAY_STRINGS = 16_000_000;

/**
 * Reads and checks the header of a GGUF file before a native loader sees it: magic, version, counts, types, lengths, and that every tensor
 * lies aligned, in order and inside the file. `read` is only asked for ranges inside [0, fileBytes). Memory stays under about 20 MB and
 * nothing is allocated by a length that the file merely claims; large arrays (the vocabulary) are walked over and kept as a count and a head.
 * @throws PlainError `modelUnusable`, and nothing else, with what is wrong with the file and the cure.
 */
export async function readGgufHeader(read: ReadBytes, fileBytes: number): Promise<GgufHeader> {
  const cursor = new ByteCursor(read, fileBytes, (problem) =>
    unusable(`The model file ${problem}, in the middle of its header: it is cut or damaged.`),
  );
  const version = await readVersion(cursor, fileBytes);
  await cursor.need(16);
  const tensorCount = checkedCount(
    cursor.u64(),
    'tensors',
    MAX_TENSORS,
    Math.floor(cursor.remaining / MIN_TENSOR_ENTRY_BYTES),
  );
  const keyCount = checkedCount(
    cursor.u64(),
    'metadata keys',
    MAX_KEYS,
    Math.floor(cursor.remaining / MIN_KEY_ENTRY_BYTES),
  );
  if (tensorCount === 0)
    throw unusable('The model file holds no weights, only metadata or a vocabulary.', 'Choose a complete model file.');
  const metadata = await readMetadata(cursor, keyCount);
  refuseSplit(metadata);
  const alignment = alignmentOf(metadata);
  const tensors = await readGgufTensors(cursor, tensorCount, alignment);
  const dataOffset = Math.ceil(cursor.offset / alignment) * alignment;
  const neededBytes = dataOffset + tensors.bytes;
  if (neededBytes > fileBytes)
    throw unusable(`The model file is cut: it has ${fileBytes} of at least ${neededBytes} bytes.`);
  return { version, tensorCount, metadata, tensors, dataOffset, neededBytes };
}

async function readVersion(cursor: ByteCursor, fileBytes: number): Promise<number> {
  if (fileBytes === 0) throw unusable('The model file is empty.');
  const start = Math.min(fileBytes, 16);
  await cursor.need(start);
  const magic = cursor.text(Math.min(start, 4));
  if (magic !== 'GGUF') throw unusable(`The file is not a GGUF model${foreignKind(magic)}.`, foreignCure(magic));
  if (fileBytes < 24) throw unusable(`The model file is cut: it has ${fileBytes} bytes, less than a header.`);
  await cursor.need(4);
  const version = cursor.u32();
  if (version === 2 || version === 3) return version;
  if (version !== 0 && (version & 0xffff) === 0)
    throw unusable(
      'The model file is a big-endian GGUF, made for other processors.',
      'Choose the little-endian file of this model.',
    );
  const cure = version === 1 ? 'Convert it again with a current llama.cpp.' : 'Update Plinth, or choose another model.';
  throw unusable(`The model file has GGUF version ${version}; Plinth reads versions 2 and 3.`, cure);
}

const foreignKinds: readonly (readonly [start: RegExp, kind: string])[] = [
  [/^vers/, ' but a pointer of Git LFS; the weights themselves are not there'],
  [/^(<!|<ht|<HT|<\?x)/, ' but a web page'],
  [/^PK/, ' but a zip archive or a PyTorch file'],
  [/^(lmgg|fmgg|tjgg|algg)/, ' but one of the GGML formats that came before'],
  [/^\{/, ' but a JSON text'],
];

function foreignKind(magic: string): string {
  return foreignKinds.find(([start]) => start.test(magic))?.[1] ?? '';
}

function foreignCure(magic: string): string {
  return /^(vers|<)/.test(magic)
    ? 'Download the file itself, for example with "plinth models pull".'
    : 'Choose a file whose name ends in .gguf.';
}

function checkedCount(claimed: bigint, what: string, most: number, fitting: number): number {
  if (claimed > BigInt(most))
    throw unusable(`The model file claims ${claimed} ${what}, which no real model has: it is damaged or hostile.`);
  if (claimed > BigInt(fitting))
    throw unusable(`The model file claims ${claimed} ${what}, more than its size can hold: it is cut or damaged.`);
  return Number(claimed);
}

async function readMetadata(cursor: ByteCursor, keyCount: number): Promise<Map<string, GgufValue>> {
  const metadata = new Map<string, GgufValue>();
  const budget: GgufBudget = { keptBytes: MAX_KEPT_BYTES, arrayStrings: MAX_ARRAY_STRINGS };
  for (let index = 0; index < keyCount; index++) {
    await cursor.need(8);
    const length = cursor.u64();
    if (length === 0n || length > BigInt(MAX_KEY_BYTES))
      throw unusable(`The model file has a metadata key of ${length} bytes: it is damaged or hostile.`);
    budget.keptBytes -= Number(length);
    await cursor.need(Number(length) + 4);
    const key = cursor.text(Number(length));
    if (metadata.has(key))
      throw unusable(`The model file names the metadata key "${shown(key)}" twice: it is damaged or hostile.`);
    const type = cursor.u32();
    metadata.set(
      key,
      await readGgufValue(cursor, type, budget, (problem) =>
        unusable(`Metadata "${shown(key)}" of the model file ${problem}`),
      ),
    );
  }
  return metadata;
}

/** Only the first part would be checked here, and the loader would open the others by their names. */
function refuseSplit(metadata: ReadonlyMap<string, GgufValue>): void {
  const parts = metadata.get('split.count');
  if (typeof parts === 'number' && parts > 1)
    throw unusable(`The model file is one of ${parts} parts.`, 'Merge them first with "llama-gguf-split --merge".');
}

function alignmentOf(metadata: ReadonlyMap<string, GgufValue>): number {
  const value = metadata.get('general.alignment') ?? DEFAULT_ALIGNMENT;
  const isPowerOfTwo =
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value > 0 &&
    value <= MAX_ALIGNMENT &&
    (value & (value - 1)) === 0;
  if (!isPowerOfTwo)
    throw unusable(`The model file has the impossible alignment ${describe(value)}: it is damaged or hostile.`);
  return value;
}

function describe(value: GgufValue): string {
  return typeof value === 'object' ? 'of a list' : shown(String(value));
}

/** Text from the file, safe to put into a message: the editor would make a link of [text](address). */
function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]|[[\]()]/g, '?').slice(0, 60);
}

function unusable(message: string, cure: string = CURE_AGAIN): PlainError {
  return new PlainError('modelUnusable', message, cure);
}
