import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { nullLog } from '../../../src/base/log';
import type { CatalogueModel } from '../../../src/core/models/catalogue';
import { ModelStore, type ModelStoreParts } from '../../../src/node/modelStore';
import { ggufBytes } from '../models/ggufBytes';
import { knownModel } from '../models/knownModel';
import { type ModelServer, startModelServer } from './modelServer';

/** What the server offers. */
export const content = ggufBytes({ dataBytes: 400_000 });

/** The same file with one byte of its weights changed. */
export function damagedContent(): Uint8Array {
  return content.slice().fill(1, content.length - 1);
}

/** The model store on a folder of its own, with a catalogue of one model that a server on this machine has. */
export class StoreFixture {
  readonly folder: string;
  readonly stateFolder: string;
  readonly model: CatalogueModel;
  readonly file: string;

  private constructor(
    readonly root: string,
    readonly server: ModelServer,
  ) {
    this.folder = path.join(root, 'models');
    this.stateFolder = path.join(root, 'state');
    const sha256 = createHash('sha256').update(content).digest('hex');
    this.model = { ...knownModel('0.5b'), url: server.url, bytes: content.length, sha256 };
    this.file = path.join(this.folder, this.model.file);
  }

  static async create(): Promise<StoreFixture> {
    return new StoreFixture(await mkdtemp(path.join(os.tmpdir(), 'plinth store ü ')), await startModelServer(content));
  }

  /** A new store, as after a restart. */
  store(parts: Partial<ModelStoreParts> = {}): ModelStore {
    const { folder, stateFolder, model } = this;
    return new ModelStore({
      folder,
      stateFolder,
      log: nullLog,
      clock: systemClock,
      catalogue: [model],
      allowInsecureLoopback: true,
      ...parts,
    });
  }

  async put(bytes: Uint8Array = content, name = this.model.file): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(path.join(this.folder, name), bytes);
  }

  async isRight(): Promise<boolean> {
    return (await readFile(this.file)).equals(content);
  }

  async remove(): Promise<void> {
    await this.server.close();
    await rm(this.root, { recursive: true, force: true });
  }
}
