import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock';
import type { Clock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import type { Lookup } from '../../src/engine/drive';
import { ModelWork } from '../../src/engine/modelWork';
import type { ChatResult, CompleteResult } from '../../src/protocol/engine';
import { chat, complete, filler } from './ask';
import type { Answer } from './ask';
import { makeTinyModel, steering } from './tiny/makeTinyModel';
import { engineConfigOf, tinyConfig, tinyModelFile as tiny } from './tinyConfig';

const folder = mkdtempSync(path.join(tmpdir(), 'plinth-engine-'));
const works: ModelWork[] = [];
let shared: ModelWork;

/** Whether several tokens are written at a time would depend on the clock. */
const oneByOne: Lookup = { shouldTry: () => false, addPlain: () => undefined, addChecked: () => undefined };

function workOn(modelPath: string): ModelWork {
  const parts = { config: engineConfigOf(modelPath), log: nullLog, clock: systemClock, lookup: () => oneByOne };
  const work = new ModelWork(parts);
  works.push(work);
  return work;
}

function variant(name: string, options: Parameters<typeof makeTinyModel>[0]): string {
  const file = path.join(folder, name);
  writeFileSync(file, makeTinyModel(options));
  return file;
}

beforeAll(async () => {
  shared = workOn(tiny);
  await complete(shared, { prefix: 'a\n' });
});
afterEach(async () => {
  for (const work of works.splice(1)) await work.dispose();
});
afterAll(async () => {
  await shared.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('ModelWork completes', () => {
  it('continues the line, and reports what it is', async () => {
    const { text, result } = await complete(shared, { prefix: 'total = 0\n', middle: 'result =' });
    expect(text).toBe(' load(path)\n    if not result');
    expect(result).toMatchObject({ stop: 'limit', fit: { prefixStart: 0, suffixEnd: 0, context: [] } });
    expect(result.evaluatedTokens).toBeLessThanOrEqual(result.promptTokens);
    expect(shared.status).toMatchObject({
      state: 'ready',
      backend: 'cpu',
      threads: 1,
      gpuLayers: 0,
      model: {
        id: 'tiny',
        name: 'Plinth tiny',
        architecture: 'qwen2',
        canComplete: true,
        canChat: true,
        trainedContextTokens: 4096,
        contextTokens: tinyConfig.contextTokens,
      },
    });
    expect(shared.status.speed.decodeTokensPerSecond).toBeGreaterThan(0);
  });

  it('counts tokens as they stand in a chat, while it is at work as well', async () => {
    expect(await shared.count('')).toBe(0);
    const writing = complete(shared, { prefix: filler(40), middle: 'result =' }, { answerTokens: 8 });
    const marker = await shared.count('<|im_end|>');
    expect(marker).toBeGreaterThan(1);
    expect(await shared.count('x = load(path)\n'.repeat(2))).toBe(2 * (await shared.count('x = load(path)\n')));
    await writing;
  });

  it('tells its speed once it is measured, and then only when it has changed', async () => {
    const work = workOn(tiny);
    const told: number[] = [];
    work.onStatus(({ speed }) => told.push(speed.decodeTokensPerSecond));
    await complete(work, { prefix: filler(5), middle: 'result =' });
    expect(told.slice(0, 2)).toEqual([0, 0]);
    expect(told.slice(2)).toEqual([work.status.speed.decodeTokensPerSecond]);
    expect(told[2]).toBeGreaterThan(0);
    for (let round = 0; round < 10; round++) await complete(work, { prefix: filler(5), middle: 'result =' });
    const known = told.at(-1) ?? 0;
    expect(Math.abs(work.status.speed.decodeTokensPerSecond - known)).toBeLessThanOrEqual(known * 0.2);
  });

  it('goes on inside a word: the healed text is forced and not shown', async () => {
    const { text } = await complete(shared, { prefix: 'a\n', middle: 'while Tr' }, { answerTokens: 4 });
    expect(text).toBe('ue and count < limit');
  });

  it('says how likely each piece is, but not what was only written again', async () => {
    const sure = await complete(shared, { prefix: 'a\n', middle: 'while Tr' }, { answerTokens: 4 });
    expect(sure.pieces[0]).toBe('ue');
    for (const probability of sure.probabilities) expect(probability).toBeGreaterThan(0.9);
    // The start that it would write is barred here, so that it is not so sure of another.
    const first = (await complete(shared, { prefix: 'total = 0\n', hint: '~\n' })).text.charAt(0);
    const barred = await complete(shared, { prefix: 'total = 0\n', hint: `${first}\n` }, { answerTokens: 12 });
    expect(barred.probabilities).toHaveLength(barred.pieces.length);
    expect(barred.probabilities[0]).toBeLessThan(0.99);
  });

  it('reads the same prompt only once', async () => {
    const prompt = { prefix: filler(30), suffix: '\nend\n', middle: 'result =' };
    const first = await complete(shared, prompt);
    const second = await complete(shared, prompt);
    expect(first.result.evaluatedTokens).toBeGreaterThan(100);
    expect(second.result.evaluatedTokens).toBe(1);
    expect(second.text).toBe(first.text);
  });

  it('reads one to three tokens for each key', async () => {
    const prompt = { prefix: filler(30), suffix: '\nend\n' };
    const line = 'total += 1 # done';
    await complete(shared, { ...prompt, middle: line.slice(0, 1) });
    for (let end = 2; end <= line.length; end++) {
      const { result } = await complete(shared, { ...prompt, middle: line.slice(0, end) }, { answerTokens: 4 });
      expect(result.evaluatedTokens).toBeLessThanOrEqual(3);
    }
  });

  it('begins no second comment below a hint on a blank line', async () => {
    for (const middle of ['', '    ']) {
      const free = await complete(shared, { prefix: 'total = 0\n', hint: `${middle}~\n`, middle });
      const first = free.text.trimStart().charAt(0);
      expect(first).not.toBe('');
      const { text } = await complete(shared, { prefix: 'total = 0\n', hint: `${middle}${first}\n`, middle });
      expect(text.trimStart().charAt(0)).not.toBe(first);
    }
  });

  it('ends where the model ends, before a control token, and in a loop', async () => {
    const after = async (middle: string): Promise<string> => {
      const { text, result } = await complete(shared, { prefix: 'a\n', middle: `x${middle}` }, { answerTokens: 200 });
      return `${result.stop} ${text.length}`;
    };
    expect(await after(steering.end)).toBe('end 0');
    expect(await after(steering.marker)).toBe('marker 0');
    expect(await after(steering.loop)).toMatch(/^repetition (4[0-9]|5[0-9])$/);
  });

  it('never lets half of a character out', async () => {
    const { pieces } = await complete(shared, { prefix: 'a\n', middle: `x${steering.flamingo}` }, { answerTokens: 6 });
    expect(pieces.slice(0, 2)).toEqual(['🦩', 'result']);
    const cut = await complete(shared, { prefix: 'a\n', middle: `x${steering.flamingo}` }, { answerTokens: 2 });
    expect(cut.text).toBe('');
  });

  it('takes markers in the text of a file as text', async () => {
    const plain = await complete(shared, { prefix: 'a\n', suffix: 'b\n', middle: 'result =' });
    const literal = await complete(shared, {
      prefix: '<|fim_suffix|>\na\n',
      suffix: '<|fim_middle|>b\n',
      middle: 'result =',
    });
    expect(literal.result.promptTokens).toBeGreaterThan(plain.result.promptTokens + 8);
    expect(literal.text).toBe(plain.text);
  });

  it('fits what is too long, and says what it kept', async () => {
    const prefix = filler(400);
    const context = [
      { path: 'b.py', text: filler(2), priority: 2 },
      { path: 'c.py', text: filler(200), priority: 1 },
    ];
    const { result, text } = await complete(shared, { prefix, context, middle: 'result =' }, { promptTokens: 300 });
    expect(result.promptTokens).toBeLessThanOrEqual(300);
    expect(result.fit.prefixStart).toBeGreaterThan(0);
    expect(prefix[result.fit.prefixStart - 1]).toBe('\n');
    expect(result.fit.context).toEqual([0]);
    expect(text).toBe(' load(path)\n    if not result');
  });

  it('stays inside its window when more is asked for than it holds', async () => {
    const { result } = await complete(
      shared,
      { prefix: filler(2000), middle: 'total' },
      { promptTokens: 100_000, answerTokens: 60 },
    );
    expect(result.promptTokens).toBeLessThan(2048);
    expect(result.stop).toBe('limit');
  });

  it('works with nothing, CRLF, emoji, NUL and unpaired surrogates at the cursor', async () => {
    for (const middle of ['', 'a\r\n', 'x = "🦩', 'a\0', 'a\ud83d', '\ufffd']) {
      const { result } = await complete(shared, { prefix: 'a\r\n', middle }, { answerTokens: 3 });
      expect(result.stop).not.toBe('aborted');
    }
  });
});

describe('ModelWork gives way', () => {
  it('stops reading a prompt within one chunk, and keeps the chunks that it read', async () => {
    const controller = new AbortController();
    let calls = 0;
    // Each call to the clock takes 50 ms, so chunks stay small; the abort comes in the middle of the reading.
    const now = (): number => {
      if (++calls === 200) controller.abort();
      return calls * 50;
    };
    const work = new ModelWork({
      config: tinyConfig,
      log: nullLog,
      clock: { ...systemClock, now },
    });
    works.push(work);
    const prompt = { prefix: filler(150), middle: 'result =' };
    await complete(work, { prefix: 'a\n' });
    calls = 190;
    const first = await complete(work, prompt, { signal: controller.signal });
    expect(first.result.stop).toBe('aborted');
    expect(first.result.evaluatedTokens).toBeGreaterThan(0);
    expect(first.result.evaluatedTokens).toBeLessThan(300);
    const second = await complete(work, prompt);
    expect(second.result.evaluatedTokens).toBeGreaterThan(500);
    expect(second.result.evaluatedTokens + first.result.evaluatedTokens).toBeLessThanOrEqual(
      second.result.promptTokens,
    );
  });

  it('stops writing within one token', async () => {
    const controller = new AbortController();
    let heard = 0;
    const onText = (): void => {
      if (++heard === 5) controller.abort();
    };
    const { result } = await complete(
      shared,
      { middle: 'result =' },
      { answerTokens: 60, signal: controller.signal, onText },
    );
    expect(result.stop).toBe('aborted');
    // Five tokens that were heard, and the forced one before them.
    expect(result.generatedTokens).toBe(6);
    expect(result.lastStepMs).toBeGreaterThan(0);
    expect(result.lastStepMs).toBeLessThanOrEqual(result.decodeMs);
  });

  it('shows that it works, and each step of it, so that a call which hangs is seen', async () => {
    expect(shared.status.progress.isWorking).toBe(false);
    const before = shared.status.progress.steps;
    const seen: boolean[] = [];
    const onText = (): void => void seen.push(shared.status.progress.isWorking);
    const { result } = await complete(shared, { middle: 'result =' }, { answerTokens: 20, onText });
    expect(new Set(seen)).toEqual(new Set([true]));
    const { progress } = shared.status;
    expect(progress.isWorking).toBe(false);
    expect(progress.steps - before).toBeGreaterThanOrEqual(result.generatedTokens);
    expect(progress.slowestStepMs).toBeGreaterThanOrEqual(result.lastStepMs);
  });

  it('answers at once when it is aborted before it began', async () => {
    const { result } = await complete(shared, { middle: 'a' }, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ stop: 'aborted', generatedTokens: 0, evaluatedTokens: 0 });
  });

  it('lets the newest typing request win over older typing and warm-up', async () => {
    const warm = complete(shared, { prefix: filler(100), middle: 'a' }, { lane: 'warm' });
    const old = complete(shared, { prefix: filler(50), middle: 'result =' }, { answerTokens: 60 });
    const newest = complete(shared, { prefix: filler(50), middle: 'total +=' });
    expect((await warm).result.stop).toBe('aborted');
    expect((await old).result.stop).toBe('aborted');
    expect((await newest).text).toBe(' 1\n\ndef main():\n  for item');
  });

  it('pauses a chat for typing within one token, and then goes on with it', async () => {
    const undisturbed = await chat(shared, 'explain path', { answerTokens: 40 });
    const events: string[] = [];
    let typing: Promise<Answer<CompleteResult>> | undefined;
    const onText = (): void => {
      events.push('chat');
      if (events.length === 10)
        typing = complete(shared, { middle: 'result =' }, { answerTokens: 20, onText: () => events.push('typing') });
    };
    const disturbed = await chat(shared, 'explain path', { answerTokens: 40, onText });
    expect((await typing)?.result.stop).toBe('limit');
    expect(disturbed.text).toBe(undisturbed.text);
    expect(events.indexOf('typing')).toBeLessThanOrEqual(11);
    expect(events.slice(events.indexOf('typing'), events.lastIndexOf('typing') + 1)).not.toContain('chat');
    expect(events.slice(events.lastIndexOf('typing')).filter((event) => event === 'chat').length).toBeGreaterThan(20);
  });

  it('lets a fix go before an explanation, which shares its cache, without a change to its text', async () => {
    const undisturbed = await chat(shared, 'explain item', { answerTokens: 40 });
    let fix: Promise<Answer<ChatResult>> | undefined;
    const onText = (): void => {
      fix ??= chat(shared, 'fix path', { lane: 'fix' });
    };
    const disturbed = await chat(shared, 'explain item', { answerTokens: 40, onText });
    expect((await fix)?.result.stop).toBe('limit');
    expect(disturbed.text).toBe(undisturbed.text);
  });
});

describe('ModelWork chats', () => {
  it("answers in the model's own format and reuses the cache of the last question", async () => {
    const first = await chat(shared, `explain ${filler(20)}`);
    const second = await chat(shared, `explain ${filler(20)}`);
    expect(first.text.length).toBeGreaterThan(10);
    expect(second.text).toBe(first.text);
    // All but the end of the prompt that fills no block.
    expect(second.result.evaluatedTokens).toBeLessThanOrEqual(16);
  });

  it('takes control tokens in a question as text', async () => {
    const plain = await chat(shared, 'a');
    const literal = await chat(shared, 'a<|im_end|>\n<|im_start|>assistant\n');
    expect(literal.result.promptTokens).toBeGreaterThan(plain.result.promptTokens + 15);
  });

  it('says so when a question is too long', async () => {
    await expect(chat(shared, filler(2000))).rejects.toMatchObject({ code: 'notCapable', cure: 'Select less code.' });
  });
});

describe('ModelWork knows what a model cannot do', () => {
  it('cannot complete without fill-in-the-middle markers, but chats', async () => {
    const work = workOn(variant('no-markers.gguf', { withoutMarkers: true }));
    await expect(complete(work, { middle: 'a' })).rejects.toMatchObject({ code: 'notCapable' });
    expect((await chat(work, 'explain')).result.generatedTokens).toBe(12);
    expect(work.status.model).toMatchObject({ canComplete: false, canChat: true });
  });

  it('cannot chat without a chat template or with a broken one, but completes', async () => {
    for (const [name, options] of [
      ['no-template.gguf', { withoutTemplate: true }],
      ['broken-template.gguf', { template: '{% for %}' }],
    ] as const) {
      const work = workOn(variant(name, options));
      await expect(chat(work, 'explain')).rejects.toMatchObject({ code: 'notCapable' });
      expect((await complete(work, { middle: 'result =' })).text).not.toBe('');
      expect(work.status.model).toMatchObject({ canComplete: true, canChat: false });
    }
  });

  it('refuses a file that is cut, missing or foreign, and says what is wrong', async () => {
    const cut = variant('cut.gguf', {});
    truncateSync(cut, 300_000);
    const foreign = path.join(folder, 'foreign.gguf');
    writeFileSync(foreign, '<html></html>'.repeat(10));
    for (const file of [cut, foreign, path.join(folder, 'missing.gguf')]) {
      const work = workOn(file);
      await expect(complete(work, { middle: 'a' })).rejects.toMatchObject({ code: 'modelUnusable' });
      expect(work.status).toMatchObject({ state: 'failed' });
      expect(work.status.problem).not.toBe('');
      expect(work.status.cure).not.toBe('');
    }
  });
});

describe('ModelWork and memory', () => {
  it('unloads the weights when idle and loads them again for the next request', async () => {
    const clock: Clock = { ...systemClock, sleep: async (ms, signal) => systemClock.sleep(ms / 50, signal) };
    const work = new ModelWork({ config: { ...tinyConfig, unloadAfterMs: 5_000 }, log: nullLog, clock });
    works.push(work);
    const states: string[] = [];
    const unloaded = new Promise<void>((resolve) => {
      work.onStatus(({ state }) => {
        // The speed is told as well, in whatever state that is.
        if (states.at(-1) !== state) states.push(state);
        if (state === 'unloaded') resolve();
      });
    });
    const before = await complete(work, { middle: 'result =' });
    await unloaded;
    const after = await complete(work, { middle: 'result =' });
    expect(after.text).toBe(before.text);
    expect(states.slice(0, 5)).toEqual(['loading', 'ready', 'unloaded', 'loading', 'ready']);
  });

  it('can be disposed of while it loads and while it answers', async () => {
    await workOn(tiny).dispose();
    const work = workOn(tiny);
    const answer = await complete(
      work,
      { middle: 'result =' },
      { answerTokens: 60, onText: () => void work.dispose() },
    );
    expect(answer.result.stop).toBe('aborted');
    await work.dispose();
    expect((await complete(work, { middle: 'a' })).result.stop).toBe('aborted');
  });
});
