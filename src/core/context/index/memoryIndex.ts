import { nearnessOf } from '../paths';
import { Lru } from '../../../base/lru';
import type { FileFacts } from '../../syntax/fileFacts';
import { type ArenaPlace, ByteArena, chunkOf } from './byteArena';
import { type BytePacker, plainBytes } from './bytePacker';
import { decodeFacts, FactsEncoder, readNameHashes } from './factsRecord';
import type { FileIndex, LocatedDefinition } from './fileIndex';
import { nameHash, type NameRole } from './nameHash';
import { NamePostings } from './namePostings';

/** Files whose facts are kept decoded. */
const maxDecoded = 64;
/** Names such as `constructor` are in thousands of files; nobody looks at that many. */
const maxFilesOfName = 500;
/** Files whose definitions of one name are told, the nearest. */
const maxDefiningFiles = 16;
/** In place of that of a file that is gone; a number too, because V8 keeps an array of nothing else in eight bytes each. */
const noPlace: ArenaPlace = -1;
/** Freed numbers are won back when there are this many, and more of them than files. */
const minFreed = 1_024;

/**
 * The index of one root folder in memory: one packed record for each file, decoded on demand, and postings from names to files. Lookups by
 * name look at no more than 500 files.
 */
export class MemoryIndex implements FileIndex {
  readonly #packer: BytePacker;
  readonly #encoder: FactsEncoder;
  readonly #arena = new ByteArena();
  readonly #postings = new NamePostings();
  /** File numbers by path. A file that is put again gets a new number, which makes its old postings void. */
  readonly #numbers = new Map<string, number>();
  #paths: (string | undefined)[] = [];
  #places: ArenaPlace[] = [];
  readonly #decoded = new Lru<string, FileFacts>(maxDecoded);

  /** `packer` makes the records of large files smaller. Records are taken over only from an index with the same one. */
  constructor(packer: BytePacker = plainBytes) {
    this.#packer = packer;
    this.#encoder = new FactsEncoder(packer);
  }

  get size(): number {
    return this.#numbers.size;
  }

  has(path: string): boolean {
    return this.#numbers.has(path);
  }

  paths(): Iterable<string> {
    return this.#numbers.keys();
  }

  facts(path: string): FileFacts | undefined {
    const known = this.#decoded.get(path);
    if (known !== undefined) return known;
    const record = this.record(path);
    if (record === undefined) return undefined;
    const facts = decodeFacts(record, this.#packer);
    this.#decoded.set(path, facts);
    return facts;
  }

  definitionsOf(name: string, near = ''): readonly LocatedDefinition[] {
    return nearest(this.#filesOf('defined', name), near).flatMap((path) => {
      const definitions = this.facts(path)?.definitions ?? [];
      return definitions.filter((each) => each.name === name).map((definition) => ({ path, definition }));
    });
  }

  importersOf(name: string): readonly string[] {
    return this.#filesOf('imported', name).filter((path) =>
      (this.facts(path)?.imports ?? []).some((each) => each.name === name),
    );
  }

  named(baseName: string): readonly string[] {
    return this.#filesOf('baseName', baseName).filter((path) => baseNameOf(path) === baseName);
  }

  /** Adds a file or replaces what is known of it. */
  put(path: string, facts: FileFacts): void {
    this.putRecord(path, this.#encoder.encode(facts));
  }

  /** As `put`, with the bytes that `record` gave for the same file once. @throws RangeError when they are damaged */
  putRecord(path: string, record: Uint8Array): void {
    const hashes: number[] = [nameHash('baseName', baseNameOf(path))];
    readNameHashes(record, (hash) => hashes.push(hash));
    this.remove(path);
    this.#renumberIfWasteful();
    const number = this.#paths.length;
    this.#paths.push(path);
    this.#places.push(this.#arena.put(record));
    this.#numbers.set(path, number);
    for (const hash of hashes) this.#postings.add(hash, number);
  }

  /** False when the file was not known. */
  remove(path: string): boolean {
    const number = this.#numbers.get(path);
    if (number === undefined) return false;
    this.#numbers.delete(path);
    this.#decoded.delete(path);
    this.#arena.free(this.#places[number] ?? noPlace);
    this.#paths[number] = undefined;
    this.#places[number] = noPlace;
    return true;
  }

  /** What is known of a file, for keeping: a view, valid until the index changes. */
  record(path: string): Uint8Array | undefined {
    const place = this.#places[this.#numbers.get(path) ?? -1];
    return place === undefined ? undefined : this.#arena.get(place);
  }

  #filesOf(role: NameRole, name: string): string[] {
    const paths: string[] = [];
    for (const number of this.#postings.files(nameHash(role, name))) {
      const path = this.#paths[number];
      if (path !== undefined && paths.push(path) === maxFilesOfName) break;
    }
    return paths;
  }

  #renumberIfWasteful(): void {
    this.#moveOneChunk();
    const freed = this.#paths.length - this.#numbers.size;
    if (freed < minFreed || freed < this.#numbers.size) return;
    const newNumbers = new Int32Array(this.#paths.length).fill(-1);
    const paths: string[] = [];
    const places: ArenaPlace[] = [];
    this.#paths.forEach((path, number) => {
      if (path === undefined) return;
      newNumbers[number] = paths.length;
      this.#numbers.set(path, paths.length);
      paths.push(path);
      places.push(this.#places[number] ?? noPlace);
    });
    this.#paths = paths;
    this.#places = places;
    this.#postings.renumber((file) => {
      const number = newNumbers[file] ?? -1;
      return number < 0 ? undefined : number;
    });
  }

  /** Moves what is left in a chunk that is mostly waste. */
  #moveOneChunk(): void {
    const chunk = this.#arena.wastefulChunk();
    if (chunk === undefined) return;
    this.#places.forEach((place, number) => {
      if (place === noPlace || chunkOf(place) !== chunk) return;
      this.#places[number] = this.#arena.put(this.#arena.get(place));
      this.#arena.free(place);
    });
  }
}

/** Each file costs the decoding of its whole record, and a name that many files define says little about any of them. */
function nearest(paths: readonly string[], near: string): readonly string[] {
  if (paths.length <= maxDefiningFiles) return paths;
  const withNearness = paths.map((path) => ({ path, nearness: nearnessOf(near, path) }));
  withNearness.sort((a, b) => b.nearness - a.nearness);
  return withNearness.slice(0, maxDefiningFiles).map(({ path }) => path);
}

function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
