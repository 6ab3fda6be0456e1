import { mkdir, rename, rm, stat, statfs as systemStatfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../base/clock';
import { PlainError } from '../base/errors';
import type { Log } from '../base/log';
import { type CatalogueModel, catalogue as fullCatalogue } from '../core/models/catalogue';
import { modelKind } from '../core/models/modelKind';
import { fitsMachine, type MachineFacts, recommend } from '../core/models/recommend';
import type { EngineModelConfig } from '../protocol/engineConfig';
import { diskError, download, removePart } from './download';
import { sha256OfFile } from './fileHash';
import { type HeldLock, holdLock } from './fileLock';
import { expandHome } from './folders';
import { readGgufFile } from './ggufFile';
import type { Fetch } from './secureFetch';
import { systemReason } from './systemReason';
import { TransferRate } from './transferRate';
import { VerifiedStamps } from './verifiedStamps';

export interface ModelStoreParts {
  /** Where the models lie; made by the first pull. */
  readonly folder: string;
  /** Remembers checked files when `folder` is read-only. */
  readonly stateFolder?: string;
  readonly fetch?: Fetch;
  readonly log: Log;
  readonly clock: Clock;
  readonly statfs?: (folder: string) => Promise<{ readonly bavail: number; readonly bsize: number }>;
  readonly catalogue?: readonly CatalogueModel[];
  /** For tests: http from 127.0.0.1 is allowed. */
  readonly allowInsecureLoopback?: boolean;
}

export interface PullProgress {
  /** `waiting`: another window or command loads the same file; `checking`: its sha256 is computed. */
  readonly phase: 'waiting' | 'downloading' | 'checking';
  readonly bytes: number;
  readonly totalBytes: number;
  /** 0 until known. */
  readonly bytesPerSecond: number;
  readonly secondsLeft: number | undefined;
}

export interface PullOptions {
  readonly onProgress?: (progress: PullProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ModelEntry {
  readonly model: CatalogueModel;
  readonly path: string;
  /** `wrongSize`: a file of that name is there, but cut or another one. `partial`: a download was begun. */
  readonly state: 'absent' | 'partial' | 'present' | 'wrongSize';
  /** Bytes on disk, of the file or of its part. */
  readonly bytes: number;
}

/** Which model is wanted: an id of the catalogue or `auto`, unless `modelPath` names a file. */
export interface ModelWish {
  readonly model: string;
  readonly modelPath: string;
}

const SPARE_BYTES = 64 << 20;
const CURE_PULL_AGAIN = 'Remove it with "plinth models remove" and download it again.';

/** The model files on this machine: what is there, download, check, removal, and the choice of the one to load. */
export class ModelStore {
  readonly folder: string;
  readonly #parts: ModelStoreParts;
  readonly #catalogue: readonly CatalogueModel[];
  readonly #stamps: VerifiedStamps;

  constructor(parts: ModelStoreParts) {
    this.folder = parts.folder;
    this.#parts = parts;
    this.#catalogue = parts.catalogue ?? fullCatalogue;
    const places = [parts.folder, ...(parts.stateFolder === undefined ? [] : [parts.stateFolder])];
    this.#stamps = new VerifiedStamps(
      places.map((place) => path.join(place, 'verified.json')),
      parts.log,
    );
  }

  /** Every model of the catalogue and what of it is on disk. Never throws for a missing or unreadable folder. */
  async list(): Promise<ModelEntry[]> {
    return Promise.all(this.#catalogue.map((model) => this.#entry(model)));
  }

  /** The model of the catalogue with this id. @throws PlainError `modelUnknown` that names the choices */
  find(id: string): CatalogueModel {
    const model = this.#catalogue.find((candidate) => candidate.id === id.toLowerCase());
    if (model !== undefined) return model;
    const ids = this.#catalogue.map((candidate) => candidate.id).join(', ');
    throw new PlainError('modelUnknown', `There is no model "${id}".`, `Choose one of: ${ids}.`);
  }

  /** The path of a downloaded model whose size is right, else undefined. */
  async locate(id: string): Promise<string | undefined> {
    const entry = await this.#entry(this.find(id));
    return entry.state === 'present' ? entry.path : undefined;
  }

  /**
   * Downloads and checks a model; goes on where an earlier download stopped. Returns its path, at once when it is there already.
   * Safe when another window or command pulls the same one: the second waits for the first.
   * @throws PlainError `cancelled` (the part is kept), `offline`, `serverAnswer`, `noSpace`, `folderReadOnly`, `insecureAddress`,
   * `downloadDamaged` (wrong sha256; the part is removed)
   */
  async pull(model: CatalogueModel, options: PullOptions = {}): Promise<string> {
    const file = path.join(this.folder, model.file);
    const report = options.onProgress ?? ((): void => undefined);
    const idle = { totalBytes: model.bytes, bytesPerSecond: 0, secondsLeft: undefined };
    try {
      if (await this.#isRight(model, file, options.signal)) return file;
      await mkdir(this.folder, { recursive: true });
      const lock: HeldLock = await holdLock(`${file}.lock`, {
        clock: this.#parts.clock,
        signal: options.signal,
        onWait: () => report({ phase: 'waiting', bytes: 0, ...idle }),
      });
      try {
        if (await this.#isRight(model, file, options.signal)) return file;
        await this.#fetchPart(model, `${file}.part`, options);
        report({ phase: 'checking', bytes: model.bytes, ...idle });
        await this.#admit(model, file, options.signal);
        return file;
      } finally {
        await lock.release();
      }
    } catch (error) {
      if (options.signal?.aborted === true && !(error instanceof PlainError))
        throw new PlainError(
          'cancelled',
          `The download of ${model.displayName} was stopped.`,
          'Start it again to go on from there.',
        );
      throw diskError(error, file);
    }
  }

  /**
   * Reads the whole file and compares it with the catalogue. Returns its path.
   * @throws PlainError `modelMissing`, `modelUnusable`, `modelUnknown`
   */
  async verify(id: string): Promise<string> {
    const model = this.find(id);
    const entry = await this.#entry(model);
    if (entry.state === 'absent' || entry.state === 'partial') throw this.missing(id);
    if (entry.state === 'wrongSize') throw wrongSize(entry);
    await this.#check(model, entry.path);
    return entry.path;
  }

  /**
   * Removes a model and an unfinished download of it. Returns the bytes that became free.
   * @throws PlainError `modelMissing`, `modelUnknown`, `folderReadOnly`, `modelBusy`
   */
  async remove(id: string): Promise<number> {
    const entry = await this.#entry(this.find(id));
    const part = await sizeOf(`${entry.path}.part`);
    if (entry.state === 'absent' && part === undefined) throw this.missing(id);
    try {
      await rm(entry.path, { force: true });
      await removePart(`${entry.path}.part`);
    } catch (error) {
      const readable = diskError(error, entry.path);
      if (readable instanceof PlainError) throw readable;
      throw new PlainError(
        'modelBusy',
        `The model cannot be removed: ${systemReason(error)}.`,
        'Close the programs that use it and try again.',
      );
    }
    await this.#stamps.delete(entry.path);
    return entry.state === 'partial' ? entry.bytes : entry.bytes + (part ?? 0);
  }

  /**
   * Decides which file the engine loads, and checks it: a user's own file by its header (stays unverified), a catalogue file by size and
   * sha256 (once; later starts trust size, time and inode). Undefined = not downloaded; `missing` then tells it to people.
   * @throws PlainError `modelUnknown`, `modelMissing` (own path), `modelUnusable`
   */
  async resolve(wish: ModelWish, machine: MachineFacts): Promise<EngineModelConfig | undefined> {
    if (wish.modelPath.trim() !== '') return resolveOwnFile(wish.modelPath.trim());
    const entries =
      wish.model === 'auto' || wish.model === '' ? await this.list() : [await this.#entry(this.find(wish.model))];
    const present = entries.filter((entry) => entry.state === 'present');
    const chosen = best(present, machine, this.#catalogue);
    if (chosen === undefined) {
      const wrong = entries.find((entry) => entry.state === 'wrongSize');
      if (wrong !== undefined) throw wrongSize(wrong);
      return undefined;
    }
    const { model } = chosen;
    if (!(await this.#stamps.has(chosen.path, model.sha256))) await this.#check(model, chosen.path);
    await readGgufFile(chosen.path);
    return { id: model.id, path: chosen.path, verified: true };
  }

  /** What to tell when `resolve` found nothing. */
  missing(wish: string, machine?: MachineFacts): PlainError {
    const isAuto = wish === 'auto' || wish === '';
    const id = isAuto && machine !== undefined ? recommend(machine, this.#catalogue).model.id : wish;
    const what = isAuto ? 'No model is' : `The model "${wish}" is not`;
    return new PlainError(
      'modelMissing',
      `${what} in the folder "${this.folder}".`,
      `Download one: plinth models pull ${id}`,
    );
  }

  async #entry(model: CatalogueModel): Promise<ModelEntry> {
    const file = path.join(this.folder, model.file);
    const bytes = await sizeOf(file);
    if (bytes !== undefined)
      return { model, path: file, state: bytes === model.bytes ? 'present' : 'wrongSize', bytes };
    const partBytes = await sizeOf(`${file}.part`);
    return { model, path: file, state: partBytes === undefined ? 'absent' : 'partial', bytes: partBytes ?? 0 };
  }

  async #isRight(model: CatalogueModel, file: string, signal: AbortSignal | undefined): Promise<boolean> {
    if ((await sizeOf(file)) !== model.bytes) return false;
    if (await this.#stamps.has(file, model.sha256)) return true;
    if ((await sha256OfFile(file, signal)) !== model.sha256) return false;
    await this.#stamps.add(file, model.sha256);
    return true;
  }

  async #fetchPart(model: CatalogueModel, part: string, options: PullOptions): Promise<void> {
    await this.#refuseFullDisk(model.bytes - Math.min(model.bytes, (await sizeOf(part)) ?? 0));
    const { clock, log, allowInsecureLoopback = false } = this.#parts;
    // Looked up at each call: an editor may have replaced the global one to apply its proxy settings.
    const fetch = this.#parts.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));
    const rate = new TransferRate(clock);
    const onBytes = (bytes: number): void => {
      rate.mark(bytes);
      const secondsLeft = rate.secondsFor(model.bytes - bytes);
      options.onProgress?.({
        phase: 'downloading',
        bytes,
        totalBytes: model.bytes,
        bytesPerSecond: rate.bytesPerSecond,
        secondsLeft,
      });
    };
    const order = { url: model.url, part, bytes: model.bytes, signal: options.signal, onBytes };
    await download(order, { fetch, clock, log, allowInsecureLoopback });
  }

  async #refuseFullDisk(missingBytes: number): Promise<void> {
    const statfs = this.#parts.statfs ?? systemStatfs;
    const facts = await statfs(this.folder).catch(() => undefined);
    if (facts === undefined) return;
    const freeBytes = facts.bavail * facts.bsize;
    if (freeBytes >= missingBytes + SPARE_BYTES) return;
    throw new PlainError(
      'noSpace',
      `The download needs ${megabytes(missingBytes + SPARE_BYTES)}, and "${this.folder}" has ${megabytes(freeBytes)} free.`,
      'Free some space, or choose another folder with the setting "plinth.modelFolder" or the variable PLINTH_MODELS.',
    );
  }

  async #admit(model: CatalogueModel, file: string, signal: AbortSignal | undefined): Promise<void> {
    const part = `${file}.part`;
    if ((await sha256OfFile(part, signal)) !== model.sha256) {
      await removePart(part);
      throw new PlainError(
        'downloadDamaged',
        `The download of ${model.displayName} is not the published file (its sha256 differs), so it was removed.`,
        'Try again; when it happens twice, something between here and the server changes files.',
      );
    }
    await rename(part, file);
    await removePart(part);
    await this.#stamps.add(file, model.sha256);
  }

  async #check(model: CatalogueModel, file: string): Promise<void> {
    const hash = await sha256OfFile(file).catch((error: unknown) => {
      throw new PlainError(
        'modelUnusable',
        `The model file "${file}" cannot be read: ${systemReason(error)}.`,
        'Check its permissions.',
      );
    });
    if (hash === model.sha256) return this.#stamps.add(file, model.sha256);
    await this.#stamps.delete(file);
    throw new PlainError(
      'modelUnusable',
      `The model file "${file}" is not the published one: its sha256 differs.`,
      CURE_PULL_AGAIN,
    );
  }
}

async function resolveOwnFile(file: string): Promise<EngineModelConfig> {
  const absolute = path.resolve(expandHome(file, os.homedir()));
  modelKind(await readGgufFile(absolute));
  return { id: path.basename(absolute), path: absolute, verified: false };
}

/** The recommended one when it is there, else the largest that fits, else the smallest. */
function best(
  present: readonly ModelEntry[],
  machine: MachineFacts,
  models: readonly CatalogueModel[],
): ModelEntry | undefined {
  const wanted = recommend(machine, models).model;
  const bySize = present.toSorted((a, b) => a.model.bytes - b.model.bytes);
  return (
    bySize.find((entry) => entry.model === wanted) ??
    bySize.findLast((entry) => fitsMachine(entry.model, machine)) ??
    bySize[0]
  );
}

function wrongSize(entry: ModelEntry): PlainError {
  const { bytes: wanted, displayName } = entry.model;
  const what = entry.bytes < wanted ? 'is cut' : 'is another file';
  return new PlainError(
    'modelUnusable',
    `The model file "${entry.path}" ${what}: it has ${entry.bytes} bytes, ${displayName} has ${wanted}.`,
    CURE_PULL_AGAIN,
  );
}

async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    (facts) => facts.size,
    () => undefined,
  );
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}
