import { describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import { AnswerChannel } from '../../../src/client/answerStream';

async function collect(chunks: AsyncIterable<string>): Promise<string[]> {
  const seen: string[] = [];
  for await (const chunk of chunks) seen.push(chunk);
  return seen;
}

function channel(): { readonly answer: AnswerChannel<string, string>; readonly aborts: () => number } {
  let aborts = 0;
  return { answer: new AnswerChannel<string, string>(() => aborts++), aborts: () => aborts };
}

describe('AnswerChannel', () => {
  it('gives text in order to a reader who came late or early', async () => {
    const { answer } = channel();
    answer.push('a');
    const reading = collect(answer.stream.chunks);
    await Promise.resolve();
    answer.push('b');
    await new Promise((resolve) => setImmediate(resolve));
    answer.push('c');
    answer.finish('counts');
    expect(await reading).toEqual(['a', 'b', 'c']);
    expect(await answer.stream.done).toBe('counts');
  });

  it('ends the text at an abort, before the counts are there, and drops what was not read or comes later', async () => {
    const { answer } = channel();
    answer.push('a');
    const reader = answer.stream.chunks[Symbol.asyncIterator]();
    expect(await reader.next()).toMatchObject({ value: 'a' });
    answer.push('unread');
    answer.abort();
    answer.push('late');
    expect(await reader.next()).toMatchObject({ done: true });
    expect(await collect(answer.stream.chunks)).toEqual([]);
    answer.finish('aborted');
    expect(await answer.stream.done).toBe('aborted');
  });

  it('aborts when the reader stops early, and not when the answer is complete', async () => {
    const early = channel();
    early.answer.push('a');
    for await (const chunk of early.answer.stream.chunks) {
      expect(chunk).toBe('a');
      break;
    }
    expect(early.aborts()).toBe(1);

    const late = channel();
    late.answer.push('a');
    late.answer.finish('counts');
    for await (const chunk of late.answer.stream.chunks) {
      expect(chunk).toBe('a');
      break;
    }
    expect(late.aborts()).toBe(0);
  });

  it('ends the text quietly when the answer fails; the promise has the error', async () => {
    const { answer } = channel();
    const reading = collect(answer.stream.chunks);
    answer.push('a');
    answer.fail(new PlainError('decodeFailed', 'It stopped.'));
    expect(await reading).toEqual(['a']);
    await expect(answer.stream.done).rejects.toMatchObject({ code: 'decodeFailed' });
  });

  it('raises no unhandled rejection when nobody looks at the promise', async () => {
    const unhandled: unknown[] = [];
    const listener = (error: unknown): number => unhandled.push(error);
    process.on('unhandledRejection', listener);
    const { answer } = channel();
    answer.fail(new Error('nobody sees this'));
    expect(await collect(answer.stream.chunks)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
  });

  it('serves two readers at once without losing or hanging', async () => {
    const { answer } = channel();
    const readers = Promise.all([collect(answer.stream.chunks), collect(answer.stream.chunks)]);
    await Promise.resolve();
    answer.push('a');
    answer.push('b');
    answer.finish('counts');
    expect((await readers).flat().sort()).toEqual(['a', 'b']);
  });
});
