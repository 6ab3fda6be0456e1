import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../base/log';
import { systemReason } from './systemReason';

/** A file whose content was hashed once. While size, time and inode stay, it is taken for the same content. */
interface Stamp {
  readonly sha256: string;
  readonly bytes: string;
  readonly mtimeNs: string;
  readonly inode: string;
}

/**
 * Remembers which model files had the right sha256, so that a start does not read half a gigabyte again. The first of `places` that can be
 * written is used; when none can, the memory ends with this object and everything else works.
 */
export class VerifiedStamps {
  readonly #places: readonly string[];
  readonly #log: Log;
  readonly #known = new Map<string, Stamp>();

  constructor(places: readonly string[], log: Log) {
    this.#places = places;
    this.#log = log;
  }

  /** True when this very file (by path, size, time, inode) once had this hash. */
  async has(file: string, sha256: string): Promise<boolean> {
    const now = await stampOf(file, sha256);
    if (now === undefined) return false;
    for (const stamps of [this.#known, ...(await Promise.all(this.#places.map(readStamps)))]) {
      const stamp = stamps.get(file);
      if (stamp !== undefined && same(stamp, now)) return true;
    }
    return false;
  }

  /** Call after the file was hashed and found right. */
  async add(file: string, sha256: string): Promise<void> {
    const stamp = await stampOf(file, sha256);
    if (stamp === undefined) return;
    this.#known.set(file, stamp);
    await this.#change((stamps) => stamps.set(file, stamp));
  }

  /** Call when the file was removed or found wrong. */
  async delete(file: string): Promise<void> {
    this.#known.delete(file);
    for (const place of this.#places) {
      const stamps = await readStamps(place);
      if (stamps.delete(file)) await write(place, stamps).catch(() => undefined);
    }
  }

  async #change(edit: (stamps: Map<string, Stamp>) => void): Promise<void> {
    for (const place of this.#places) {
      const stamps = await readStamps(place);
      edit(stamps);
      try {
        return await write(place, stamps);
      } catch (error) {
        this.#log.debug(`stamp file not written: ${systemReason(error)}`);
      }
    }
  }
}

async function stampOf(file: string, sha256: string): Promise<Stamp | undefined> {
  const facts = await stat(file, { bigint: true }).catch(() => undefined);
  if (facts === undefined) return undefined;
  return { sha256, bytes: `${facts.size}`, mtimeNs: `${facts.mtimeNs}`, inode: `${facts.ino}` };
}

function same(a: Stamp, b: Stamp): boolean {
  return a.sha256 === b.sha256 && a.bytes === b.bytes && a.mtimeNs === b.mtimeNs && a.inode === b.inode;
}

async function readStamps(place: string): Promise<Map<string, Stamp>> {
  const stamps = new Map<string, Stamp>();
  const text = await readFile(place, 'utf8').catch(() => '{}');
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === 'object' && content !== null)
      for (const [file, stamp] of Object.entries(content)) if (isStamp(stamp)) stamps.set(file, stamp);
  } catch {
    // A damaged stamp file means only that files are hashed again.
  }
  return stamps;
}

function isStamp(value: unknown): value is Stamp {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Record<string, unknown> = { ...value };
  return ['sha256', 'bytes', 'mtimeNs', 'inode'].every((name) => typeof fields[name] === 'string');
}

async function write(place: string, stamps: ReadonlyMap<string, Stamp>): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  const draft = `${place}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await writeFile(draft, `${JSON.stringify(Object.fromEntries(stamps), undefined, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
