import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../src/base/clock';
import type { Log } from '../../../src/base/log';
import { WorkerClient, type WorkerClientOptions } from '../../../src/client/workerClient';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'plinth-worker-'));
const workerFile = path.join(folder, 'worker.mjs');
const grammarsDir = path.join(folder, 'grammars');
const uri = 'file:///a.ts';
const text = 'function f() {\n  \n}\n';
const place = { uri, version: 1, offset: 17 };

beforeAll(async () => {
  const require = createRequire(import.meta.url);
  const banner = "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);";
  const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' } as const;
  await build({
    ...options,
    entryPoints: [path.join(root, 'src/worker/main.ts')],
    outfile: workerFile,
    banner: { js: banner },
  });
  cpSync(path.join(root, 'grammars'), grammarsDir, { recursive: true });
  for (const name of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-typescript/tree-sitter-typescript.wasm']) {
    cpSync(require.resolve(name), path.join(grammarsDir, path.basename(name)));
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clients: WorkerClient[] = [];
const lines: string[] = [];
const record = (message: string): void => void lines.push(message);
const log: Log = { debug: record, info: record, warn: record, error: record };

/** Patient, because this machine may be busy; what tests of lateness need they set themselves. */
function createClient(options: Partial<WorkerClientOptions> = {}): WorkerClient {
  const client = new WorkerClient({ workerFile, grammarsDir, clock: systemClock, log, deadlineMs: 60_000, ...options });
  clients.push(client);
  return client;
}

/** Asks again, as the first parse of a thread on a busy machine may take longer than one question waits for it. */
async function answered<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await systemClock.sleep(10);
  }
  return undefined;
}

/** A worker file with this code. */
function fakeWorker(name: string, code: string): string {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, `import { parentPort, workerData } from 'node:worker_threads';\n${code}`);
  return file;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  lines.length = 0;
});

describe('WorkerClient', () => {
  it('asks the worker for scope, cut and parse', async () => {
    const client = createClient();
    client.open({ uri, languageId: 'typescript', version: 1, text });
    const scope = await answered(() => client.scopeAt(place));
    expect(scope).toMatchObject({ emptyBlock: true, statementStart: true, inString: false });
    expect(scope?.enclosing.map(({ kind, name }) => `${kind} ${name}`.trim())).toEqual(['block', 'function f']);
    const answer = 'return 1;\n}\n\nfunction g() {';
    const cut = await answered(() => client.cut({ ...place, answer, complete: false, extent: 'block' }));
    expect(cut).toEqual({ end: 9, ended: true });
    expect(await answered(() => client.parse('typescript', 'a('))).toMatchObject({ errors: 1 });
    expect(await client.parse('cobol', 'a(')).toBeUndefined();
  });

  it('follows changes and answers only for the version it has', async () => {
    const client = createClient();
    client.open({ uri, languageId: 'typescript', version: 1, text });
    client.change({ uri, version: 2, edits: [{ start: 17, oldEnd: 17, text: '"😀' }] });
    expect(await client.scopeAt(place)).toBeUndefined();
    const changed = { uri, version: 2, offset: 20 };
    expect(await answered(() => client.scopeAt(changed))).toMatchObject({ inString: true });
    client.close(uri);
    expect(await client.scopeAt({ uri, version: 2, offset: 20 })).toBeUndefined();
  });

  it('starts no thread before it has a document or a question', () => {
    const client = createClient({ workerFile: path.join(folder, 'missing.mjs') });
    client.change({ uri, version: 2, edits: [] });
    client.close(uri);
    expect(lines).toEqual([]);
  });

  it('does not send what is too large', async () => {
    const client = createClient();
    client.open({ uri, languageId: 'typescript', version: 1, text: 'a'.repeat(2_000_001) });
    expect(await client.scopeAt({ uri, version: 1, offset: 0 })).toBeUndefined();
    expect(await client.parse('typescript', 'a'.repeat(2_000_001))).toBeUndefined();
    client.open({ uri, languageId: 'typescript', version: 2, text });
    expect(await answered(() => client.scopeAt({ uri, version: 2, offset: 17 }))).toBeDefined();
    client.change({ uri, version: 3, edits: [{ start: 0, oldEnd: 0, text: 'a'.repeat(2_000_000) }] });
    expect(await client.scopeAt({ uri, version: 3, offset: 0 })).toBeUndefined();
  });

  it('gives a restarted worker the documents as they are now', async () => {
    // The first thread dies at its first message, the next ones are real.
    const mark = path.join(folder, 'died-once');
    const file = fakeWorker(
      'dies-once',
      `import { existsSync, writeFileSync } from 'node:fs';
       if (existsSync(${JSON.stringify(mark)})) await import(${JSON.stringify(workerFile)});
       else parentPort.on('message', () => { writeFileSync(${JSON.stringify(mark)}, ''); throw new Error('boom'); });`,
    );
    const client = createClient({ workerFile: file });
    client.open({ uri, languageId: 'typescript', version: 1, text });
    client.change({ uri, version: 2, edits: [{ start: 0, oldEnd: 0, text: '// x\n' }] });
    await expect.poll(() => lines.join('\n')).toContain('ended with code 1');
    const scope = await answered(() => client.scopeAt({ uri, version: 2, offset: 22 }));
    expect(scope?.enclosing.at(-1)).toEqual({ kind: 'function', name: 'f', start: 5, end: 24 });
    expect(lines.join('\n')).toContain('boom');
  });

  it('stops starting a worker that always dies', async () => {
    const starts = path.join(folder, 'starts');
    mkdirSync(starts);
    const file = fakeWorker(
      'always-dies',
      `import { mkdtempSync } from 'node:fs'; mkdtempSync(${JSON.stringify(`${starts}/`)}); throw new Error('no');`,
    );
    const client = createClient({ workerFile: file, deadlineMs: 50 });
    client.open({ uri, languageId: 'typescript', version: 1, text });
    await expect.poll(() => lines.join('\n')).toContain('too often');
    expect(await client.scopeAt(place)).toBeUndefined();
    client.change({ uri, version: 2, edits: [] });
    expect(lines.filter((line) => line.includes('ended with code'))).toHaveLength(4);
  });

  it('answers undefined when the worker is late', async () => {
    const file = fakeWorker('silent', "parentPort.on('message', () => undefined);");
    const client = createClient({ workerFile: file, deadlineMs: 30 });
    client.open({ uri, languageId: 'typescript', version: 1, text });
    // The worker never answers: without the deadline this would wait for ever.
    expect(await client.scopeAt(place)).toBeUndefined();
  });

  it('starts a worker again that hangs', async () => {
    const mark = path.join(folder, 'hung-once');
    const file = fakeWorker(
      'hangs-once',
      `import { existsSync, writeFileSync } from 'node:fs';
       if (existsSync(${JSON.stringify(mark)})) await import(${JSON.stringify(workerFile)});
       else parentPort.on('message', () => { writeFileSync(${JSON.stringify(mark)}, ''); for (;;); });`,
    );
    // Stands still but where this test moves it: the second thread may take its time.
    let nowMs = 0;
    let patience = 0.01;
    const clock: Clock = { now: () => nowMs, sleep: (ms, signal) => systemClock.sleep(ms * patience, signal) };
    const client = createClient({ workerFile: file, hangMs: 1_500, clock });
    client.open({ uri, languageId: 'typescript', version: 1, text });
    await expect.poll(() => existsSync(mark)).toBe(true);
    expect(await client.scopeAt(place)).toBeUndefined();
    nowMs = 1_500;
    expect(await client.scopeAt(place)).toBeUndefined();
    expect(lines.join('\n')).not.toContain('does not answer');
    nowMs = 1_501;
    patience = 1;
    expect(await answered(() => client.scopeAt(place))).toBeDefined();
    expect(lines.filter((line) => line.includes('does not answer'))).toHaveLength(1);
  });

  it('never throws when the worker file is missing', async () => {
    const client = createClient({ workerFile: path.join(folder, 'missing.mjs'), deadlineMs: 200 });
    client.open({ uri, languageId: 'typescript', version: 1, text });
    client.change({ uri, version: 2, edits: [] });
    expect(await client.scopeAt({ ...place, version: 2 })).toBeUndefined();
    expect(await client.parse('typescript', 'a')).toBeUndefined();
  });

  it('knows nothing and starts nothing after it was disposed of', async () => {
    const client = createClient();
    client.open({ uri, languageId: 'typescript', version: 1, text });
    const open = client.scopeAt(place);
    await client.dispose();
    await client.dispose();
    expect(await open).toBeUndefined();
    client.open({ uri, languageId: 'typescript', version: 2, text });
    expect(await client.scopeAt({ ...place, version: 2 })).toBeUndefined();
    expect(lines.filter((line) => line.includes('ended'))).toEqual([]);
  });

  it('without grammars it answers undefined and says why once', async () => {
    const client = createClient({ grammarsDir: path.join(folder, 'nowhere') });
    client.open({ uri, languageId: 'typescript', version: 1, text });
    expect(await client.scopeAt(place)).toBeUndefined();
    expect(await client.scopeAt(place)).toBeUndefined();
    await expect
      .poll(() => lines.filter((line) => line.includes('The grammar for typescript cannot be used')))
      .toHaveLength(1);
  });
});
