import { describe, expect, it } from 'vitest';
import { untilAborted } from '../../../src/core/completion/untilAborted';

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

describe('untilAborted', () => {
  it('passes a stream on and tells it when the reader leaves', async () => {
    let isLeft = false;
    async function* numbers(): AsyncGenerator<number> {
      try {
        await Promise.resolve();
        for (let index = 0; ; index += 1) yield index;
      } finally {
        isLeft = true;
      }
    }
    for await (const one of untilAborted(numbers(), new AbortController().signal)) if (one === 3) break;
    await Promise.resolve();
    expect(isLeft).toBe(true);
  });

  it('ends at once on abort, even when the stream is stuck', async () => {
    async function* stuck(): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => undefined);
    }
    const controller = new AbortController();
    const all = collect(untilAborted(stuck(), controller.signal));
    setImmediate(() => controller.abort());
    expect(await all).toEqual([1]);
    expect(await collect(untilAborted(stuck(), controller.signal))).toEqual([]);
  });

  it('passes errors on', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield await Promise.resolve(1);
      throw new Error('broken');
    }
    await expect(collect(untilAborted(broken(), new AbortController().signal))).rejects.toThrow('broken');
  });
});
