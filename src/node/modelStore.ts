import { access, constants, mkdir, realpath, rename, rm, stat, statfs as systemStatfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../base/clock';
import { describeError, PlainError } from '../base/errors';
import type { Log } from '../base/log';
import { TrafficCount } from '../base/trafficCount';
import { type CatalogueModel, catalogue as fullCatalogue } from '../core/models/catalogue';
import { dataToDelete, type DataToDelete } from '../core/models/dataToDelete';
import { loadOrder } from '../core/models/loadOrder';
import { modelKind } from '../core/models/modelKind';
import { type MachineFacts, recommend } from '../core/models/recommend';
import type { EngineModelConfig } from '../protocol/engineConfig';
import { diskError, download, removePart } from './download';
import { sha256OfFile } from './fileHash';
import { type HeldLock, holdLock, holdLockWithin } from './fileLock';
import { expandHome } from './folders';
import { readGgufFile } from './ggufFile';
import {
  downloadDamaged,
  downloading,
  noSpace,
  otherFile,
  removalError,
  badFolder,
  wrongContent,
  wrongSize,
} from './modelErrors';
import type { Fetch } from './secureFetch';
import { systemCode, systemReason } from './systemReason';
import { TransferRate } from './transferRate';
import { VerifiedStamps } from './verifiedStamps';

export interface ModelStoreParts {
  /** Where the models lie; made by the first pull. */
  readonly folder: string;
  /** Plinth's own: remembers which files were checked and which ones it downloaded. The same one for every program of this user. */
  readonly stateFolder: string;
  readonly fetch?: Fetch;
  /** What is downloaded is counted here; by default nobody looks. */
  readonly traffic?: TrafficCount;
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
  /** True when Plinth downloaded this very file, false for one that somebody put there. */
  readonly isOurs: boolean;
  /** An unfinished download, beside a file or without one. */
  readonly part?: { readonly path: string; readonly bytes: number; readonly isOurs: boolean };
}

/** Which model is wanted: an id of the catalogue or `auto`, unless `modelPath` names a file. */
export interface ModelWish {
  readonly model: string;
  readonly modelPath: string;
}

const SPARE_BYTES = 64 << 20;
/** A check takes a moment, a download minutes: who holds a file longer than this is downloading it. */
const REMOVAL_WAIT_MS = 2_000;

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
    this.#stamps = new VerifiedStamps({ stateFolder: parts.stateFolder, modelFolder: parts.folder }, parts.log);
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
   * `downloadDamaged` (wrong sha256; the part is removed), `otherFile` (a file that is not this model has its name; it is left alone)
   */
  async pull(model: CatalogueModel, options: PullOptions = {}): Promise<string> {
    const file = path.join(this.folder, model.file);
    const part = `${file}.part`;
    const report = options.onProgress ?? ((): void => undefined);
    const idle = { totalBytes: model.bytes, bytesPerSecond: 0, secondsLeft: undefined };
    try {
      if (await this.#isHere(model, file, options.signal)) return file;
      await mkdir(this.folder, { recursive: true });
      const lock: HeldLock = await holdLock(`${file}.lock`, {
        clock: this.#parts.clock,
        signal: options.signal,
        onWait: () => report({ phase: 'waiting', bytes: 0, ...idle }),
      });
      try {
        if (await this.#isHere(model, file, options.signal)) return file;
        if ((await sizeOf(part)) === undefined) await this.#stamps.addPart(part);
        await this.#fetchPart(model, part, options);
        report({ phase: 'checking', bytes: model.bytes, ...idle });
        await this.#admit(model, file, options.signal);
        return file;
      } finally {
        if ((await sizeOf(part)) === undefined) await this.#stamps.delete(part);
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
    if (entry.state === 'absent' || entry.state === 'partial') throw await this.missing(id);
    if (entry.state === 'wrongSize') throw wrongSize(entry);
    await this.#check(model, entry.path);
    return entry.path;
  }

  /**
   * Removes a model, whoever put it there, and an unfinished download of it; or the download alone. Returns the bytes that became free.
   * @throws PlainError `modelMissing`, `modelUnknown`, `folderReadOnly`, `modelBusy` (it is being downloaded or used)
   */
  async remove(id: string, what: 'everything' | 'part' = 'everything'): Promise<number> {
    const { path: file } = await this.#entry(this.find(id));
    const part = `${file}.part`;
    const targets = [...(what === 'part' ? [] : [file]), part, `${part}.etag`];
    const sizes = await Promise.all(targets.map(sizeOf));
    if (sizes.every((size) => size === undefined)) throw await this.missing(id);
    const lock = await holdLockWithin(`${file}.lock`, REMOVAL_WAIT_MS, this.#parts.clock).catch((error: unknown) => {
      throw removalError(error, file);
    });
    if (lock === undefined) throw downloading(file);
    try {
      if (what === 'everything') await rm(file, { force: true });
      await removePart(part);
    } catch (error) {
      throw removalError(error, file);
    } finally {
      await lock.release();
    }
    if (what === 'everything') await this.#stamps.delete(file);
    await this.#stamps.delete(part);
    return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  }

  /** What "Delete All Data" may remove with `remove` and what it leaves; `modelPath` is the setting of that name. */
  async dataToDelete(modelPath: string): Promise<DataToDelete> {
    const entries = await this.list();
    const own = modelPath.trim() === '' ? '' : await realPath(absolutePath(modelPath));
    const real = await Promise.all(entries.map((entry) => realPath(entry.path)));
    return dataToDelete(entries, entries.find((_, index) => real[index] === own)?.path ?? '');
  }

  /** Forgets what was learned of a model's file, which stays. */
  async forget(id: string): Promise<void> {
    await this.#stamps.delete(path.join(this.folder, this.find(id).file));
  }

  /**
   * Decides which file the engine loads, and checks it: a user's own file by its header (stays unverified), a catalogue file by size and
   * sha256 (once; later starts trust size, time and inode). `auto` passes over damaged files, with a line in the log, while there is a right
   * one. Undefined = not downloaded; `missing` then tells it to people. Rejects with the signal's reason when it aborts.
   * @throws PlainError `modelUnknown`, `modelMissing` (own path), `modelUnusable`
   */
  async resolve(wish: ModelWish, machine: MachineFacts, signal?: AbortSignal): Promise<EngineModelConfig | undefined> {
    if (wish.modelPath.trim() !== '') return resolveOwnFile(wish.modelPath);
    const entries =
      wish.model === 'auto' || wish.model === '' ? await this.list() : [await this.#entry(this.find(wish.model))];
    const present = entries.filter((entry) => entry.state === 'present');
    const problems: unknown[] = [];
    for (const { model, path: file } of loadOrder(present, machine, this.#catalogue)) {
      try {
        if (!(await this.#stamps.has(file, model.sha256))) await this.#check(model, file, signal);
        await readGgufFile(file);
        return { id: model.id, path: file, verified: true };
      } catch (error) {
        signal?.throwIfAborted();
        this.#parts.log.warn(`model ${model.id} cannot be used: ${describeError(error)}`);
        problems.push(error);
      }
    }
    if (problems.length > 0) throw problems[0];
    const wrong = entries.find((entry) => entry.state === 'wrongSize');
    if (wrong !== undefined) throw wrongSize(wrong);
    return undefined;
  }

  /** What to tell when `resolve` found nothing. */
  async missing(wish: string, machine?: MachineFacts): Promise<PlainError> {
    const problem = await folderProblem(this.folder);
    if (problem !== undefined) return badFolder(this.folder, problem);
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
    const [bytes, part] = await Promise.all([sizeOf(file), this.#partOf(file)]);
    const found = { model, path: file, ...(part === undefined ? {} : { part }) };
    if (bytes !== undefined) {
      const state = bytes === model.bytes ? 'present' : 'wrongSize';
      return { ...found, state, bytes, isOurs: await this.#stamps.isPulled(file) };
    }
    const state = part === undefined ? 'absent' : 'partial';
    return { ...found, state, bytes: part?.bytes ?? 0, isOurs: part?.isOurs ?? false };
  }

  async #partOf(file: string): Promise<ModelEntry['part']> {
    const part = `${file}.part`;
    const bytes = await sizeOf(part);
    return bytes === undefined ? undefined : { path: part, bytes, isOurs: await this.#stamps.hasPart(part) };
  }

  /** False when nothing has the model's name. */
  async #isHere(model: CatalogueModel, file: string, signal: AbortSignal | undefined): Promise<boolean> {
    if ((await sizeOf(file)) === undefined) return false;
    if (await this.#isRight(model, file, signal)) return true;
    throw otherFile(model, file);
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
    const { clock, log, allowInsecureLoopback = false, traffic = new TrafficCount() } = this.#parts;
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
    await download(order, { fetch, clock, log, allowInsecureLoopback, traffic });
  }

  async #refuseFullDisk(missingBytes: number): Promise<void> {
    const statfs = this.#parts.statfs ?? systemStatfs;
    const facts = await statfs(this.folder).catch(() => undefined);
    if (facts === undefined) return;
    const freeBytes = facts.bavail * facts.bsize;
    if (freeBytes >= missingBytes + SPARE_BYTES) return;
    throw noSpace(this.folder, missingBytes + SPARE_BYTES, freeBytes);
  }

  async #admit(model: CatalogueModel, file: string, signal: AbortSignal | undefined): Promise<void> {
    const part = `${file}.part`;
    if ((await sha256OfFile(part, signal)) !== model.sha256) {
      await removePart(part);
      throw downloadDamaged(model);
    }
    // Somebody else may have put a file there while this one came over the network.
    if ((await sizeOf(file)) !== undefined) throw otherFile(model, file);
    await rename(part, file);
    await removePart(part);
    await this.#stamps.add(file, model.sha256, true);
  }

  async #check(model: CatalogueModel, file: string, signal?: AbortSignal): Promise<void> {
    const hash = await sha256OfFile(file, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw new PlainError(
        'modelUnusable',
        `The model file "${file}" cannot be read: ${systemReason(error)}.`,
        'Check its permissions.',
      );
    });
    if (hash === model.sha256) return this.#stamps.add(file, model.sha256);
    await this.#stamps.delete(file);
    throw wrongContent(model, file);
  }
}

/** Why models cannot be looked for there, as the rest of a sentence; a folder that does not exist yet is no problem. */
async function folderProblem(folder: string): Promise<string | undefined> {
  try {
    if (!(await stat(folder)).isDirectory()) return 'is not a folder';
    await access(folder, constants.R_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? undefined : `cannot be read: ${systemReason(error)}`;
  }
}

async function resolveOwnFile(file: string): Promise<EngineModelConfig> {
  const absolute = absolutePath(file);
  modelKind(await readGgufFile(absolute));
  return { id: path.basename(absolute), path: absolute, verified: false };
}

function absolutePath(file: string): string {
  return path.resolve(expandHome(file.trim(), os.homedir()));
}

/** Without links and in the disk's own spelling, so that paths can be compared. */
async function realPath(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}

async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    (facts) => facts.size,
    () => undefined,
  );
}
