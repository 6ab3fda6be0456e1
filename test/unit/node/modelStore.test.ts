import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { nullLog } from '../../../src/base/log';
import { type CatalogueModel, catalogue } from '../../../src/core/models/catalogue';
import type { MachineFacts } from '../../../src/core/models/recommend';
import { diskError } from '../../../src/node/download';
import { ModelStore, type ModelStoreParts, type PullProgress } from '../../../src/node/modelStore';
import { ggufBytes } from '../models/ggufBytes';
import { breakAfter, hangAfter, type ModelServer, serveRanges, startModelServer } from './modelServer';

const content = ggufBytes({ dataBytes: 400_000 });
const machine: MachineFacts = { totalMemoryBytes: 16e9, freeMemoryBytes: 8e9, physicalCores: 4, gpuMemoryBytes: 0 };

let root: string;
let folder: string;
let server: ModelServer;
let model: CatalogueModel;
let file: string;

/** Waits a hundredth of the time, so that pauses between tries cost nothing. */
const hastyClock = { now: systemClock.now, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal) };

const storeWith = (parts: Partial<ModelStoreParts> = {}): ModelStore =>
  new ModelStore({ folder, log: nullLog, clock: systemClock, catalogue: [model], allowInsecureLoopback: true, ...parts });

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'plinth store ü '));
  folder = path.join(root, 'models');
  server = await startModelServer(content);
  model = {
    ...catalogue[0]!,
    url: server.url,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  };
  file = path.join(folder, model.file);
});

afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

async function putModel(bytes: Uint8Array = content): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(file, bytes);
}

describe('pull', () => {
  it('downloads, checks, renames, and leaves nothing else behind', async () => {
    const progress: PullProgress[] = [];
    expect(await storeWith().pull(model, { onProgress: (step) => progress.push(step) })).toBe(file);
    expect((await readFile(file)).equals(content)).toBe(true);
    expect((await readdir(folder)).sort()).toEqual([model.file, 'verified.json']);
    expect(progress.at(-1)).toMatchObject({ phase: 'checking', bytes: content.length, totalBytes: content.length });
    const loading = progress.filter((step) => step.phase === 'downloading');
    expect(loading.at(-1)).toMatchObject({ bytes: content.length, secondsLeft: 0 });
  });

  it('asks nothing when the right file is there', async () => {
    await putModel();
    await storeWith().pull(model);
    expect(server.requests).toEqual([]);
  });

  it('goes on where it was cancelled, and tells the server which version it has', async () => {
    server.handler = hangAfter(100_000);
    const controller = new AbortController();
    const pull = storeWith().pull(model, { signal: controller.signal, onProgress: ({ bytes }) => bytes >= 100_000 && controller.abort() });
    await expect(pull).rejects.toMatchObject({ code: 'cancelled' });
    expect((await stat(`${file}.part`)).size).toBe(100_000);
    expect(await readdir(folder)).not.toContain(`${model.file}.lock`);
    server.handler = serveRanges;
    await storeWith().pull(model);
    expect(server.requests.at(-1)).toEqual({ range: 'bytes=100000-', ifRange: '"v1"' });
    expect((await readFile(file)).equals(content)).toBe(true);
  });

  it('goes on by itself after the connection broke', async () => {
    let left = 3;
    const whole = server.handler;
    server.handler = (...call) => (left-- > 0 ? breakAfter(90_000) : whole)(...call);
    await storeWith({ clock: hastyClock }).pull(model);
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=90000-', 'bytes=180000-', 'bytes=270000-']);
    expect((await readFile(file)).equals(content)).toBe(true);
  });

  it('starts again when the server ignores the range', async () => {
    await mkdir(folder);
    await writeFile(`${file}.part`, 'other bytes');
    server.handler = (_request, response) => response.writeHead(200).end(content);
    await storeWith().pull(model);
    expect((await readFile(file)).equals(content)).toBe(true);
  });

  it('starts again when the file changed on the server', async () => {
    await mkdir(folder);
    await writeFile(`${file}.part`, 'other bytes');
    await writeFile(`${file}.part.etag`, '"v0"');
    await storeWith().pull(model);
    expect(server.requests).toEqual([{ range: 'bytes=11-', ifRange: '"v0"' }]);
    expect((await readFile(file)).equals(content)).toBe(true);
  });

  it.each([
    ['longer than the file', content.length + 10],
    ['as long as the file but wrong', content.length],
  ])('never uses a part that is %s', async (_what, bytes) => {
    await mkdir(folder);
    await writeFile(`${file}.part`, new Uint8Array(bytes));
    const first = await storeWith().pull(model).catch((error: unknown) => error);
    if (first !== file) {
      expect(first).toMatchObject({ code: 'downloadDamaged' });
      await storeWith().pull(model);
    }
    expect((await readFile(file)).equals(content)).toBe(true);
  });

  it('removes a download with the wrong hash and says so', async () => {
    const bad = content.slice();
    bad[bad.length - 5]! ^= 1;
    server.handler = (_request, response) => response.writeHead(200).end(bad);
    await expect(storeWith().pull(model)).rejects.toMatchObject({ code: 'downloadDamaged', message: expect.stringContaining('sha256') as string });
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps the old file until the new one is right', async () => {
    await putModel(new Uint8Array(7));
    server.handler = (_request, response) => response.writeHead(404).end();
    await expect(storeWith().pull(model)).rejects.toMatchObject({ code: 'serverAnswer', message: expect.stringContaining('404') as string });
    expect((await stat(file)).size).toBe(7);
  });

  it('refuses a file of another size before it loads it', async () => {
    server.handler = (_request, response) => response.writeHead(200, { 'content-length': 99 }).end(new Uint8Array(99));
    await expect(storeWith().pull(model)).rejects.toMatchObject({ code: 'serverAnswer', message: expect.stringContaining('99 bytes') as string });
  });

  it('stops when more comes than the file has', async () => {
    server.handler = (_request, response) => {
      response.writeHead(200);
      response.write(content);
      response.end('more');
    };
    await expect(storeWith().pull(model)).rejects.toMatchObject({ code: 'serverAnswer' });
  });

  it('gives up after some tries when the server only fails', async () => {
    server.handler = (_request, response) => response.writeHead(503).end();
    await expect(storeWith({ clock: hastyClock }).pull(model)).rejects.toMatchObject({ code: 'offline', message: expect.stringContaining('503') as string });
    expect(server.requests.length).toBe(4);
  });

  it('gives up when the server goes silent', async () => {
    server.handler = () => undefined;
    const hurried = { now: systemClock.now, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 1000, signal) };
    await expect(storeWith({ clock: hurried }).pull(model)).rejects.toMatchObject({ code: 'offline', message: expect.stringContaining('silent') as string });
  });

  it('names the network when there is none', async () => {
    const { url } = server;
    await server.close();
    const offline = storeWith().pull({ ...model, url });
    await expect(offline).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('refused') as string,
      cure: expect.stringContaining(folder) as string,
    });
  });

  it('follows a redirect', async () => {
    const whole = server.handler;
    server.handler = (request, response, bytes) => {
      if (request.url === '/other') whole(request, response, bytes);
      else response.writeHead(302, { location: '/other' }).end();
    };
    await storeWith().pull(model);
    expect((await readFile(file)).equals(content)).toBe(true);
  });

  it.each(['http://example.invalid/model.gguf', 'ftp://127.0.0.1/x', 'file:///etc/passwd'])('refuses a redirect to %s', async (location) => {
    server.handler = (_request, response) => response.writeHead(302, { location }).end();
    await expect(storeWith().pull(model)).rejects.toMatchObject({ code: 'insecureAddress' });
  });

  it('refuses http without the option for tests, before any request', async () => {
    await expect(storeWith({ allowInsecureLoopback: false }).pull(model)).rejects.toMatchObject({ code: 'insecureAddress' });
    expect(server.requests).toEqual([]);
  });

  it('refuses an answer that a fetch of its own redirected to http', async () => {
    const response = new Response(content);
    Object.defineProperty(response, 'url', { value: 'http://example.invalid/' });
    const store = storeWith({ fetch: () => Promise.resolve(response), allowInsecureLoopback: false });
    await expect(store.pull({ ...model, url: 'https://example.invalid/' })).rejects.toMatchObject({ code: 'insecureAddress' });
  });

  it('ends a circle of redirects', async () => {
    server.handler = (_request, response) => response.writeHead(302, { location: '/' }).end();
    await expect(storeWith().pull(model)).rejects.toMatchObject({ code: 'serverAnswer', message: expect.stringContaining('circle') as string });
  });

  it('checks the free space first', async () => {
    const store = storeWith({ statfs: () => Promise.resolve({ bavail: 10, bsize: 4096 }) });
    await expect(store.pull(model)).rejects.toMatchObject({ code: 'noSpace', message: expect.stringContaining('free') as string });
    expect(server.requests).toEqual([]);
  });

  it('says so when the folder cannot be made', async () => {
    await writeFile(folder, 'a file, not a folder');
    await expect(storeWith().pull(model)).rejects.toMatchObject({ code: 'folderReadOnly' });
  });

  it.each([
    ['EROFS', 'folderReadOnly', /read-only/],
    ['EACCES', 'folderReadOnly', /permission denied/],
    ['ENOSPC', 'noSpace', /full/],
  ])('turns %s of the disk into a message with a cure', (code, ours, message) => {
    expect(diskError(Object.assign(new Error(code), { code }), file)).toMatchObject({
      code: ours,
      message: expect.stringMatching(message) as string,
      cure: expect.any(String) as string,
    });
  });

  it('lets two at once share one download', async () => {
    const phases = new Set<string>();
    const [first, second] = [storeWith(), storeWith()];
    const paths = await Promise.all([first.pull(model), second.pull(model, { onProgress: ({ phase }) => phases.add(phase) })]);
    expect(paths).toEqual([file, file]);
    expect(server.requests.length).toBe(1);
    expect((await readFile(file)).equals(content)).toBe(true);
  });

  it('can be cancelled while it waits for another', async () => {
    await mkdir(folder);
    await writeFile(`${file}.lock`, JSON.stringify({ pid: process.pid, host: os.hostname() }));
    const controller = new AbortController();
    const waiting = storeWith().pull(model, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each([
    ['whose process is gone', JSON.stringify({ pid: 2 ** 30, host: os.hostname() }), 0],
    ['that nobody has touched for long', 'damaged', 120],
  ])('takes over a lock %s', async (_what, owner, ageS) => {
    await mkdir(folder);
    await writeFile(`${file}.lock`, owner);
    const then = Date.now() / 1000 - ageS;
    await utimes(`${file}.lock`, then, then);
    expect(await storeWith().pull(model)).toBe(file);
  });
});

describe('resolve', () => {
  const auto = { model: 'auto', modelPath: '' };

  it('finds nothing in an empty or absent folder, and says what to do', async () => {
    const store = storeWith();
    expect(await store.resolve(auto, machine)).toBeUndefined();
    const error = store.missing('auto', machine);
    expect(error).toMatchObject({ code: 'modelMissing', cure: `Download one: plinth models pull ${model.id}` });
    expect(error.message).toContain(folder);
  });

  it('verifies a file once and remembers it over a new start', async () => {
    await putModel();
    await utimes(file, 1_000, 1_000);
    expect(await storeWith().resolve(auto, machine)).toEqual({ id: model.id, path: file, verified: true });
    // A changed byte under the old size, time and inode shows that a new start does not read the tensor data again; verify does.
    const changed = content.slice();
    changed[changed.length - 1] = 1;
    await writeFile(file, changed);
    await utimes(file, 1_000, 1_000);
    expect(await storeWith().resolve(auto, machine)).toMatchObject({ verified: true });
    await expect(storeWith().verify(model.id)).rejects.toMatchObject({ code: 'modelUnusable' });
    await expect(storeWith().resolve(auto, machine)).rejects.toMatchObject({ code: 'modelUnusable' });
  });

  it('hashes again after the file changed', async () => {
    await putModel();
    await storeWith().resolve(auto, machine);
    const changed = content.slice();
    changed[changed.length - 1] = 1;
    await writeFile(file, changed);
    await utimes(file, 1, 1);
    await expect(storeWith().resolve(auto, machine)).rejects.toMatchObject({ code: 'modelUnusable', message: expect.stringContaining('sha256') as string });
  });

  it('never loads a file that is cut in half', async () => {
    await putModel();
    await truncate(file, Math.floor(content.length / 2));
    await expect(storeWith().resolve(auto, machine)).rejects.toMatchObject({ code: 'modelUnusable', message: expect.stringContaining('is cut') as string });
  });

  it('survives a damaged stamp file', async () => {
    await putModel();
    await writeFile(path.join(folder, 'verified.json'), '{"x": 3, "y":');
    expect(await storeWith().resolve(auto, machine)).toMatchObject({ verified: true });
  });

  it('works when no stamp can be written', async () => {
    await putModel();
    await mkdir(path.join(folder, 'verified.json'));
    const store = storeWith();
    expect(await store.resolve(auto, machine)).toMatchObject({ verified: true });
    expect(await store.resolve(auto, machine)).toMatchObject({ verified: true });
  });

  it('remembers in the state folder when the model folder takes nothing', async () => {
    await putModel();
    await mkdir(path.join(folder, 'verified.json'));
    const stateFolder = path.join(root, 'state');
    await storeWith({ stateFolder }).resolve(auto, machine);
    expect(JSON.parse(await readFile(path.join(stateFolder, 'verified.json'), 'utf8'))).toHaveProperty([file]);
  });

  it('names the choices for an unknown id', async () => {
    await expect(storeWith().resolve({ model: 'gpt-5', modelPath: '' }, machine)).rejects.toMatchObject({
      code: 'modelUnknown',
      cure: expect.stringContaining(model.id) as string,
    });
  });

  it("takes a user's own file as unverified", async () => {
    const own = path.join(root, 'my model ü.gguf');
    await writeFile(own, content);
    expect(await storeWith().resolve({ model: 'auto', modelPath: own }, machine)).toEqual({ id: 'my model ü.gguf', path: own, verified: false });
  });

  it.each([
    ['missing', undefined, 'modelMissing', /does not exist/],
    ['foreign', new TextEncoder().encode('<!DOCTYPE html><title>Not found</title>'), 'modelUnusable', /web page/],
    ['cut', content.subarray(0, 1000), 'modelUnusable', /cut/],
    ['hostile', ggufBytes({ tensorCount: 1n << 60n }), 'modelUnusable', /hostile/],
  ])("refuses a user's own file that is %s", async (_what, bytes, code, message) => {
    const own = path.join(root, 'own.gguf');
    if (bytes !== undefined) await writeFile(own, bytes);
    await expect(storeWith().resolve({ model: 'auto', modelPath: own }, machine)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
      cure: expect.any(String) as string,
    });
  });

  it('refuses a folder as a model', async () => {
    await expect(storeWith().resolve({ model: 'auto', modelPath: root }, machine)).rejects.toMatchObject({ code: 'modelUnusable' });
  });

  it('takes the recommended one of several, else the largest that fits', async () => {
    const small = { ...model, file: 'small.gguf', id: 'small' };
    const bigContent = ggufBytes({ dataBytes: 500_000 });
    const big = { ...model, file: 'big.gguf', id: 'big', bytes: bigContent.length, sha256: createHash('sha256').update(bigContent).digest('hex') };
    await mkdir(folder);
    await writeFile(path.join(folder, 'small.gguf'), content);
    await writeFile(path.join(folder, 'big.gguf'), bigContent);
    const store = storeWith({ catalogue: [small, big] });
    expect(await store.resolve(auto, machine)).toMatchObject({ id: 'big' });
    expect(await store.resolve(auto, { ...machine, physicalCores: 1 })).toMatchObject({ id: 'small' });
    expect(await store.resolve({ model: 'small', modelPath: '' }, machine)).toMatchObject({ id: 'small' });
  });
});

describe('list, locate, verify, remove', () => {
  it('tells the states apart', async () => {
    const store = storeWith();
    expect(await store.list()).toMatchObject([{ state: 'absent', bytes: 0 }]);
    await mkdir(folder);
    await writeFile(`${file}.part`, 'abc');
    expect(await store.list()).toMatchObject([{ state: 'partial', bytes: 3 }]);
    await putModel(content.subarray(1));
    expect(await store.list()).toMatchObject([{ state: 'wrongSize' }]);
    expect(await store.locate(model.id)).toBeUndefined();
    await putModel();
    expect(await store.list()).toMatchObject([{ state: 'present', path: file }]);
    expect(await store.locate(model.id)).toBe(file);
  });

  it('verifies by reading everything', async () => {
    const store = storeWith();
    await expect(store.verify(model.id)).rejects.toMatchObject({ code: 'modelMissing' });
    await putModel();
    expect(await store.verify(model.id)).toBe(file);
    const changed = content.slice();
    changed[9_000]! ^= 0x10;
    await putModel(changed);
    await expect(store.verify(model.id)).rejects.toMatchObject({ code: 'modelUnusable', cure: expect.stringContaining('models remove') as string });
    await putModel(content.subarray(0, 5));
    await expect(store.verify(model.id)).rejects.toMatchObject({ code: 'modelUnusable', message: expect.stringContaining('has 5 bytes') as string });
  });

  it('removes the file, its part and its stamp', async () => {
    const store = storeWith();
    await expect(store.remove(model.id)).rejects.toMatchObject({ code: 'modelMissing' });
    await store.pull(model);
    await writeFile(`${file}.part`, 'abc');
    expect(await store.remove(model.id)).toBe(content.length + 3);
    expect(await readdir(folder)).toEqual(['verified.json']);
    expect(await readFile(path.join(folder, 'verified.json'), 'utf8')).toBe('{}\n');
  });
});
