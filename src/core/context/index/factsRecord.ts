/**
 * One file's facts as a few bytes: numbers first, then all texts as one piece of UTF-8, because decoding one long text and slicing it is
 * several times faster than decoding many short ones. Long texts, which are most of an index, are packed; the hashes are not, so that
 * postings are made without unpacking.
 *
 * Record: length of the numbers, length of the texts before they were packed (0 where they are not), counts, name hashes (four bytes
 * each), numbers of each entry, texts.
 */
import { ByteReader } from '../../../base/byteReader';
import { ByteWriter } from '../../../base/byteWriter';
import type { Definition, DefinitionKind, FileFacts, ImportedName, ReExport } from '../../syntax/fileFacts';
import { type BytePacker, plainBytes } from './bytePacker';
import { nameHash } from './nameHash';

/** A change of this list, or of anything else here, needs a new `factsFormat`. */
const kinds: readonly DefinitionKind[] = [
  'function',
  'method',
  'class',
  'interface',
  'type',
  'enum',
  'field',
  'constant',
  'variable',
  'module',
  'macro',
];
/** Raise it with any change to how a record is written, so that records kept on disk are thrown away. */
export const factsFormat = 2;

const EXPORTED = 0x10;
const NO_CONTAINER = 0;
const OWN_CONTAINER = 1;
/** Containers from here on name an earlier definition: this many plus 2 before the one in hand. */
const FIRST_REFERENCE = 2;
/** An import's name in the module is its name in the file; its module is that of the import before. */
const SAME_NAME = 1;
const SAME_MODULE = 2;
/** Below it there is little to win: one file in five has more, and they hold four fifths of all texts. */
const MIN_PACKED_BYTES = 1_024;

/** Encodes facts; one object serves any number of files, and reuses its memory. */
export class FactsEncoder {
  readonly #packer: BytePacker;
  readonly #numbers = new ByteWriter();
  readonly #textBytes = new ByteWriter();
  readonly #record = new ByteWriter();
  readonly #texts: string[] = [];

  constructor(packer: BytePacker = plainBytes) {
    this.#packer = packer;
  }

  /** The bytes are a view: valid until the next call. */
  encode(facts: FileFacts): Uint8Array {
    const numbers = this.#numbers;
    numbers.clear();
    this.#texts.length = 0;
    const { definitions, imports, reExports } = facts;
    for (const list of [definitions, imports, reExports]) numbers.number(list.length);
    for (const { name } of definitions) numbers.fixed(nameHash('defined', name));
    for (const { name } of imports) numbers.fixed(nameHash('imported', name));
    this.#definitions(definitions);
    this.#imports(imports);
    for (const { name, imported, module } of reExports) for (const text of [name, imported, module]) this.#text(text);
    return this.#joined();
  }

  #joined(): Uint8Array {
    const [record, numbers, textBytes] = [this.#record, this.#numbers, this.#textBytes];
    textBytes.clear();
    textBytes.text(this.#texts.join(''));
    const plain = textBytes.view();
    const packed = plain.length < MIN_PACKED_BYTES ? plain : this.#packer.pack(plain);
    const isSmaller = packed.length < plain.length;
    record.clear();
    record.number(numbers.length);
    record.number(isSmaller ? plain.length : 0);
    record.bytes(numbers.view());
    record.bytes(isSmaller ? packed : plain);
    return record.view();
  }

  #text(text: string): void {
    this.#numbers.number(text.length);
    this.#texts.push(text);
  }

  #definitions(definitions: readonly Definition[]): void {
    const numbers = this.#numbers;
    const indexByPath = new Map<string, number>();
    let lastStart = 0;
    definitions.forEach((definition, index) => {
      const { name, kind, container, signature, doc, start, end, exported } = definition;
      numbers.number(kinds.indexOf(kind) | (exported ? EXPORTED : 0));
      // Most signatures hold the name, so it need not be kept twice.
      const at = signature.indexOf(name);
      numbers.number(at + 1);
      if (at < 0) this.#text(name);
      else numbers.number(name.length);
      this.#container(container, index - (indexByPath.get(container) ?? Infinity));
      this.#text(signature);
      this.#text(doc);
      numbers.signed(start - lastStart);
      numbers.signed(end - start);
      lastStart = start;
      indexByPath.set(pathOf(container, name), index);
    });
  }

  #container(container: string, distance: number): void {
    if (container === '') return this.#numbers.number(NO_CONTAINER);
    if (Number.isFinite(distance)) return this.#numbers.number(distance - 1 + FIRST_REFERENCE);
    this.#numbers.number(OWN_CONTAINER);
    this.#text(container);
  }

  #imports(imports: readonly ImportedName[]): void {
    let last = { start: 0, module: '' };
    for (const { name, imported, module, start, end } of imports) {
      const repeats = (imported === name ? SAME_NAME : 0) | (module === last.module ? SAME_MODULE : 0);
      this.#numbers.number(repeats);
      this.#text(name);
      if ((repeats & SAME_NAME) === 0) this.#text(imported);
      if ((repeats & SAME_MODULE) === 0) this.#text(module);
      this.#numbers.signed(start - last.start);
      this.#numbers.signed(end - start);
      last = { start, module };
    }
  }
}

/** `packer` is as it was when the record was encoded. @throws RangeError when the bytes are not a whole record */
export function decodeFacts(record: Uint8Array, packer: BytePacker = plainBytes): FileFacts {
  const input = new RecordInput(record, packer);
  const { numbers } = input;
  const [definitionCount, importCount, reExportCount] = [numbers.number(), numbers.number(), numbers.number()];
  numbers.take(4 * (definitionCount + importCount));
  return {
    definitions: readDefinitions(input, definitionCount),
    imports: readImports(input, importCount),
    reExports: Array.from({ length: reExportCount }, (): ReExport => {
      return { name: input.text(), imported: input.text(), module: input.text() };
    }),
  };
}

/** The hashes of all names that a record defines and imports, without decoding the rest. @throws RangeError as `decodeFacts` */
export function readNameHashes(record: Uint8Array, use: (hash: number) => void): void {
  const { numbers } = new RecordInput(record, plainBytes);
  const count = numbers.number() + numbers.number();
  numbers.number();
  for (let index = 0; index < count; index++) use(numbers.fixed());
}

/** The two halves of a record. */
class RecordInput {
  readonly numbers: ByteReader;
  readonly #packer: BytePacker;
  readonly #textBytes: Uint8Array;
  /** 0 for texts that are not packed. */
  readonly #unpackedLength: number;
  #texts: string | undefined;
  #at = 0;

  constructor(record: Uint8Array, packer: BytePacker) {
    const reader = new ByteReader(record);
    const numbersLength = reader.number();
    this.#unpackedLength = reader.number();
    this.numbers = new ByteReader(reader.take(numbersLength));
    this.#textBytes = record.subarray(reader.position);
    this.#packer = packer;
  }

  text(): string {
    this.#texts ??= this.#readTexts();
    const start = this.#at;
    this.#at += this.numbers.number();
    if (this.#at > this.#texts.length) throw new RangeError('The texts end too early.');
    return this.#texts.slice(start, this.#at);
  }

  #readTexts(): string {
    const length = this.#unpackedLength;
    const bytes = length === 0 ? this.#textBytes : this.#packer.unpack(this.#textBytes, length);
    return new ByteReader(bytes).text(bytes.length);
  }
}

function readDefinitions(input: RecordInput, count: number): Definition[] {
  const { numbers } = input;
  const definitions: Definition[] = [];
  let lastStart = 0;
  for (let index = 0; index < count; index++) {
    const flags = numbers.number();
    const kind = kinds[flags & ~EXPORTED];
    if (kind === undefined) throw new RangeError('An unknown kind of definition.');
    const nameAt = numbers.number() - 1;
    const ownName = nameAt < 0 ? input.text() : '';
    const nameLength = nameAt < 0 ? 0 : numbers.number();
    const container = readContainer(input, definitions);
    const signature = input.text();
    const name = nameAt < 0 ? ownName : signature.slice(nameAt, nameAt + nameLength);
    const doc = input.text();
    const start = lastStart + numbers.signed();
    const end = start + numbers.signed();
    lastStart = start;
    definitions.push({ name, kind, container, signature, doc, start, end, exported: (flags & EXPORTED) !== 0 });
  }
  return definitions;
}

function readContainer(input: RecordInput, before: readonly Definition[]): string {
  const code = input.numbers.number();
  if (code === NO_CONTAINER) return '';
  if (code === OWN_CONTAINER) return input.text();
  const holder = before[before.length - 1 - (code - FIRST_REFERENCE)];
  if (holder === undefined) throw new RangeError('An unknown container.');
  return pathOf(holder.container, holder.name);
}

function readImports(input: RecordInput, count: number): ImportedName[] {
  let last = { start: 0, module: '' };
  return Array.from({ length: count }, () => {
    const repeats = input.numbers.number();
    const name = input.text();
    const imported = (repeats & SAME_NAME) === 0 ? input.text() : name;
    const module = (repeats & SAME_MODULE) === 0 ? input.text() : last.module;
    const start = last.start + input.numbers.signed();
    const end = start + input.numbers.signed();
    last = { start, module };
    return { name, imported, module, start, end };
  });
}

function pathOf(container: string, name: string): string {
  return container === '' ? name : `${container}.${name}`;
}
