import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import { ModelWork } from '../../src/engine/modelWork';
import type { ChatParams, ChatResult } from '../../src/protocol/engine';
import { chat, complete, filler } from './ask';
import { makeTinyModel, steering } from './tiny/makeTinyModel';
import { engineConfigOf, tinyConfig, tinyModelFile } from './tinyConfig';

const folder = mkdtempSync(path.join(tmpdir(), 'plinth-chat-'));
const forever = new AbortController().signal;
const works: ModelWork[] = [];
let shared: ModelWork;

/** @param msPerLook how long everything seems to take: chunks are chosen by it */
function workAt(msPerLook?: number, file = tinyModelFile): ModelWork {
  let looks = 0;
  const clock = msPerLook === undefined ? systemClock : { ...systemClock, now: () => ++looks * msPerLook };
  const work = new ModelWork({ config: engineConfigOf(file), log: nullLog, clock });
  works.push(work);
  return work;
}

interface Told {
  readonly text: string;
  /** Of each piece, exactly as it was computed. */
  readonly probabilities: readonly unknown[];
  readonly result: ChatResult;
}

async function ask(work: ModelWork, order: Partial<ChatParams>): Promise<Told> {
  const said: unknown[][] = [];
  const params: ChatParams = { id: 1, lane: 'explain', messages: [], answerTokens: 40, ...order };
  const result = await work.chat(params, (...piece: unknown[]) => void said.push(piece), forever);
  return { text: said.map(([text]) => text).join(''), probabilities: said.map(([, each]) => each), result };
}

const question = (text: string): ChatParams['messages'] => [
  { role: 'system', content: 'Be short.' },
  { role: 'user', content: text },
];

beforeAll(async () => {
  shared = workAt();
  await complete(shared, { prefix: 'a\n' });
});
afterEach(async () => {
  for (const work of works.splice(1)) await work.dispose();
});
afterAll(async () => {
  await shared.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('messages in pieces', () => {
  const pieces = [
    { text: 'keep this\n' },
    { text: filler(100), priority: 2 },
    { text: filler(60), priority: 3 },
    { text: filler(100), priority: 1 },
    { text: 'explain path' },
  ];
  const whole = pieces.map(({ text }) => text).join('');

  it('are one text when they fit', async () => {
    const small = [{ text: 'keep this\n' }, { text: filler(3), priority: 1 }, { text: 'explain path' }];
    const inPieces = await ask(shared, { messages: [{ role: 'user', content: small }] });
    const inOne = await ask(shared, { messages: [{ role: 'user', content: small.map(({ text }) => text).join('') }] });
    expect(inPieces.result).toMatchObject({ promptTokens: inOne.result.promptTokens, droppedPieces: 0 });
    expect(inPieces.text).toBe(inOne.text);
  });

  it('are dropped, the least important first, until the answer has room', async () => {
    await expect(ask(shared, { messages: [{ role: 'user', content: whole }] })).rejects.toMatchObject({
      code: 'notCapable',
    });
    const { result } = await ask(shared, { messages: [{ role: 'user', content: pieces }] });
    expect(result.droppedPieces).toBe(1);
    expect(result.promptTokens + 40).toBeLessThanOrEqual(tinyConfig.contextTokens);
    const long = await ask(shared, { messages: [{ role: 'user', content: pieces }], answerTokens: 900 });
    expect(long.result.droppedPieces).toBe(2);
    expect(long.result.promptTokens + 900).toBeLessThanOrEqual(tinyConfig.contextTokens);
  });

  it('that must stay are refused where they are too long', async () => {
    const content = [{ text: filler(400) }, { text: 'x', priority: 1 }];
    await expect(ask(shared, { messages: [{ role: 'user', content }] })).rejects.toMatchObject({ code: 'notCapable' });
  });
});

describe('an explanation', () => {
  const asked = { messages: question(`explain ${filler(20)}`) };

  it('is the same each time, to the last bit, whatever was read before and however fast', async () => {
    const file = path.join(folder, 'unsure.gguf');
    writeFileSync(file, makeTinyModel({ isUnsure: true }));
    const fresh = await ask(workAt(undefined, file), asked);
    expect(new Set(fresh.probabilities).size).toBeGreaterThan(10);
    for (const msPerLook of [0.01, 400]) {
      const work = workAt(msPerLook, file);
      await ask(work, { messages: question(`explain ${filler(17)}and more`) });
      await ask(work, { lane: 'fix', messages: question(`explain ${filler(19)} total`), answerTokens: 9 });
      expect(await ask(work, asked)).toMatchObject({ text: fresh.text, probabilities: fresh.probabilities });
      // A fix may use all that is there, and leaves behind what was read in other chunks.
      await ask(work, { ...asked, lane: 'fix' });
      expect(await ask(work, asked)).toMatchObject({ text: fresh.text, probabilities: fresh.probabilities });
    }
  });

  it('goes on by itself in a conversation, reading only what is new', async () => {
    const first = await ask(shared, asked);
    const again = [...asked.messages, { role: 'assistant', content: first.text }, { role: 'user', content: 'why' }];
    const { result } = await ask(shared, { messages: again as ChatParams['messages'] });
    expect(result.evaluatedTokens).toBeLessThan(result.promptTokens - first.result.promptTokens);
  });

  it('ends before a control token, where the model ends, and in a loop', async () => {
    const file = path.join(folder, 'bare.gguf');
    // The answer goes on from the very end of the question, which steers it.
    writeFileSync(
      file,
      makeTinyModel({ template: "{% for message in messages %}{{ message['content'] }}{% endfor %}" }),
    );
    const work = workAt(undefined, file);
    const after = (content: string): Promise<Told> =>
      ask(work, { messages: [{ role: 'user', content }], answerTokens: 200 });
    expect(await after(`x${steering.marker}`)).toMatchObject({ text: '', result: { stop: 'marker' } });
    expect(await after(`x${steering.end}`)).toMatchObject({ text: '', result: { stop: 'end' } });
    const loop = await after(`x${steering.loop}`);
    expect(loop.result.stop).toBe('repetition');
    expect(loop.text.length).toBeLessThan(60);
  });
});

describe('a drawn answer', () => {
  const order = { messages: question('explain item'), lane: 'fix' } as const;

  it('is the same for the same seed, and another one for another seed', async () => {
    const draw = async (seed: number): Promise<string> =>
      (await ask(shared, { ...order, sampling: { temperature: 20, seed } })).text;
    const drawn = [await draw(1), await draw(2), await draw(3)];
    expect(new Set(drawn).size).toBe(3);
    expect(await draw(2)).toBe(drawn[1]);
  });

  it('is the greedy one where there is no doubt', async () => {
    const greedy = await ask(shared, order);
    expect((await ask(shared, { ...order, sampling: { temperature: 0.05, seed: 7 } })).text).toBe(greedy.text);
  });
});

describe('reading ahead', () => {
  const messages = question(`explain ${filler(40)}`);

  it('writes nothing, and leaves the end of the prompt to the question', async () => {
    const work = workAt();
    const warm = await ask(work, { lane: 'warm', messages });
    expect(warm).toMatchObject({ text: '', result: { stop: 'end', generatedTokens: 0 } });
    const { result, text } = await ask(work, { messages });
    expect(warm.result.evaluatedTokens + result.evaluatedTokens).toBe(result.promptTokens);
    expect(result.evaluatedTokens).toBeLessThanOrEqual(16);
    expect(text).toBe((await ask(workAt(), { messages })).text);
  });

  it('drops the same pieces as the question', async () => {
    const content = [{ text: filler(100), priority: 1 }, { text: filler(70), priority: 2 }, { text: 'explain' }];
    const order = { messages: [{ role: 'user', content }], answerTokens: 600 } as const;
    const warm = await ask(shared, { ...order, lane: 'warm' });
    const { result } = await ask(shared, order);
    expect(warm.result.droppedPieces).toBeGreaterThan(0);
    expect(result).toMatchObject({ droppedPieces: warm.result.droppedPieces, promptTokens: warm.result.promptTokens });
    expect(result.evaluatedTokens).toBeLessThanOrEqual(16);
  });

  it('gives way to whatever somebody waits for within one chunk', async () => {
    const prefill = { prefix: filler(3), middle: 'result =' };
    for (const lane of ['typing', 'fix', 'explain'] as const) {
      const work = workAt(50);
      await complete(work, prefill);
      const warm = ask(work, { lane: 'warm', messages });
      const urgent = lane === 'typing' ? complete(work, prefill) : chat(work, 'explain', { lane });
      expect((await urgent).result.stop).not.toBe('aborted');
      expect((await warm).result).toMatchObject({ stop: 'aborted', generatedTokens: 0 });
      expect((await warm).result.evaluatedTokens).toBeLessThanOrEqual(16);
    }
  });
});
