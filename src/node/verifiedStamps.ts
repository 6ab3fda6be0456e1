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
  /** Plinth itself downloaded this file. */
  readonly pulled?: boolean;
}

export interface VerifiedStampPlaces {
  /** A folder of this user alone: read first, written first. */
  readonly stateFolder: string;
  /** May be shared: what lies there is believed only when nobody else can have written it. */
  readonly modelFolder: string;
}

/** What a stamp file holds. Entries that are not ours are kept as they are. */
type Entries = Map<string, unknown>;

/**
 * Remembers which model files had the right sha256, so that a start does not read half a gigabyte again, and which of them Plinth itself
 * downloaded. It is kept in the state folder, in the model folder when that one cannot be written; when neither can, the memory ends with
 * this object and everything else works.
 */
export class VerifiedStamps {
  readonly #stateFile: string;
  readonly #modelFolderFile: string;
  readonly #log: Log;
  readonly #known: Entries = new Map<string, unknown>();

  constructor(places: VerifiedStampPlaces, log: Log) {
    this.#stateFile = path.join(places.stateFolder, 'verified.json');
    this.#modelFolderFile = path.join(places.modelFolder, 'verified.json');
    this.#log = log;
  }

  /** True when this very file (by path, size, time, inode) once had this hash. */
  async has(file: string, sha256: string): Promise<boolean> {
    return (await this.#find(file))?.sha256 === sha256;
  }

  /** True when Plinth downloaded this very file and nobody changed it since. */
  async isPulled(file: string): Promise<boolean> {
    return (await this.#find(file))?.pulled === true;
  }

  /** Call after the file was hashed and found right; `pulled` when it was downloaded right before. */
  async add(file: string, sha256: string, pulled = false): Promise<void> {
    const facts = await factsOf(file);
    if (facts === undefined) return;
    const wasPulled = pulled || (await this.isPulled(file));
    await this.#set(file, { sha256, ...facts, ...(wasPulled ? { pulled: true } : {}) });
  }

  /** Call before a download begins to fill this part. */
  async addPart(part: string): Promise<void> {
    if (!(await this.hasPart(part))) await this.#set(part, { part: true });
  }

  /** True when what lies there is a download that Plinth began. */
  async hasPart(part: string): Promise<boolean> {
    return (await this.#all()).some((entries) => isRecord(entries.get(part)));
  }

  /** Call when the file or the part was removed, became another one or was found wrong. */
  async delete(file: string): Promise<void> {
    this.#known.delete(file);
    for (const place of [this.#stateFile, this.#modelFolderFile]) {
      const entries = await read(place);
      if (!entries.delete(file)) continue;
      const change = entries.size === 0 ? rm(place, { force: true }) : write(place, entries);
      await change.catch((error: unknown) => this.#log.debug(`stamp file not written: ${systemReason(error)}`));
    }
  }

  async #find(file: string): Promise<Stamp | undefined> {
    const now = await factsOf(file);
    if (now === undefined) return undefined;
    const stamps = (await this.#all()).map((entries) => entries.get(file)).filter(isStamp);
    return stamps.find(
      (stamp) => stamp.bytes === now.bytes && stamp.mtimeNs === now.mtimeNs && stamp.inode === now.inode,
    );
  }

  async #all(): Promise<readonly Entries[]> {
    return [this.#known, ...(await Promise.all([read(this.#stateFile), readPrivate(this.#modelFolderFile)]))];
  }

  async #set(file: string, entry: object): Promise<void> {
    this.#known.set(file, entry);
    for (const place of [this.#stateFile, this.#modelFolderFile]) {
      const entries = await read(place);
      entries.set(file, entry);
      try {
        return await write(place, entries);
      } catch (error) {
        this.#log.debug(`stamp file not written: ${systemReason(error)}`);
      }
    }
  }
}

async function factsOf(file: string): Promise<Omit<Stamp, 'sha256' | 'pulled'> | undefined> {
  const facts = await stat(file, { bigint: true }).catch(() => undefined);
  if (facts === undefined) return undefined;
  return { bytes: `${facts.size}`, mtimeNs: `${facts.mtimeNs}`, inode: `${facts.ino}` };
}

async function read(place: string): Promise<Entries> {
  const text = await readFile(place, 'utf8').catch(() => '{}');
  try {
    const content: unknown = JSON.parse(text);
    if (isRecord(content)) return new Map(Object.entries(content));
  } catch {
    // A damaged stamp file means only that files are hashed again.
  }
  return new Map();
}

/** Reads a stamp file only when nobody but this user can have written it; without owners (Windows) that cannot be known. */
async function readPrivate(place: string): Promise<Entries> {
  const userId = process.getuid?.();
  const [file, folder] = await Promise.all(
    [place, path.dirname(place)].map((each) => stat(each).catch(() => undefined)),
  );
  const isPrivate = [file, folder].every((facts) => facts?.uid === userId && ((facts?.mode ?? 0o777) & 0o022) === 0);
  return userId !== undefined && file?.isFile() === true && isPrivate ? read(place) : new Map<string, unknown>();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isStamp(value: unknown): value is Stamp {
  return isRecord(value) && ['sha256', 'bytes', 'mtimeNs', 'inode'].every((name) => typeof value[name] === 'string');
}

async function write(place: string, entries: Entries): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const draft = `${place}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await writeFile(draft, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
