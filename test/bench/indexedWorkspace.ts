import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { WorkerClient } from '../../src/client/workerClient';
import { copyGrammars, makeTree } from './sampleTree';

/** Files of the drawn program, which are among those of the workspace. */
export const programFiles = 200;
const libraries = 20;

/** The program's file of this number, relative to the workspace. */
export function programFile(index: number): string {
  return index < libraries ? `app/lib/part${index}.ts` : `app/use/page${index}.ts`;
}

/** Imports of the first so many parts of the program, as a file in `app/use` writes them. */
export function importsOfProgram(count: number): string {
  const line = (index: number): string => `import { load${index}, Part${index} } from '../lib/part${index}';\n`;
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

/** A workspace of sources on disk and the worker that reads it, in a scratch folder. */
export class IndexedWorkspace {
  readonly folder: string;
  readonly client: WorkerClient;
  readonly #scratch: string;

  private constructor(scratch: string, client: WorkerClient) {
    this.#scratch = scratch;
    this.folder = path.join(scratch, 'tree');
    this.client = client;
  }

  /** Writes the files; nothing is indexed yet. Dispose of it in any case. */
  static async create(files: number): Promise<IndexedWorkspace> {
    const scratch = await mkdtemp(path.join(tmpdir(), 'plinth-workspace-'));
    const grammarsDir = await copyGrammars(path.join(scratch, 'grammars'));
    const workerFile = path.join(import.meta.dirname, 'worker.mjs');
    const client = new WorkerClient({ workerFile, grammarsDir, clock: systemClock, log: nullLog });
    const workspace = new IndexedWorkspace(scratch, client);
    await makeTree(workspace.folder, Math.max(0, files - programFiles));
    for (let index = 0; index < programFiles; index++) await workspace.#writeProgram(index);
    return workspace;
  }

  /** Begins the index and waits until nothing is left to be read. */
  async fill(): Promise<{ readonly files: number; readonly ms: number }> {
    const startMs = performance.now();
    const ready = new Promise<void>((resolve) => {
      this.client.onIndexProgress(({ state }) => state === 'ready' && resolve());
    });
    this.client.configureIndex({ roots: [{ folder: this.folder, exclude: [] }] });
    await ready;
    return { files: this.client.indexProgress.files, ms: performance.now() - startMs };
  }

  async dispose(): Promise<void> {
    await this.client.dispose();
    await rm(this.#scratch, { recursive: true, force: true });
  }

  async #writeProgram(index: number): Promise<void> {
    const file = path.join(this.folder, programFile(index));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, index < libraries ? libraryText(index) : pageText(index));
  }
}

function libraryText(index: number): string {
  return `/** What part ${index} knows of an order. */
export class Part${index} {
  constructor(readonly orderId: string, readonly count = ${index}) {}

  /** In cents. */
  priceOf(country: string): number {
    return this.count * country.length;
  }
}

export async function load${index}(orderId: string, signal?: AbortSignal): Promise<Part${index}> {
  if (signal?.aborted) throw new Error('stopped');
  return new Part${index}(orderId);
}
`;
}

function pageText(index: number): string {
  const [one, two] = [index % libraries, (index * 7 + 3) % libraries];
  const second = two === one ? '' : `import { load${two}, Part${two} } from '../lib/part${two}';\n`;
  return `import { load${one}, Part${one} } from '../lib/part${one}';
${second}
export async function page${index}(orderIds: readonly string[], country: string): Promise<number> {
  const parts = await Promise.all(orderIds.map((orderId) => load${one}(orderId)));
  const total = parts.reduce((sum, part) => sum + part.priceOf(country), 0);
  const extra = new Part${two}('page-${index}', orderIds.length);
  return total + extra.priceOf(country);
}
`;
}
