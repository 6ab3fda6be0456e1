import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { nullLog } from '../../../src/base/log';
import type { CliIo } from '../../../src/cli/cliIo';
import type { CliTools } from '../../../src/cli/cliTools';
import { runCli } from '../../../src/cli/program';
import type { EngineWish } from '../../../src/cli/workbench';
import type { CatalogueModel } from '../../../src/core/models/catalogue';
import type { Checker, Engine, Syntax, SyntaxDocuments, SyntaxTrials } from '../../../src/core/ports';
import { ModelStore } from '../../../src/node/modelStore';
import type { SyntaxChange, SyntaxDocument } from '../../../src/protocol/syntax';
import { readGrammarFile } from '../../cases/syntax/grammarFiles';
import { FakeEngine } from '../../fakes/fakeEngine';
import { FakeWorkspace } from '../../fakes/fakeWorkspace';

/** Knows nothing about syntax; keeps what it was told of the documents. */
export class RecordingSyntax implements Syntax, SyntaxTrials, SyntaxDocuments {
  readonly opened: SyntaxDocument[] = [];
  readonly changed: SyntaxChange[] = [];
  readonly closed: string[] = [];
  scopeAt = (): Promise<undefined> => Promise.resolve(undefined);
  cut = (): Promise<undefined> => Promise.resolve(undefined);
  addsErrors = (): Promise<undefined> => Promise.resolve(undefined);
  parse = (): Promise<undefined> => Promise.resolve(undefined);
  open = (document: SyntaxDocument): void => void this.opened.push(document);
  change = (change: SyntaxChange): void => void this.changed.push(change);
  close = (uri: string): void => void this.closed.push(uri);
}

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line with a folder of its own, in which a scripted engine answers. */
export class CliFixture {
  readonly syntax = new RecordingSyntax();
  readonly workspace = new FakeWorkspace();
  readonly controller = new AbortController();
  readonly wishes: EngineWish[] = [];
  engine: Engine = new FakeEngine();
  readonly checked: { readonly folder: string; readonly isTrusted: boolean }[] = [];
  checker: Checker = { check: () => Promise.resolve(undefined) };
  openError: Error | undefined;
  catalogue: readonly CatalogueModel[] | undefined;
  disposed = 0;

  private constructor(readonly folder: string) {}

  static async create(): Promise<CliFixture> {
    return new CliFixture(await mkdtemp(path.join(os.tmpdir(), 'plinth cli ä ')));
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    const file = path.join(this.folder, name);
    await writeFile(file, content);
    return file;
  }

  async run(...args: readonly string[]): Promise<CliRun> {
    let [out, err] = ['', ''];
    const io: CliIo = {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      isInteractive: false,
      cwd: this.folder,
      signal: this.controller.signal,
    };
    const code = await runCli(args, this.#tools(io));
    return { code, out, err };
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  #tools(io: CliIo): CliTools {
    const { catalogue } = this;
    const parts = {
      folder: path.join(this.folder, 'models'),
      stateFolder: path.join(this.folder, 'state'),
      log: nullLog,
      clock: systemClock,
      allowInsecureLoopback: true,
    };
    return {
      io,
      version: '9.9.9-test',
      clock: systemClock,
      log: nullLog,
      store: new ModelStore({ ...parts, ...(catalogue === undefined ? {} : { catalogue }) }),
      machine: () =>
        Promise.resolve({ totalMemoryBytes: 16e9, freeMemoryBytes: 8e9, physicalCores: 4, gpuMemoryBytes: 0 }),
      libraries: () => Promise.resolve({ platform: 'linux', glibc: '2.36', glibcxx: '3.4.30' }),
      open: (wish) => {
        this.wishes.push(wish);
        if (this.openError !== undefined) return Promise.reject(this.openError);
        const dispose = (): Promise<void> => Promise.resolve(void this.disposed++);
        const model = { id: 'fake', path: '/fake.gguf', verified: true };
        const { engine, syntax, workspace } = this;
        return Promise.resolve({ engine, syntax, workspace, model, dispose });
      },
      openEngine: (wish) => {
        this.wishes.push(wish);
        if (this.openError !== undefined) return Promise.reject(this.openError);
        const model = { id: 'fake', path: '/fake.gguf', verified: true };
        return Promise.resolve({ engine: this.engine, model, dispose: () => Promise.resolve(void this.disposed++) });
      },
      openWorkspace: () => {
        const { syntax, workspace } = this;
        return { syntax, workspace, dispose: () => Promise.resolve(void this.disposed++) };
      },
      openChecker: (folder, isTrusted) => {
        this.checked.push({ folder, isTrusted });
        return Promise.resolve({ check: (...question) => this.checker.check(...question), dispose: () => undefined });
      },
      indexFolder: path.join(this.folder, 'index'),
      readGrammar: readGrammarFile,
    };
  }
}
