import { writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../src/base/clock';
import { diskError } from '../../../src/node/download';
import type { PullProgress } from '../../../src/node/modelStore';
import { hangAfter, serveRanges } from './modelServer';
import { content, damagedContent, StoreFixture } from './storeFixture';

/** Hardly waits between two tries, and as long as ever for a server, which may be slow on a busy machine. */
const hasty: Clock = {
  now: () => systemClock.now(),
  sleep: (ms, signal) => systemClock.sleep(ms < 30_000 ? ms / 100 : ms, signal),
};
/** Hardly waits for anything. */
const impatient: Clock = { ...hasty, sleep: (ms, signal) => systemClock.sleep(ms / 1000, signal) };

let fixture: StoreFixture;
beforeEach(async () => void (fixture = await StoreFixture.create()));
afterEach(() => fixture.remove());

describe('pull', () => {
  it('downloads, checks, renames, and leaves nothing else behind', async () => {
    const progress: PullProgress[] = [];
    expect(await fixture.store().pull(fixture.model, { onProgress: (step) => progress.push(step) })).toBe(fixture.file);
    expect(await fixture.isRight()).toBe(true);
    expect(await readdir(fixture.folder)).toEqual([fixture.model.file]);
    expect(await readdir(fixture.stateFolder)).toEqual(['verified.json']);
    expect(progress.at(-1)).toMatchObject({ phase: 'checking', bytes: content.length, totalBytes: content.length });
    const loading = progress.filter((step) => step.phase === 'downloading');
    expect(loading.at(-1)).toMatchObject({ bytes: content.length, secondsLeft: 0 });
  });

  it('asks nothing when the right fixture.file is there', async () => {
    await fixture.put();
    await fixture.store().pull(fixture.model);
    expect(fixture.server.requests).toEqual([]);
  });

  it('goes on where it was cancelled, and tells the server which version it has', async () => {
    fixture.server.handler = hangAfter(100_000);
    const controller = new AbortController();
    const pull = fixture.store().pull(fixture.model, {
      signal: controller.signal,
      onProgress: ({ bytes }) => bytes >= 100_000 && controller.abort(),
    });
    await expect(pull).rejects.toMatchObject({ code: 'cancelled' });
    expect((await stat(`${fixture.file}.part`)).size).toBe(100_000);
    expect(await readdir(fixture.folder)).not.toContain(`${fixture.model.file}.lock`);
    fixture.server.handler = serveRanges;
    await fixture.store().pull(fixture.model);
    expect(fixture.server.requests.at(-1)).toEqual({ range: 'bytes=100000-', ifRange: '"v1"' });
    expect(await fixture.isRight()).toBe(true);
  });

  it('goes on by itself after the connection broke', async () => {
    let left = 3;
    fixture.server.handler = (...call) => (left > 0 ? hangAfter(90_000) : serveRanges)(...call);
    // Only when all that was sent has been written: what is on its way when a connection breaks may be lost.
    const onProgress = ({ bytes }: PullProgress): void => {
      if (left === 0 || bytes % 90_000 !== 0) return;
      left -= 1;
      fixture.server.breakConnections();
    };
    await fixture.store({ clock: hasty }).pull(fixture.model, { onProgress });
    expect(fixture.server.requests.map(({ range }) => range)).toEqual([
      undefined,
      'bytes=90000-',
      'bytes=180000-',
      'bytes=270000-',
    ]);
    expect(await fixture.isRight()).toBe(true);
  });

  it('starts again when the server ignores the range', async () => {
    await mkdir(fixture.folder);
    await writeFile(`${fixture.file}.part`, 'other bytes');
    fixture.server.handler = (_request, response) => response.writeHead(200).end(content);
    await fixture.store().pull(fixture.model);
    expect(await fixture.isRight()).toBe(true);
  });

  it('starts again when the fixture.file changed on the server', async () => {
    await mkdir(fixture.folder);
    await writeFile(`${fixture.file}.part`, 'other bytes');
    await writeFile(`${fixture.file}.part.etag`, '"v0"');
    await fixture.store().pull(fixture.model);
    expect(fixture.server.requests).toEqual([{ range: 'bytes=11-', ifRange: '"v0"' }]);
    expect(await fixture.isRight()).toBe(true);
  });

  it.each([
    ['longer than the file', content.length + 10],
    ['as long as the fixture.file but wrong', content.length],
  ])('never uses a part that is %s', async (_what, bytes) => {
    await mkdir(fixture.folder);
    await writeFile(`${fixture.file}.part`, new Uint8Array(bytes));
    const first = await fixture
      .store()
      .pull(fixture.model)
      .catch((error: unknown) => error);
    if (first !== fixture.file) {
      expect(first).toMatchObject({ code: 'downloadDamaged' });
      await fixture.store().pull(fixture.model);
    }
    expect(await fixture.isRight()).toBe(true);
  });

  it('removes a download with the wrong hash and says so', async () => {
    fixture.server.handler = (_request, response) => response.writeHead(200).end(damagedContent());
    await expect(fixture.store().pull(fixture.model)).rejects.toMatchObject({
      code: 'downloadDamaged',
      message: expect.stringContaining('sha256') as string,
    });
    expect(await readdir(fixture.folder)).toEqual([]);
  });

  it.each([
    ['another size', new Uint8Array(7)],
    ['the same size and other content', damagedContent()],
  ])('leaves a foreign file of %s alone, and says what to do', async (_what, foreign) => {
    await fixture.put(foreign);
    await expect(fixture.store().pull(fixture.model)).rejects.toMatchObject({
      code: 'otherFile',
      message: expect.stringContaining(fixture.file) as string,
      cure: expect.stringContaining(`plinth models remove ${fixture.model.id}`) as string,
    });
    // Not toEqual, which takes seconds for so many bytes.
    expect((await readFile(fixture.file)).equals(foreign)).toBe(true);
    expect(fixture.server.requests).toEqual([]);
  });

  it('leaves a file alone that somebody put there during the download', async () => {
    const pull = fixture.store().pull(fixture.model, {
      onProgress: ({ phase }) => phase === 'checking' && writeFileSync(fixture.file, 'foreign'),
    });
    await expect(pull).rejects.toMatchObject({ code: 'otherFile' });
    expect(await readFile(fixture.file, 'utf8')).toBe('foreign');
  });

  it('says why the server refuses', async () => {
    fixture.server.handler = (_request, response) => response.writeHead(404).end();
    await expect(fixture.store().pull(fixture.model)).rejects.toMatchObject({
      code: 'serverAnswer',
      message: expect.stringContaining('404') as string,
    });
  });

  it('refuses a fixture.file of another size before it loads it', async () => {
    fixture.server.handler = (_request, response) =>
      response.writeHead(200, { 'content-length': 99 }).end(new Uint8Array(99));
    await expect(fixture.store().pull(fixture.model)).rejects.toMatchObject({
      code: 'serverAnswer',
      message: expect.stringContaining('99 bytes') as string,
    });
  });

  it('stops when more comes than the fixture.file has', async () => {
    fixture.server.handler = (_request, response) => {
      response.writeHead(200);
      response.write(content);
      response.end('more');
    };
    await expect(fixture.store().pull(fixture.model)).rejects.toMatchObject({ code: 'serverAnswer' });
  });

  it('gives up after some tries when the server only fails', async () => {
    fixture.server.handler = (_request, response) => response.writeHead(503).end();
    await expect(fixture.store({ clock: hasty }).pull(fixture.model)).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('503') as string,
    });
    expect(fixture.server.requests.length).toBe(4);
  });

  it('gives up when the server goes silent', async () => {
    fixture.server.handler = () => undefined;
    await expect(fixture.store({ clock: impatient }).pull(fixture.model)).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('silent') as string,
    });
  });

  it('names the network when there is none', async () => {
    const { url } = fixture.server;
    await fixture.server.close();
    const offline = fixture.store().pull({ ...fixture.model, url });
    await expect(offline).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringContaining('refused') as string,
      cure: expect.stringContaining(fixture.folder) as string,
    });
  });

  it('follows a redirect', async () => {
    const whole = fixture.server.handler;
    fixture.server.handler = (request, response, bytes) => {
      if (request.url === '/other') whole(request, response, bytes);
      else response.writeHead(302, { location: '/other' }).end();
    };
    await fixture.store().pull(fixture.model);
    expect(await fixture.isRight()).toBe(true);
  });

  it.each(['http://example.invalid/model.gguf', 'ftp://127.0.0.1/x', 'file:///etc/passwd'])(
    'refuses a redirect to %s',
    async (location) => {
      fixture.server.handler = (_request, response) => response.writeHead(302, { location }).end();
      await expect(fixture.store().pull(fixture.model)).rejects.toMatchObject({ code: 'insecureAddress' });
    },
  );

  it('refuses http without the option for tests, before any request', async () => {
    await expect(fixture.store({ allowInsecureLoopback: false }).pull(fixture.model)).rejects.toMatchObject({
      code: 'insecureAddress',
    });
    expect(fixture.server.requests).toEqual([]);
  });

  it('refuses an answer that a fetch of its own redirected to http', async () => {
    const response = new Response(content);
    Object.defineProperty(response, 'url', { value: 'http://example.invalid/' });
    const store = fixture.store({ fetch: () => Promise.resolve(response), allowInsecureLoopback: false });
    await expect(store.pull({ ...fixture.model, url: 'https://example.invalid/' })).rejects.toMatchObject({
      code: 'insecureAddress',
    });
  });

  it('ends a circle of redirects', async () => {
    fixture.server.handler = (_request, response) => response.writeHead(302, { location: '/' }).end();
    await expect(fixture.store().pull(fixture.model)).rejects.toMatchObject({
      code: 'serverAnswer',
      message: expect.stringContaining('circle') as string,
    });
  });

  it('checks the free space first', async () => {
    const store = fixture.store({ statfs: () => Promise.resolve({ bavail: 10, bsize: 4096 }) });
    await expect(store.pull(fixture.model)).rejects.toMatchObject({
      code: 'noSpace',
      message: expect.stringContaining('free') as string,
    });
    expect(fixture.server.requests).toEqual([]);
  });

  it('says so when the folder cannot be made', async () => {
    await writeFile(fixture.folder, 'a fixture.file, not a folder');
    await expect(fixture.store().pull(fixture.model)).rejects.toMatchObject({ code: 'folderReadOnly' });
  });

  it.each([
    ['EROFS', 'folderReadOnly', /read-only/],
    ['EACCES', 'folderReadOnly', /permission denied/],
    ['ENOSPC', 'noSpace', /full/],
  ])('turns %s of the disk into a message with a cure', (code, ours, message) => {
    expect(diskError(Object.assign(new Error(code), { code }), fixture.file)).toMatchObject({
      code: ours,
      message: expect.stringMatching(message) as string,
      cure: expect.any(String) as string,
    });
  });

  it('lets two at once share one download', async () => {
    const phases = new Set<string>();
    const [first, second] = [fixture.store(), fixture.store()];
    const paths = await Promise.all([
      first.pull(fixture.model),
      second.pull(fixture.model, { onProgress: ({ phase }) => phases.add(phase) }),
    ]);
    expect(paths).toEqual([fixture.file, fixture.file]);
    expect(fixture.server.requests.length).toBe(1);
    expect(await fixture.isRight()).toBe(true);
  });

  it('can be cancelled while it waits for another', async () => {
    await mkdir(fixture.folder);
    await writeFile(`${fixture.file}.lock`, JSON.stringify({ pid: process.pid, host: os.hostname() }));
    const controller = new AbortController();
    const waiting = fixture
      .store()
      .pull(fixture.model, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each([
    ['whose process is gone', JSON.stringify({ pid: 2 ** 30, host: os.hostname() }), 0],
    ['that nobody has touched for long', 'damaged', 120],
  ])('takes over a lock %s', async (_what, owner, ageS) => {
    await mkdir(fixture.folder);
    await writeFile(`${fixture.file}.lock`, owner);
    const then = Date.now() / 1000 - ageS;
    await utimes(`${fixture.file}.lock`, then, then);
    expect(await fixture.store().pull(fixture.model)).toBe(fixture.file);
  });
});
