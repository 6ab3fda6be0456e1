import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/base/clock';
import type { Log } from '../../src/base/log';
import type { EngineView } from '../../src/core/ports';
import { EngineClient, type EngineClientLimits, type EngineOptions } from '../../src/client/engineClient';
import type { EngineConfig } from '../../src/protocol/engineConfig';
import { HurriedClock } from '../fakes/hurriedClock';
import { bundleEngine, testBuildId } from './bundleEngine';
import { readAll, samplePrompt } from './engineContract';
import { tinyModelFile } from './tinyConfig';

const forever = new AbortController().signal;
const limits = { promptTokens: 100, answerTokens: 10 };
const scripted: EngineOptions = {
  model: { id: 'scripted', path: '/nowhere.gguf', verified: false },
  gpu: 'off',
  threads: 1,
  contextTokens: 1024,
  unloadAfterMs: 0,
};

let scriptedFile: string;
let realFile: string;
let folder: string;
let lines: string[];
const clients: EngineClient[] = [];
const strays: number[] = [];

const log: Log = {
  debug: () => undefined,
  info: (line) => lines.push(line),
  warn: (line) => lines.push(line),
  error: (line) => lines.push(line),
};

beforeAll(async () => {
  [scriptedFile, realFile] = await Promise.all([bundleEngine('scripted'), bundleEngine('real')]);
});

afterAll(() => Promise.all([scriptedFile, realFile].map((file) => rm(file, { force: true }))));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-test-'));
  lines = [];
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  for (const pid of strays.splice(0)) if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function start(
  options: EngineOptions,
  more: Partial<EngineClientLimits> & { readonly clock?: Clock } = {},
  engineFile = scriptedFile,
): EngineClient {
  const client = new EngineClient({
    engineFile,
    buildId: testBuildId,
    runtimeRoot: folder,
    clock: more.clock ?? systemClock,
    log,
    limits: { backOffMs: [50], ...more },
  });
  clients.push(client);
  client.configure(options);
  return client;
}

async function until(holds: () => boolean, what: string, maxMs = 60_000): Promise<void> {
  const startMs = Date.now();
  while (!holds() && Date.now() - startMs < maxMs) await systemClock.sleep(10);
  expect(holds(), what).toBe(true);
}

const untilState = (client: EngineClient, state: EngineView['state']): Promise<void> =>
  until(() => client.status.state === state, state);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended but was not reaped by its parent still takes signals.
    return (
      process.platform !== 'linux' || !/^State:\s+Z/m.test(execFileSync('cat', [`/proc/${pid}/status`]).toString())
    );
  } catch {
    return false;
  }
}

/** Folder and process of the only engine. */
async function instance(): Promise<{ readonly path: string; readonly pid: number }> {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  const path = join(folder, names[0] ?? '');
  const pid = Number(await readFile(join(path, 'pid'), 'utf8'));
  strays.push(pid);
  return { path, pid };
}

describe.skipIf(process.platform === 'win32')('engine process', () => {
  it('keeps its secrets in files that only the user can read', async () => {
    const client = start(scripted);
    await untilState(client, 'ready');
    const { path, pid } = await instance();
    const { secret } = JSON.parse(await readFile(join(path, 'config.json'), 'utf8')) as EngineConfig;
    for (const name of ['config.json', 's', 'stderr.txt']) expect((await stat(join(path, name))).mode & 0o077).toBe(0);
    if (process.platform === 'linux') {
      expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(secret);
      expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain(secret);
    }
  });

  it('is replaced when it is killed in the middle of an answer, and the next completion works', async () => {
    const client = start(scripted);
    const answer = client.complete(samplePrompt('endless'), limits, forever);
    const iterator = answer.chunks[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toMatchObject({ text: '0 ' });
    const { pid } = await instance();
    process.kill(pid, 'SIGKILL');
    await expect(answer.done).rejects.toMatchObject({
      code: 'decodeFailed',
      message: expect.stringContaining('restarted') as unknown,
    });
    const next = client.complete(samplePrompt(), limits, forever);
    expect(await readAll(next)).toHaveLength(100);
    expect((await next.done).stop).toBe('end');
    expect((await instance()).pid).not.toBe(pid);
    expect(lines.join('\n')).toContain('signal SIGKILL');
  });

  it('is replaced when it hangs', async () => {
    const clock = new HurriedClock();
    const client = start(scripted, { clock });
    await untilState(client, 'ready');
    const { pid } = await instance();
    process.kill(pid, 'SIGSTOP');
    // Only for the one that hangs: the next one may be slow as well, on a busy machine.
    clock.runTimes(50);
    const answer = client.complete(samplePrompt(), limits, forever);
    await expect(answer.done).rejects.toMatchObject({ code: 'decodeFailed' });
    clock.runTimes(1);
    // Its end of the connection is closed a moment before it is gone.
    await until(() => !isAlive(pid), 'the engine that hung is gone');
    expect((await client.complete(samplePrompt(), limits, forever).done).stop).toBe('end');
  });

  it('can be disposed of while it hangs', async () => {
    const client = start(scripted, { leaveMs: 200 });
    await untilState(client, 'ready');
    const { pid } = await instance();
    process.kill(pid, 'SIGSTOP');
    await client.dispose();
    expect(isAlive(pid)).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it('works on while somebody sends garbage to its socket', async () => {
    const client = start(scripted);
    const answer = client.complete(samplePrompt(), limits, forever);
    await untilState(client, 'ready');
    const { path, pid } = await instance();
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256));
    for (let round = 0; round < 10; round++) {
      const socket = createConnection(join(path, 's'));
      socket.on('error', () => undefined);
      socket.write(noise);
      await new Promise((resolve) => socket.resume().once('close', resolve));
    }
    expect(await readAll(answer)).toHaveLength(100);
    expect((await instance()).pid).toBe(pid);
  });

  it('is not taken for dead while it loads slowly', async () => {
    const client = start(
      { ...scripted, model: { ...scripted.model, id: 'slowLoad' } },
      // Far less than the load takes: each look at it comes after such a silence.
      { silenceMs: 50 },
    );
    const states: string[] = [];
    client.onStatus((view) => states.push(`${view.state} ${view.engine?.state ?? ''}`));
    await untilState(client, 'ready');
    expect(states).toEqual(['starting loading', 'ready ready']);
    expect(lines.filter((line) => line.includes('ended'))).toEqual([]);
  });

  it('gives up with words when every start crashes, and keeps what the engine said', async () => {
    const client = start({ ...scripted, model: { ...scripted.model, id: 'crashAtStart' } }, { maxRestarts: 2 });
    await untilState(client, 'gaveUp');
    expect(client.status.problem).toMatch(/3 times.*exit code 1/);
    expect(client.status.cure).toContain('Restart');
    expect(lines.filter((line) => line.includes('no such instruction'))).toHaveLength(3);
    expect(await readdir(folder)).toEqual([]);
  });

  it('logs an uncaught error and is restarted', async () => {
    const client = start(scripted);
    const order = {
      lane: 'explain' as const,
      messages: [{ role: 'user' as const, content: 'crash' }],
      answerTokens: 5,
    };
    await expect(client.chat(order, forever).done).rejects.toMatchObject({ code: 'decodeFailed' });
    await until(() => lines.some((line) => line.includes('Restarting')), 'restarting');
    await untilState(client, 'ready');
    expect(lines.join('\n')).toContain('uncaught on purpose');
    expect(lines.join('\n')).toContain('exit code 1');
  });

  it('ends after the goodbye and leaves nothing behind', async () => {
    // An engine that did not end by itself would be waited for beyond the time limit of a test.
    const client = start(scripted, { leaveMs: 600_000 });
    await untilState(client, 'ready');
    const { pid } = await instance();
    await client.dispose();
    expect(isAlive(pid)).toBe(false);
    expect(await readdir(folder)).toEqual([]);
    expect(lines.filter((line) => line.includes('ended'))).toEqual([]);
  });

  it('ends some time after its host died', async () => {
    const hostFile = join(folder, 'host.mjs');
    await bundleHost(hostFile);
    const root = join(folder, 'r');
    await mkdir(root, { mode: 0o700 });
    const host = spawn(process.execPath, [hostFile, scriptedFile, root, testBuildId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    strays.push(host.pid ?? 0);
    await new Promise((resolve) => host.stdout.once('data', resolve));
    const [name = ''] = await readdir(root);
    const pid = Number(await readFile(join(root, name, 'pid'), 'utf8'));
    strays.push(pid);
    host.kill('SIGKILL');
    await until(() => !isAlive(pid), 'the engine ends');
    expect(existsSync(join(root, name, 's'))).toBe(false);
    expect(existsSync(join(root, name, 'config.json'))).toBe(false);
    expect(await readFile(join(root, name, 'stderr.txt'), 'utf8')).toContain('the last client was lost');
  });

  it('ends when nobody ever connects, and on SIGTERM', async () => {
    for (const [exitAfterLossMs, signal, reason] of [
      [50, undefined, 'nobody connected'],
      [600_000, 'SIGTERM', 'SIGTERM'],
    ] as const) {
      const { file, config } = await writeConfig({ exitAfterLossMs });
      const child = spawn(process.execPath, [scriptedFile, file], { stdio: ['ignore', 'ignore', 'pipe'] });
      strays.push(child.pid ?? 0);
      const said = new Promise<string>((resolve) => {
        let text = '';
        child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString())).once('end', () => resolve(text));
      });
      const exited = new Promise((resolve) => child.once('exit', resolve));
      if (signal !== undefined) {
        // The socket is the first that can be seen of it; from then on a signal must end it well.
        await until(() => existsSync(config.address), 'it listens');
        child.kill(signal);
      }
      expect(await exited).toBe(0);
      expect(await said).toContain(`Ending: ${reason}.`);
      expect(existsSync(config.address)).toBe(false);
    }
  });

  it('refuses a config that others could have read or written', async () => {
    const run = async (file: string): Promise<{ code: unknown; said: string }> => {
      const child = spawn(process.execPath, [scriptedFile, ...(file === '' ? [] : [file])], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      return { code: await new Promise((resolve) => child.once('close', resolve)), said };
    };
    const { file } = await writeConfig({});
    await chmod(file, 0o644);
    expect(await run(file)).toMatchObject({ code: 1, said: expect.stringContaining('not private') as unknown });
    const open = await writeConfig({});
    await chmod(open.path, 0o755);
    expect(await run(open.file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('folder is not private') as unknown,
    });
    const wrong = await writeConfig({ threads: -1 });
    expect(await run(wrong.file)).toMatchObject({ code: 1, said: expect.stringContaining('field threads') as unknown });
    expect(await run(join(folder, 'missing', 'config.json'))).toMatchObject({ code: 1 });
    expect(await run('')).toMatchObject({ code: 2, said: expect.stringContaining('Usage') as unknown });
  });
});

describe.skipIf(process.platform === 'win32')('engine process with a model file that cannot be used', () => {
  it.each([
    ['missing', () => Promise.resolve()],
    ['cut', async (file: string) => (await copyFile(tinyModelFile, file), truncate(file, 10_000))],
    ['foreign', (file: string) => writeFile(file, '%PDF-1.7 not a model '.repeat(1000))],
    ['empty', (file: string) => writeFile(file, '')],
    ['a folder', (file: string) => mkdir(file).then(() => undefined)],
  ])('fails with words and without a crash loop: %s', async (_, prepare) => {
    const modelFolder = await mkdtemp(join(tmpdir(), 'plinth-model-'));
    const path = join(modelFolder, 'model.gguf');
    try {
      await prepare(path);
      const client = start({ ...scripted, model: { id: 'model', path, verified: false } }, {}, realFile);
      await untilState(client, 'failed');
      expect(client.status.problem?.length).toBeGreaterThan(10);
      expect(client.status.cure?.length).toBeGreaterThan(5);
      await expect(client.complete(samplePrompt(), limits, forever).done).rejects.toMatchObject({ name: 'PlainError' });
      expect(lines.filter((line) => line.includes('Restarting'))).toEqual([]);
      const { pid } = await instance();
      expect(isAlive(pid)).toBe(true);
    } finally {
      await rm(modelFolder, { recursive: true, force: true });
    }
  });
});

async function writeConfig(part: Partial<EngineConfig>): Promise<{ path: string; file: string; config: EngineConfig }> {
  const path = await mkdtemp(join(folder, 'c-'));
  const config: EngineConfig = {
    ...scripted,
    address: join(path, 's'),
    secret: 'ab'.repeat(32),
    buildId: testBuildId,
    exitAfterGoodbyeMs: 0,
    exitAfterLossMs: 1000,
    ...part,
  };
  const file = join(path, 'config.json');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return { path, file, config };
}

async function bundleHost(outfile: string): Promise<void> {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(import.meta.dirname, 'shortLivedHost.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    banner: {
      js: "import { createRequire as plinthRequire } from 'node:module'; const require = plinthRequire(import.meta.url);",
    },
  });
}
