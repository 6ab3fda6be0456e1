import { describe, expect, it } from 'vitest';
import { fitMessages, type PlainMessage } from '../../../src/core/prompt/fitMessages';
import type { ChatMessage } from '../../../src/protocol/engine';

const textOf = (messages: readonly PlainMessage[]): string =>
  messages.map(({ role, content }) => `${role.charAt(0)}:${content}`).join('|');

function fit(
  messages: readonly ChatMessage[],
  most: number,
): { text: string; dropped: number; fits: boolean; renders: number } {
  let renders = 0;
  const render = (plain: readonly PlainMessage[]): string => {
    renders++;
    return textOf(plain);
  };
  const { prompt, droppedPieces, fits } = fitMessages(messages, render, (text) => text.length <= most);
  return { text: prompt, dropped: droppedPieces, fits, renders };
}

const messages: readonly ChatMessage[] = [
  { role: 'system', content: 'sys' },
  {
    role: 'user',
    content: [
      { text: 'aaaa', priority: 2 },
      { text: 'keep' },
      { text: 'bb', priority: 1 },
      { text: 'cc', priority: 3 },
    ],
  },
];

describe('fitMessages', () => {
  it('drops nothing that fits, after one look', () => {
    expect(fit(messages, 99)).toEqual({ text: 's:sys|u:aaaakeepbbcc', dropped: 0, fits: true, renders: 1 });
  });

  it.each([
    [19, 's:sys|u:aaaakeepcc', 1],
    [17, 's:sys|u:keepcc', 2],
    [13, 's:sys|u:keep', 3],
  ])('drops the least important first, as little as possible: %i', (most, text, dropped) => {
    expect(fit(messages, most)).toMatchObject({ text, dropped, fits: true });
  });

  it('says when even what must stay is too much', () => {
    expect(fit(messages, 5)).toMatchObject({ text: 's:sys|u:keep', dropped: 3, fits: false });
    expect(fit([{ role: 'user', content: 'long' }], 3)).toMatchObject({ fits: false, renders: 1 });
  });

  it('drops pieces of one priority together, and messages of which nothing is left', () => {
    const turns: readonly ChatMessage[] = [
      { role: 'user', content: 'code' },
      { role: 'assistant', content: 'said' },
      { role: 'user', content: [{ text: 'q1', priority: 5 }] },
      { role: 'assistant', content: [{ text: 'a1', priority: 5 }] },
      { role: 'user', content: 'now' },
    ];
    expect(fit(turns, 25)).toMatchObject({ text: 'u:code|a:said|u:now', dropped: 2 });
  });

  it('looks a few times only, however many priorities there are', () => {
    const content = Array.from({ length: 64 }, (_, index) => ({ text: 'x', priority: index / 7 }));
    expect(fit([{ role: 'user', content: [{ text: 'k' }, ...content] }], 30)).toMatchObject({ dropped: 37 });
    expect(fit([{ role: 'user', content: [{ text: 'k' }, ...content] }], 30).renders).toBeLessThanOrEqual(8);
  });
});
