import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock';
import { nullLog } from '../../src/base/log';
import type { Lookup } from '../../src/engine/drive';
import { ModelWork } from '../../src/engine/modelWork';
import { chat, complete, filler } from './ask';
import { story } from './tiny/tinyVocabulary';
import { tinyConfig } from './tinyConfig';

/** Always or never checks predictions, and counts the native calls that write. */
class FixedLookup implements Lookup {
  readonly #isOn: boolean;
  plain = 0;
  /** Tokens that each check wrote. */
  readonly checks: number[] = [];

  constructor(isOn: boolean) {
    this.#isOn = isOn;
  }

  shouldTry(): boolean {
    return this.#isOn;
  }

  addPlain(): void {
    this.plain++;
  }

  addChecked(tokens: number): void {
    this.checks.push(tokens);
  }
}

const works: ModelWork[] = [];

function workWith(lookup: Lookup): ModelWork {
  const work = new ModelWork({ config: tinyConfig, log: nullLog, clock: systemClock, lookup: () => lookup });
  works.push(work);
  return work;
}

afterEach(async () => {
  for (const work of works.splice(0)) await work.dispose();
});

/** Some of the prompts hold what the model will write, some do not; in some the start is forced. */
const places = story.flatMap((piece, index) => {
  const before = story.slice(0, (index * 5) % story.length).join('');
  return [
    { prefix: `${before}\n`, middle: piece },
    { prefix: filler(index % 7), suffix: `\n${before}`, middle: `x${piece.slice(0, 2)}` },
  ];
});

describe('checking predictions', () => {
  it('writes the same text, in fewer native calls', async () => {
    const on = new FixedLookup(true);
    const off = new FixedLookup(false);
    const [fast, slow] = [workWith(on), workWith(off)];
    let same = 0;
    for (const place of places) {
      const [one, other] = [
        await complete(fast, place, { answerTokens: 24 }),
        await complete(slow, place, { answerTokens: 24 }),
      ];
      expect(one.result.generatedTokens).toBeLessThanOrEqual(24 + 12);
      if (one.text === other.text && one.result.stop === other.result.stop) same++;
    }
    expect(places.length).toBeGreaterThan(100);
    expect(same / places.length).toBeGreaterThanOrEqual(0.99);
    expect(Math.max(...on.checks)).toBeGreaterThan(3);
    expect(on.checks).toContain(1);
    expect(on.plain + on.checks.length).toBeLessThan(off.plain * 0.9);
    expect(off.checks).toEqual([]);
  });

  it('writes the same fix, and goes on with it after typing came in between', async () => {
    const on = new FixedLookup(true);
    const [fast, slow] = [workWith(on), workWith(new FixedLookup(false))];
    const question = `explain ${story.join('')}`;
    const expected = (await chat(slow, question, { lane: 'fix', answerTokens: 60 })).text;
    let typing: Promise<unknown> | undefined;
    const onText = (): void => {
      typing ??= complete(fast, { middle: 'result =' });
    };
    expect((await chat(fast, question, { lane: 'fix', answerTokens: 60, onText })).text).toBe(expected);
    expect(await typing).toMatchObject({ result: { stop: 'limit' } });
    expect(Math.max(...on.checks)).toBeGreaterThan(3);
  });

  it('writes what it wrote at the place before in few calls, also when some of it has been typed since', async () => {
    const on = new FixedLookup(true);
    const work = workWith(on);
    const place = { prefix: `${filler(3)}\n`, middle: 'while' };
    const { text } = await complete(work, place, { answerTokens: 40 });
    const callsFor = async (typed: string): Promise<number> => {
      on.checks.length = 0;
      on.plain = 0;
      const again = await complete(work, { ...place, middle: `${place.middle}${typed}` }, { answerTokens: 40 });
      expect(again.text.slice(0, 20)).toBe(text.slice(typed.length, typed.length + 20));
      return on.plain + on.checks.length;
    };
    // Of 40 tokens; a call ends with a line.
    expect(await callsFor('')).toBeLessThan(12);
    expect(Math.max(...on.checks)).toBeGreaterThan(6);
    expect(await callsFor(text.slice(0, 4))).toBeLessThan(20);
  });

  it('leaves explanations alone', async () => {
    const on = new FixedLookup(true);
    const { result } = await chat(workWith(on), `explain ${story.join('')}`, { answerTokens: 60 });
    expect(result.generatedTokens).toBe(60);
    expect(on.checks).toEqual([]);
  });

  it('gives way within one call', async () => {
    const on = new FixedLookup(true);
    const work = workWith(on);
    const place = { prefix: `${story.join('')}\n`, middle: 'result =' };
    expect((await complete(work, place, { answerTokens: 40 })).result.generatedTokens).toBe(41);
    const controller = new AbortController();
    let heard = 0;
    let calls = 0;
    const onText = (): void => {
      if (++heard !== 12) return;
      controller.abort();
      calls = on.plain + on.checks.length;
    };
    const { result } = await complete(work, place, { answerTokens: 40, signal: controller.signal, onText });
    expect(result.stop).toBe('aborted');
    expect(heard).toBe(12);
    expect(on.plain + on.checks.length).toBe(calls);
    expect(result.lastStepMs).toBeLessThanOrEqual(result.decodeMs);
    // What was predicted and not heard of is no harm to what follows.
    const again = await complete(work, place, { answerTokens: 40 });
    expect(again.result.generatedTokens).toBe(41);
    expect(again.text).toBe((await complete(workWith(new FixedLookup(false)), place, { answerTokens: 40 })).text);
  });

  it('says how likely each token is, as without', async () => {
    const place = { prefix: `${story.join('')}\n`, middle: 'while' };
    const fast = await complete(workWith(new FixedLookup(true)), place, { answerTokens: 20 });
    const slow = await complete(workWith(new FixedLookup(false)), place, { answerTokens: 20 });
    expect(fast.pieces).toEqual(slow.pieces);
    fast.probabilities.forEach((probability, index) =>
      expect(probability).toBeCloseTo(slow.probabilities[index] ?? 0, 2),
    );
  });
});
