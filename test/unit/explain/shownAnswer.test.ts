import { describe, expect, it } from 'vitest';
import { shownAnswer } from '../../../src/core/explain/shownAnswer';
import type { AnswerStream } from '../../../src/core/ports';
import type { ChatResult } from '../../../src/protocol/engine';
import type { ExplainDepth } from '../../../src/protocol/panel';

const stats = {
  promptTokens: 0,
  evaluatedTokens: 0,
  queueMs: 0,
  prefillMs: 0,
  decodeMs: 0,
  lastStepMs: 0,
  droppedPieces: 0,
};

/** A model that stops when it is told to, and says how many of its chunks it had made. */
function model(chunks: readonly string[]): (signal: AbortSignal) => AnswerStream<ChatResult> {
  return (signal) => {
    let sent = 0;
    let finish: (result: ChatResult) => void = () => undefined;
    const done = new Promise<ChatResult>((resolve) => (finish = resolve));
    async function* made(): AsyncGenerator<string> {
      for (const chunk of chunks) {
        if (signal.aborted) break;
        sent += 1;
        yield await Promise.resolve(chunk);
      }
      finish({ ...stats, stop: signal.aborted ? 'aborted' : 'limit', generatedTokens: sent });
    }
    return { chunks: made(), done };
  };
}

async function read(chunks: readonly string[], depth: ExplainDepth, signal = new AbortController().signal) {
  const { chunks: shown, done } = shownAnswer(model(chunks), signal, depth);
  const parts: string[] = [];
  for await (const part of shown) parts.push(part);
  const { stop, generatedTokens } = await done;
  return { parts, stop, generatedTokens };
}

describe('shownAnswer', () => {
  const chunks = ['```markdown\n', 'It adds', ' numbers. ', 'Then it', ' ends. ', 'And so', ' on.'];

  it('stops the model behind the first sentence where one is wanted', async () => {
    expect(await read(chunks, 'sentence')).toEqual({
      parts: ['It adds', ' numbers. '],
      stop: 'end',
      generatedTokens: 4,
    });
  });

  it('shows the rest of an answer that ends in the middle', async () => {
    expect(await read(['It adds ', 'num'], 'sentence')).toMatchObject({ parts: ['It adds ', 'num'], stop: 'limit' });
    expect(await read(['It adds.', '\n```'], 'normal')).toMatchObject({ parts: ['It adds.', '\n', '```'] });
  });

  it('stops the model at an item that was there before, line by line', async () => {
    const list = [
      '- `a`: one.\n',
      '- `b`',
      ': two.\n- `',
      'b`: three.\n',
      '- `b`: ',
      'two.\n',
      '- `c`: four.\n',
      '- more',
    ];
    const { parts, stop, generatedTokens } = await read(list, 'lines');
    expect(parts.join('')).toBe('- `a`: one.\n- `b`: two.\n- `b`: three.\n');
    expect({ stop, generatedTokens }).toEqual({ stop: 'end', generatedTokens: 6 });
    const open = await read(['- `a`: one.\n', '- `a`: one.'], 'lines');
    expect(open.parts.join('')).toBe('- `a`: one.\n');
    expect((await read(['- `a`: one.\n', '- `a`'], 'lines')).parts.join('')).toBe('- `a`: one.\n- `a`');
  });

  it('shows all at the other depths, as it comes', async () => {
    const { parts, stop } = await read(chunks, 'lines');
    expect({ text: parts.join(''), stop }).toEqual({
      text: 'It adds numbers. Then it ends. And so on.',
      stop: 'limit',
    });
    expect(parts.length).toBeGreaterThan(3);
  });

  it('ends early when it is told to', async () => {
    const controller = new AbortController();
    const { chunks: shown, done } = shownAnswer(model(chunks), controller.signal, 'lines');
    for await (const part of shown) if (part !== '') controller.abort();
    expect(await done).toMatchObject({ stop: 'aborted' });
  });
});
