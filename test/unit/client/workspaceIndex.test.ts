import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { nullLog } from '../../../src/base/log';
import { WorkerClient, type WorkerClientOptions } from '../../../src/client/workerClient';
import type { ContextQuery, IndexConfig } from '../../../src/protocol/context';

const project = path.resolve(import.meta.dirname, '../../..');
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'plinth-workspace-')));
const workerFile = path.join(folder, 'worker.mjs');
const grammarsDir = path.join(folder, 'grammars');
const text = "import { total } from './total';\n\ntotal(\n";

let root = '';
let clients: WorkerClient[] = [];

beforeAll(async () => {
  const require = createRequire(import.meta.url);
  await build({
    entryPoints: [path.join(project, 'src/worker/main.ts')],
    outfile: workerFile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
  });
  cpSync(path.join(project, 'grammars'), grammarsDir, { recursive: true });
  for (const name of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-typescript/tree-sitter-typescript.wasm'])
    cpSync(require.resolve(name), path.join(grammarsDir, path.basename(name)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  root = mkdtempSync(path.join(folder, 'root-'));
  mkdirSync(path.join(root, 'src'));
  write('src/total.ts', 'export function total(a: number): number {\n  return a;\n}\n');
  write('src/report.ts', "import { total } from './total';\n\nexport const sum = total(19);\n");
  write('src/a.ts', text);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.dispose()));
  clients = [];
});

const write = (name: string, content: string): void => writeFileSync(path.join(root, name), content);
const uri = (): string => pathToFileURL(path.join(root, 'src/a.ts')).href;
const config = (): IndexConfig => ({ roots: [{ folder: root, exclude: [] }], storeFolder: path.join(root, '.store') });

function createClient(options: Partial<WorkerClientOptions> = {}): WorkerClient {
  const client = new WorkerClient({ workerFile, grammarsDir, clock: systemClock, log: nullLog, ...options });
  clients.push(client);
  return client;
}

function query(change: Partial<ContextQuery> = {}): ContextQuery {
  const window = { start: 0, end: text.length };
  const place = { uri: uri(), version: 1, offset: text.length - 1, recent: [] };
  return { ...place, sources: ['usages', 'imports'], window, budgetMs: 10_000, ...change };
}

async function ready(client: WorkerClient): Promise<void> {
  await expect.poll(() => client.indexProgress.state, { timeout: 15_000 }).toBe('ready');
}

/** A worker that writes down what it is told, and ends when it hears of changed files. */
function recordingWorker(): { file: string; heard: () => string[] } {
  const file = path.join(root, 'fake.mjs');
  const record = path.join(root, 'heard');
  mkdirSync(record);
  writeFileSync(
    file,
    `import { writeFileSync } from 'node:fs';
     import { parentPort, threadId } from 'node:worker_threads';
     let count = 0;
     parentPort.on('message', (message) => {
       const place = ${JSON.stringify(record)} + '/' + threadId + '.' + count++;
       writeFileSync(place, message.method + ' ' + JSON.stringify(message.params));
       if (message.method === 'fileChanges') process.exit(1);
     });`,
  );
  return { file, heard: () => readdirSync(record).sort() };
}

describe('WorkerClient and the workspace', () => {
  it('indexes a folder, says how far it is and answers from it', async () => {
    const client = createClient();
    expect(client.indexProgress).toEqual({ state: 'off', files: 0, pending: 0, skipped: {} });
    const states: string[] = [];
    client.onIndexProgress(({ state }) => states.push(state));
    client.configureIndex(config());
    await ready(client);
    expect(client.indexProgress.files).toBe(3);
    expect(states).toEqual(expect.arrayContaining(['scanning', 'ready']));
    client.open({ uri: uri(), languageId: 'typescript', version: 1, text });
    const answer = await client.related(query());
    expect(answer?.index.files).toBe(3);
    expect(answer?.notes.map(({ source }) => source)).toEqual(['usages', 'imports']);
    expect(answer?.snippets.map(({ path: from }) => from)).toContain('src/report.ts');
    expect(await client.related(query({ version: 2 }))).toBeUndefined();
    expect(await client.related(query({ uri: 'file:///elsewhere.ts' }))).toBeUndefined();
  });

  it('says where names are defined, and knows nothing of any name when there is no answer', async () => {
    const client = createClient({ parseDeadlineMs: 60_000 });
    const asked = () => client.placesOf({ uri: uri(), names: ['total', 'made_up'] });
    expect(await asked()).toBeUndefined();
    client.configureIndex(config());
    await ready(client);
    expect(await client.placesOf({ uri: uri(), names: ['made_up'] })).toEqual([]);
    expect(await client.placesOf({ uri: 'file:///elsewhere.ts', names: ['made_up'] })).toBeUndefined();
    await client.dispose();
    expect(await asked()).toBeUndefined();
  });

  it('follows changed files', async () => {
    const client = createClient();
    client.configureIndex(config());
    await ready(client);
    write('src/new.ts', 'export const fresh = 1;\n');
    client.filesChanged({ changed: [path.join(root, 'src/new.ts')], deleted: [path.join(root, 'src/report.ts')] });
    rmSync(path.join(root, 'src/report.ts'));
    write('src/other.ts', '');
    client.filesChanged({ changed: [path.join(root, 'src/other.ts')], deleted: [] });
    await expect.poll(() => client.indexProgress.files, { timeout: 10_000 }).toBe(4);
  });

  it('says which files the index passes over; all of them when it cannot say', async () => {
    write('.gitignore', 'dist/\n');
    const at = { folder: root, exclude: ['**/old'] };
    const client = createClient({ parseDeadlineMs: 60_000 });
    const asked = (): Promise<boolean[]> =>
      Promise.all(['src/a.ts', 'dist/a.js', 'old/a.ts'].map((relative) => client.isRefused({ root: at, relative })));
    expect(await asked()).toEqual([false, true, true]);
    await client.dispose();
    expect(await asked()).toEqual([true, true, true]);
  });

  it('gives the folders to a thread that is started again', async () => {
    const { file, heard } = recordingWorker();
    const client = createClient({ workerFile: file, flushMs: 100 });
    client.configureIndex({ roots: [] });
    client.filesChanged({ changed: ['/a'], deleted: [] });
    client.configureIndex(config());
    await expect.poll(heard).toHaveLength(1);
    client.filesChanged({ changed: ['/a'], deleted: [] });
    await expect.poll(heard, { timeout: 10_000 }).toHaveLength(3);
  });

  it('writes nothing after it was told to stop, and goes on to answer', async () => {
    const client = createClient();
    client.configureIndex(config());
    await ready(client);
    const states: string[] = [];
    client.onIndexProgress(({ state }) => states.push(state));
    client.configureIndex({ roots: config().roots });
    await client.flushIndex();
    rmSync(path.join(root, '.store'), { recursive: true, force: true });
    const names = Array.from({ length: 250 }, (_, index) => `src/new${index}.ts`);
    for (const name of names) write(name, 'export const fresh = 1;\n');
    client.filesChanged({ changed: names.map((name) => path.join(root, name)), deleted: [] });
    await expect.poll(() => client.indexProgress, { timeout: 10_000 }).toMatchObject({ state: 'ready', files: 253 });
    await client.dispose();
    expect(existsSync(path.join(root, '.store'))).toBe(false);
    // What was known before was not thrown away.
    expect(states).not.toContain('scanning');
  });

  it('keeps the index when it ends, and does not wait long for it', async () => {
    const client = createClient();
    client.configureIndex(config());
    await ready(client);
    await client.dispose();
    expect(readdirSync(path.join(root, '.store'))).toHaveLength(1);
    const { file } = recordingWorker();
    const silent = createClient({ workerFile: file, flushMs: 100 });
    silent.configureIndex(config());
    const startMs = performance.now();
    await silent.dispose();
    expect(performance.now() - startMs).toBeLessThan(2_000);
    silent.configureIndex(config());
    expect(existsSync(path.join(root, 'heard'))).toBe(true);
  });
});
