import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { PlainError } from '../../../src/base/errors';
import { nullLog } from '../../../src/base/log';
import { EngineClient, type EngineClientOptions, type EngineOptions } from '../../../src/client/engineClient';
import type { EngineLaunch } from '../../../src/client/engineLaunch';
import type { EngineConfig } from '../../../src/protocol/engineConfig';
import { readFileSync } from 'node:fs';
import type { EngineView } from '../../../src/core/ports';
import { readAll, samplePrompt } from '../../engine/engineContract';
import { type InProcessFaults, spawnInProcess } from '../../engine/inProcessEngine';
import { FakeEngineWork, readyStatus } from '../../fakes/fakeEngineWork';

const forever = new AbortController().signal;
const limits = { promptTokens: 100, answerTokens: 10 };
const options: EngineOptions = {
  model: { id: 'fake', path: '/models/fake.gguf', verified: false },
  gpu: 'auto',
  threads: 1,
  contextTokens: 1024,
  unloadAfterMs: 0,
};

let runtimeRoot: string;
const clients: EngineClient[] = [];

beforeEach(async () => {
  runtimeRoot = await mkdtemp(join(tmpdir(), 'plinth-test-'));
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  await rm(runtimeRoot, { recursive: true, force: true });
});

interface Built {
  readonly client: EngineClient;
  readonly works: FakeEngineWork[];
  readonly configs: EngineConfig[];
  readonly views: EngineView[];
  readonly crash: () => void;
}

function build(
  faults: InProcessFaults & { readonly makeWork?: () => FakeEngineWork } = {},
  more: Partial<EngineClientOptions> = {},
): Built {
  const works: FakeEngineWork[] = [];
  const configs: EngineConfig[] = [];
  let crash = (): void => undefined;
  const makeWork = (): FakeEngineWork => {
    const work = faults.makeWork?.() ?? new FakeEngineWork();
    works.push(work);
    return work;
  };
  const spawn = (launch: EngineLaunch, stderrFd: number) => {
    configs.push(JSON.parse(readFileSync(launch.args[1] ?? '', 'utf8')) as EngineConfig);
    const child = spawnInProcess(makeWork, faults)(launch, stderrFd);
    crash = () => child.kill('SIGKILL');
    return child;
  };
  const client = new EngineClient({
    engineFile: import.meta.filename,
    buildId: 'b1',
    runtimeRoot,
    clock: systemClock,
    log: nullLog,
    spawn,
    limits: { backOffMs: [20], ...more.limits },
    ...more,
  });
  clients.push(client);
  const views: EngineView[] = [];
  client.onStatus((view) => views.push(view));
  return { client, works, configs, views, crash: () => crash() };
}

async function until(client: EngineClient, state: EngineView['state']): Promise<void> {
  await expect.poll(() => client.status.state, { interval: 10 }).toBe(state);
}

/** Until a request is at the model, and not only on its way. */
async function untilRunning(works: readonly FakeEngineWork[]): Promise<void> {
  await expect.poll(() => works.some((work) => work.running > 0), { interval: 10 }).toBe(true);
}

describe('EngineClient', () => {
  it('has no engine without a model, and says what to do', async () => {
    const { client, configs } = build();
    expect(client.status).toEqual({ state: 'none' });
    const answer = client.complete(samplePrompt(), limits, forever);
    await expect(answer.done).rejects.toMatchObject({
      code: 'noModel',
      cure: expect.stringContaining('model') as unknown,
    });
    expect(await readAll(answer)).toEqual([]);
    client.configure(undefined);
    client.restart();
    expect(configs).toEqual([]);
  });

  it('starts at once, lets requests wait for it, and cleans up after itself', async () => {
    const { client, views } = build();
    client.configure(options);
    expect(client.status.state).toBe('starting');
    const answer = client.complete(samplePrompt(), limits, forever);
    expect((await readAll(answer)).join('')).toBe('for x in range(10):');
    expect([...new Set(views.map((view) => view.state))]).toEqual(['starting', 'ready']);
    expect(await readdir(runtimeRoot)).toHaveLength(1);
    await client.dispose();
    expect(client.status.state).toBe('none');
    expect(await readdir(runtimeRoot)).toEqual([]);
    client.configure(options);
    expect(client.status.state).toBe('none');
  });

  it('counts tokens, waiting for the start but for no answer', async () => {
    const { client, works } = build();
    client.configure(options);
    expect(await client.countTokens('four', forever)).toBe(4);
    expect(await client.countTokens('four', AbortSignal.abort())).toBeUndefined();
    const [work] = works;
    if (work !== undefined) work.failWith = new PlainError('modelUnusable', 'broken', 'fix it');
    await expect(client.countTokens('four', forever)).rejects.toMatchObject({ code: 'modelUnusable', cure: 'fix it' });
    client.configure(undefined);
    await expect(client.countTokens('four', forever)).rejects.toMatchObject({ code: 'noModel' });
  });

  it('answers an abort during the start without waiting for it', async () => {
    const { client } = build();
    client.configure(options);
    const controller = new AbortController();
    const answer = client.complete(samplePrompt(), limits, controller.signal);
    controller.abort();
    expect(await answer.done).toMatchObject({
      stop: 'aborted',
      promptTokens: 0,
      fit: { prefixStart: 0, context: [0] },
    });
    const chat = client.chat(
      { lane: 'fix', messages: [{ role: 'user', content: 'x' }], answerTokens: 1 },
      AbortSignal.abort(),
    );
    expect((await chat.done).stop).toBe('aborted');
  });

  it('does nothing for the same options and replaces the engine for others', async () => {
    const { client, configs, views } = build();
    client.configure(options);
    await until(client, 'ready');
    client.configure({ ...options });
    expect(configs).toHaveLength(1);
    client.configure({ ...options, threads: 2 });
    expect(client.status.state).toBe('starting');
    const text = (await readAll(client.complete(samplePrompt(), limits, forever))).join('');
    expect(text).toBe('for x in range(10):');
    expect(configs.map((config) => config.threads)).toEqual([1, 2]);
    expect(configs[0]?.secret).not.toBe(configs[1]?.secret);
    expect(views.map((view) => view.state)).not.toContain('none');
    expect(await readdir(runtimeRoot)).toHaveLength(1);
    client.configure(undefined);
    await until(client, 'none');
  });

  it('stops, and says when the process is gone', async () => {
    const { client, configs } = build();
    client.configure(options);
    await until(client, 'ready');
    expect(await readdir(runtimeRoot)).toHaveLength(1);
    await client.stop();
    expect(await readdir(runtimeRoot)).toEqual([]);
    expect(client.status.state).toBe('none');
    client.configure(options);
    await until(client, 'ready');
    expect(configs).toHaveLength(2);
  });

  it('rejects what was running when the engine dies, and answers the next request', async () => {
    const { client, works, crash } = build();
    client.configure(options);
    await until(client, 'ready');
    for (const work of works) work.pauseMs = 600_000;
    const answer = client.complete(samplePrompt(), limits, forever);
    await untilRunning(works);
    crash();
    await expect(answer.done).rejects.toMatchObject({
      code: 'decodeFailed',
      message: expect.stringMatching(/stopped.*restarted/) as unknown,
    });
    expect((await client.complete(samplePrompt(), limits, forever).done).stop).toBe('end');
    expect(works).toHaveLength(2);
  });

  it('restarts an engine that answers but whose native side hangs, and answers the next request', async () => {
    const patience = { silenceMs: 20, pingMs: 2_000, stallMs: 60, backOffMs: [20] };
    const { client, works } = build({}, { limits: patience });
    client.configure(options);
    await until(client, 'ready');
    const hangs = { ...readyStatus, progress: { steps: 3, isWorking: true, slowestStepMs: 1 } };
    for (const work of works) {
      work.pauseMs = 60_000;
      work.show(hangs);
    }
    const answer = client.complete(samplePrompt(), limits, forever);
    await expect(answer.done).rejects.toMatchObject({ code: 'decodeFailed' });
    expect((await client.complete(samplePrompt(), limits, forever).done).stop).toBe('end');
    expect(works).toHaveLength(2);
  });

  it('counts a crash after an abort as the abort', async () => {
    const { client, works, crash } = build();
    client.configure(options);
    await until(client, 'ready');
    for (const work of works) work.pauseMs = 600_000;
    const controller = new AbortController();
    const answer = client.complete(samplePrompt(), limits, controller.signal);
    await untilRunning(works);
    controller.abort();
    crash();
    expect((await answer.done).stop).toBe('aborted');
  });

  it('counts an answer that was complete before the abort was heard as aborted, too', async () => {
    const controller = new AbortController();
    const makeWork = (): FakeEngineWork => {
      const work = new FakeEngineWork();
      const chat = work.chat.bind(work);
      work.chat = async (...request) => {
        const result = await chat(...request);
        controller.abort();
        return result;
      };
      return work;
    };
    const { client } = build({ makeWork });
    client.configure(options);
    const messages = [{ role: 'user' as const, content: 'x' }];
    const answer = client.chat({ lane: 'explain', messages, answerTokens: 9 }, controller.signal);
    expect(await answer.done).toMatchObject({ stop: 'aborted', generatedTokens: 3 });
  });

  it('goes on without the graphics card after two crashes, says so, and tries it again after a restart by hand', async () => {
    const { client, configs, crash } = build({
      makeWork: () => new FakeEngineWork({ ...readyStatus, backend: 'cuda' }),
    });
    client.configure(options);
    for (let round = 0; round < 2; round++) {
      await until(client, 'ready');
      crash();
      await until(client, 'starting');
    }
    await until(client, 'ready');
    expect(configs.map((config) => config.gpu)).toEqual(['auto', 'auto', 'off']);
    expect(client.status.problem).toContain('without the graphics card');
    client.restart();
    await until(client, 'ready');
    expect(configs.at(-1)?.gpu).toBe('auto');
    expect(client.status.problem).toBeUndefined();
  });

  it('does not blame a graphics card that is not used', async () => {
    const { client, configs, crash } = build();
    client.configure(options);
    for (let round = 0; round < 3; round++) {
      await until(client, 'ready');
      crash();
      await until(client, 'starting');
    }
    await until(client, 'ready');
    expect(configs.map((config) => config.gpu)).toEqual(['auto', 'auto', 'auto', 'auto']);
    expect(client.status.problem).toBeUndefined();
  });

  it.each([
    ['does not know the secret', { secret: 'ab'.repeat(32) }, 'Another program'],
    ['is of another build', { buildId: 'b0' }, 'b0'],
  ])('never works with an engine that %s', async (_, faults, words) => {
    const { client, works, configs } = build(faults);
    client.configure(options);
    await until(client, 'failed');
    expect(client.status.problem).toContain(words);
    await expect(client.complete(samplePrompt(), limits, forever).done).rejects.toMatchObject({ code: 'failed' });
    await systemClock.sleep(100);
    expect(configs).toHaveLength(1);
    expect(works).toHaveLength(1);
    expect(await readdir(runtimeRoot)).toEqual([]);
  });

  it('fails with a cure when the engine file is missing', async () => {
    const { client } = build({}, { engineFile: join(runtimeRoot, 'missing.mjs') });
    client.configure(options);
    await until(client, 'failed');
    expect(client.status).toMatchObject({
      problem: expect.stringContaining('missing.mjs') as unknown,
      cure: expect.any(String) as unknown,
    });
  });

  it('passes a failed model on, with the cure, and keeps the process', async () => {
    const { client, works } = build();
    client.configure(options);
    await until(client, 'ready');
    works[0]?.show({ ...readyStatus, state: 'failed', problem: 'The file is cut.', cure: 'Download it again.' });
    await until(client, 'failed');
    expect(client.status).toMatchObject({ problem: 'The file is cut.', cure: 'Download it again.' });
    await expect(client.complete(samplePrompt(), limits, forever).done).rejects.toMatchObject({
      message: 'The file is cut.',
    });
    works[0]?.show(readyStatus);
    await until(client, 'ready');
    expect((await client.complete(samplePrompt(), limits, forever).done).stop).toBe('end');
    expect(works).toHaveLength(1);
  });

  it("passes an engine's error on and goes on", async () => {
    const { client, works } = build();
    client.configure(options);
    await until(client, 'ready');
    const [work] = works;
    if (work !== undefined) work.failWith = new PlainError('decodeFailed', 'The decoder failed.', 'Ask again.');
    const answer = client.complete(samplePrompt(), limits, forever);
    expect(await readAll(answer)).toEqual(['for ']);
    await expect(answer.done).rejects.toEqual(new PlainError('decodeFailed', 'The decoder failed.', 'Ask again.'));
    if (work !== undefined) work.failWith = undefined;
    expect((await client.complete(samplePrompt(), limits, forever).done).stop).toBe('end');
  });

  it('can be disposed of at any time', async () => {
    const idle = build();
    await idle.client.dispose();
    const starting = build();
    starting.client.configure(options);
    await starting.client.dispose();
    const answering = build();
    answering.client.configure(options);
    await until(answering.client, 'ready');
    for (const work of answering.works) work.pauseMs = 600_000;
    const answer = answering.client.complete(samplePrompt(), limits, forever);
    const ended = expect(answer.done).rejects.toMatchObject({ code: 'decodeFailed' });
    await untilRunning(answering.works);
    await answering.client.dispose();
    await ended;
    await answering.client.dispose();
    expect(await readdir(runtimeRoot)).toEqual([]);
  });
});
