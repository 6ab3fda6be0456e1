import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerStream, ChatOrder, Engine } from '../../src/core/ports';
import type { AnswerChunk, CompletionPrompt } from '../../src/protocol/engine';
import { freshSession } from './inProcessEngine';

export interface EngineUnderTest {
  readonly engine: Engine;
  dispose(): Promise<void>;
}

const forever = new AbortController().signal;
const limits = { promptTokens: 512, answerTokens: 200 };
const chatOrder: ChatOrder = {
  lane: 'explain',
  messages: [{ role: 'user', content: 'What is a loop?' }],
  answerTokens: 200,
};

export function samplePrompt(middle = 'for '): CompletionPrompt {
  return {
    session: freshSession(),
    anchor: 1,
    repository: 'sample',
    path: 'src/sample.py',
    context: [{ path: 'src/other.py', text: 'def total(items):\n    return sum(items)\n', priority: 1 }],
    prefix: 'def add(a, b):\n    return a + b\n\n',
    suffix: '\n\nprint(add(1, 2))\n',
    hint: '',
    middle,
  };
}

/** The texts of an answer, which for a completion come with a probability. */
export async function readAll(answer: AnswerStream<unknown, string | AnswerChunk>): Promise<string[]> {
  const texts: string[] = [];
  for await (const chunk of answer.chunks) texts.push(typeof chunk === 'string' ? chunk : chunk.text);
  return texts;
}

/**
 * Does it again until it was in time, for what depends on who is faster: an engine that works in another process may have ended its answer
 * before it hears of anything, where this process was held up.
 */
async function untilInTime(attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) if (await attempt()) return;
  expect.fail('it was never in time');
}

/** What every engine owes its callers, whatever stands behind it. */
export function engineContract(name: string, make: () => Promise<EngineUnderTest>): void {
  describe(`engine contract: ${name}`, () => {
    let tested: EngineUnderTest;
    let engine: Engine;

    beforeAll(async () => {
      tested = await make();
      engine = tested.engine;
    }, 60_000);

    afterAll(() => tested.dispose(), 30_000);

    it('completes: streams text, then counts', async () => {
      const prompt = samplePrompt();
      const answer = engine.complete(prompt, limits, forever);
      const chunks = await readAll(answer);
      const result = await answer.done;
      expect(chunks.length).toBeGreaterThan(0);
      expect(chunks).not.toContain('');
      expect(result.stop).not.toBe('aborted');
      expect(result.generatedTokens).toBeGreaterThan(0);
      expect(result.generatedTokens).toBeLessThanOrEqual(limits.answerTokens);
      expect(result.promptTokens).toBeGreaterThan(0);
      expect(result.evaluatedTokens).toBeLessThanOrEqual(result.promptTokens);
      expect(result.fit.prefixStart).toBeGreaterThanOrEqual(0);
      expect(result.fit.suffixEnd).toBeLessThanOrEqual(prompt.suffix.length);
    });

    it('is ready once it has answered, and says what it runs', async () => {
      await engine.complete(samplePrompt(), limits, forever).done;
      expect(engine.status.state).toBe('ready');
      expect(engine.status.engine?.model?.canComplete).toBe(true);
      expect(engine.status.engine?.threads).toBeGreaterThan(0);
    });

    it('has told how fast it is by the end of an answer', async () => {
      await engine.complete(samplePrompt(), limits, forever).done;
      expect(engine.status.engine?.speed.decodeTokensPerSecond).toBeGreaterThan(0);
      expect(engine.status.engine?.speed.prefillTokensPerSecond).toBeGreaterThan(0);
    });

    it('gives the same text whether it is read as it comes or afterwards', async () => {
      const early = await readAll(engine.complete(samplePrompt(), limits, forever));
      const late = engine.complete(samplePrompt(), limits, forever);
      await late.done;
      expect((await readAll(late)).join('')).toBe(early.join(''));
    });

    it('says of each piece of a completion how likely it was', async () => {
      const answer = engine.complete(samplePrompt(), limits, forever);
      const chunks: AnswerChunk[] = [];
      for await (const chunk of answer.chunks) chunks.push(chunk);
      expect(chunks.length).toBeGreaterThan(0);
      for (const { probability } of chunks) {
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThanOrEqual(1);
      }
    });

    it('chats: streams text, then counts', async () => {
      const answer = engine.chat(chatOrder, forever);
      const chunks = await readAll(answer);
      const result = await answer.done;
      expect(chunks.join('').length).toBeGreaterThan(0);
      expect(result.stop).not.toBe('aborted');
      expect(result.generatedTokens).toBeGreaterThan(0);
    });

    it("answers 'aborted' when the signal was aborted before", async () => {
      const answer = engine.complete(samplePrompt(), limits, AbortSignal.abort());
      expect(await readAll(answer)).toEqual([]);
      expect(await answer.done).toMatchObject({ stop: 'aborted', generatedTokens: 0 });
    });

    it("answers 'aborted' when it is cancelled at once, and works on afterwards", async () => {
      const controller = new AbortController();
      const answer = engine.chat(chatOrder, controller.signal);
      controller.abort();
      expect(await readAll(answer)).toEqual([]);
      expect((await answer.done).stop).toBe('aborted');
      expect((await engine.complete(samplePrompt(), limits, forever).done).stop).not.toBe('aborted');
    });

    it('stops early when it is cancelled in the middle', async () => {
      const whole = await engine.chat({ ...chatOrder, answerTokens: 400 }, forever).done;
      await untilInTime(async () => {
        const controller = new AbortController();
        const chunks: string[] = [];
        const answer = engine.chat({ ...chatOrder, answerTokens: 400 }, controller.signal);
        for await (const chunk of answer.chunks) {
          chunks.push(chunk);
          controller.abort();
        }
        const stopped = await answer.done;
        expect(chunks).toHaveLength(1);
        expect(stopped.stop).toBe('aborted');
        return stopped.generatedTokens < whole.generatedTokens;
      });
    });

    it('counts a reader who stops early as a cancel', async () => {
      const answer = engine.chat({ ...chatOrder, answerTokens: 400 }, forever);
      for await (const chunk of answer.chunks) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      expect((await answer.done).stop).toBe('aborted');
    });

    it('lets the newest of two typing requests win', async () => {
      await untilInTime(async () => {
        const older = engine.complete(samplePrompt('while '), limits, forever);
        const newer = engine.complete(samplePrompt('for '), limits, forever);
        const [first, second] = await Promise.all([older.done, newer.done]);
        expect(second.stop).not.toBe('aborted');
        expect((await readAll(newer)).length).toBeGreaterThan(0);
        return first.stop === 'aborted';
      });
    });

    it('answers typing while a chat is running, and finishes the chat', async () => {
      const chat = engine.chat(chatOrder, forever);
      const typing = await engine.complete(samplePrompt(), limits, forever).done;
      expect(typing.stop).not.toBe('aborted');
      expect((await chat.done).stop).not.toBe('aborted');
    });

    it('keeps texts of different requests apart', async () => {
      const alone = (await readAll(engine.chat(chatOrder, forever))).join('');
      const chat = engine.chat(chatOrder, forever);
      const typing = engine.complete(samplePrompt(), limits, forever);
      const [chatText, typingText] = await Promise.all([readAll(chat), readAll(typing)]);
      expect(chatText.join('')).toBe(alone);
      expect(typingText.length).toBeGreaterThan(0);
    });
  });
}
