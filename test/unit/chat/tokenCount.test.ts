import { describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import { countMessage, countText } from '../../../src/core/chat/tokenCount';
import type { TokenCounter } from '../../../src/core/ports';

const { signal } = new AbortController();
/** A token for each word. */
const words: TokenCounter = { countTokens: (text) => Promise.resolve(text.split(/\s+/).filter(Boolean).length) };
const none: TokenCounter = { countTokens: () => Promise.reject(new PlainError('noModel', 'There is no model.')) };

describe('tokens of a text', () => {
  it('are counted by the model', async () => {
    expect(await countText('one two three', words, signal)).toBe(3);
    expect(await countText('', words, signal)).toBe(0);
    expect(await countMessage('one two three', words, signal)).toBeGreaterThan(3);
  });

  it('are at most its bytes where nobody can count', async () => {
    for (const text of ['abc', 'äß', '漢字', '😀', 'a😀漢ä'])
      expect(await countText(text, none, signal)).toBe(new TextEncoder().encode(text).length);
  });

  it('are counted up to what fits any model, and bounded behind', async () => {
    const asked: number[] = [];
    const counter: TokenCounter = {
      countTokens: (text) => {
        asked.push(text.length);
        return Promise.resolve(1);
      },
    };
    expect(await countText('😀'.repeat(50_000), counter, signal)).toBe(1 + 20_000 * 4);
    expect(asked).toEqual([60_000]);
  });

  it('are none after an abort', async () => {
    expect(await countText('abc', { countTokens: () => Promise.resolve(undefined) }, signal)).toBe(0);
  });
});
