import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { ByteReader } from '../base/byteReader';
import { ByteWriter } from '../base/byteWriter';

/** What is kept of one file: its facts as bytes, or why it has none. */
export interface StoredFile {
  readonly path: string;
  readonly stamp: string;
  readonly record?: Uint8Array;
  readonly skip?: string;
}

const magic = 'plinth-index\n';
const suffix = '.plinth-index';
/** Written and checked in pieces of about this size, so that neither side holds the whole file in memory. */
const BLOCK_BYTES = 1 << 20;
const BLOCK_HEAD_BYTES = 8;
/** Larger than any block, so that a damaged length does not reserve the memory of it. */
const MAX_BLOCK_BYTES = 64 << 20;
const UNUSED_MS = 60 * 24 * 3_600_000;

/**
 * Keeps the index of each root folder in one file between starts. The file's name is a hash of the root's path, its mode 0600 in a folder
 * of mode 0700. It is replaced as a whole, so that a reader sees an old or a new one.
 *
 * File: a line that says what it is, the version, then blocks (length and checksum, four bytes each, and that many bytes), the last one empty.
 */
export class IndexStore {
  readonly #folder: string;
  readonly #head: Uint8Array;
  #wasThere = false;

  /** `version` stands for everything that decides what facts a text has; a file of another version is not used. */
  constructor(folder: string, version: string) {
    this.#folder = folder;
    const hash = createHash('sha256').update(version).digest('hex');
    this.#head = new TextEncoder().encode(`${magic}${hash}\n`);
  }

  fileOf(root: string): string {
    const hash = createHash('sha256').update(path.resolve(root)).digest('hex').slice(0, 32);
    return path.join(this.#folder, `${hash}${suffix}`);
  }

  /**
   * Hands what is kept of a root to `use`, file by file. False when there is nothing or the file is damaged, cut or of another version: then
   * forget whatever `use` was given. Never throws for what it finds on disk; an error of `use` counts as damage.
   */
  async load(root: string, use: (file: StoredFile) => void): Promise<boolean> {
    const name = this.fileOf(root);
    const handle = await fs.open(name, 'r').catch(() => undefined);
    if (handle === undefined) return false;
    this.#wasThere = true;
    try {
      const blocks = new BlockReader(handle);
      const head = await blocks.read(0, this.#head.length);
      if (head === undefined || Buffer.compare(head, this.#head) !== 0) return false;
      for (let position = this.#head.length; ;) {
        const block = await blocks.block(position);
        if (block === undefined) return false;
        if (block.length === 0) break;
        readFiles(block, use);
        position += BLOCK_HEAD_BYTES + block.length;
      }
      const now = new Date();
      await handle.utimes(now, now).catch(() => undefined); // for `removeUnused`
      return true;
    } catch {
      return false;
    } finally {
      await handle.close();
    }
  }

  /**
   * Replaces what is kept of a root. Rejects with the system's error; the old file then stays. A folder that has vanished is not made again:
   * somebody deleted what was kept, maybe in another window.
   */
  async save(root: string, files: Iterable<StoredFile>): Promise<void> {
    if (!this.#wasThere) await fs.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    this.#wasThere = true;
    const name = this.fileOf(root);
    const draft = `${name}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    try {
      const handle = await fs.open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(this.#head);
        for (const block of blocksOf(files)) await writeBlock(handle, block);
        await writeBlock(handle, new Uint8Array(0));
      } finally {
        await handle.close();
      }
      await fs.rename(draft, name);
    } catch (error) {
      await fs.rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Removes files of roots that were not opened for two months, and drafts that a crash left behind. Never throws. */
  async removeUnused(): Promise<void> {
    const names = await fs.readdir(this.#folder).catch(() => []);
    for (const name of names.filter((each) => each.includes(suffix))) {
      const file = path.join(this.#folder, name);
      const facts = await fs.stat(file).catch(() => undefined);
      const maxAgeMs = name.endsWith(suffix) ? UNUSED_MS : 3_600_000;
      if (facts !== undefined && Date.now() - facts.mtimeMs > maxAgeMs)
        await fs.rm(file, { force: true }).catch(() => undefined);
    }
  }
}

/** Each block is a view, valid until the next one is asked for. */
function* blocksOf(files: Iterable<StoredFile>): Generator<Uint8Array> {
  const block = new ByteWriter(BLOCK_BYTES);
  for (const file of files) {
    writeFile(block, file);
    if (block.length < BLOCK_BYTES - (BLOCK_BYTES >> 3)) continue;
    yield block.view();
    block.clear();
  }
  if (block.length > 0) yield block.view();
}

function writeFile(block: ByteWriter, { path: name, stamp, record, skip = '' }: StoredFile): void {
  for (const text of [name, stamp, skip]) {
    const bytes = Buffer.from(text);
    block.number(bytes.length);
    block.bytes(bytes);
  }
  block.number(record === undefined ? 0 : record.length + 1);
  if (record !== undefined) block.bytes(record);
}

function readFiles(block: Uint8Array, use: (file: StoredFile) => void): void {
  const reader = new ByteReader(block);
  while (!reader.isAtEnd) {
    const [name = '', stamp = '', skip = ''] = [0, 1, 2].map(() => reader.text(reader.number()));
    const length = reader.number();
    const rest = length > 0 ? { record: reader.take(length - 1) } : {};
    use({ path: name, stamp, ...(skip === '' ? {} : { skip }), ...rest });
  }
}

async function writeBlock(handle: fs.FileHandle, bytes: Uint8Array): Promise<void> {
  const head = Buffer.alloc(BLOCK_HEAD_BYTES);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(crc32(bytes), 4);
  await handle.writeFile(head);
  await handle.writeFile(bytes);
}

/** Reads into one buffer: a new one for each block would leave holes in the process's memory. */
class BlockReader {
  readonly #handle: fs.FileHandle;
  #buffer = new Uint8Array(BLOCK_BYTES);

  constructor(handle: fs.FileHandle) {
    this.#handle = handle;
  }

  /** The block's bytes, valid until the next call; `undefined` for one that is not whole. */
  async block(position: number): Promise<Uint8Array | undefined> {
    const head = await this.read(position, BLOCK_HEAD_BYTES);
    if (head === undefined) return undefined;
    const numbers = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const [length, checksum] = [numbers.getUint32(0, true), numbers.getUint32(4, true)];
    if (length > MAX_BLOCK_BYTES) return undefined;
    const bytes = await this.read(position + BLOCK_HEAD_BYTES, length);
    return bytes !== undefined && crc32(bytes) === checksum ? bytes : undefined;
  }

  /** Valid until the next call; `undefined` where the file is shorter. */
  async read(position: number, length: number): Promise<Uint8Array | undefined> {
    if (length > this.#buffer.length) this.#buffer = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const rest = length - filled;
      const { bytesRead } = await this.#handle.read(this.#buffer, filled, rest, position + filled);
      if (bytesRead === 0) return undefined;
      filled += bytesRead;
    }
    return this.#buffer.subarray(0, length);
  }
}
