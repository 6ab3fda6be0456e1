import { describe, expect, it } from 'vitest';
import { withLinesInMiddle } from '../../../src/cli/bench/linesInMiddle';
import type { CompletionPrompt } from '../../../src/protocol/engine';
import { FakeEngine } from '../../fakes/fakeEngine';

const prompt = {
  session: 's',
  anchor: 1,
  repository: 'shop',
  path: 'a.ts',
  context: [],
  prefix: 'one\ntwo\r\n\nfour\n',
  suffix: '\n',
  hint: '',
  middle: 'const b = lo',
};

function askedWith(lines: number, asked: CompletionPrompt = prompt): CompletionPrompt | undefined {
  const engine = new FakeEngine();
  const order = { promptTokens: 100, answerTokens: 10 };
  withLinesInMiddle(engine, lines).complete(asked, order, new AbortController().signal);
  return engine.requests[0]?.prompt;
}

describe('withLinesInMiddle', () => {
  it.each([
    [1, 'one\ntwo\r\n\n', 'four\nconst b = lo'],
    [3, 'one\n', 'two\r\n\nfour\nconst b = lo'],
    [8, '', 'one\ntwo\r\n\nfour\nconst b = lo'],
  ])('puts %d whole lines into the middle part, or all that there are', (lines, prefix, middle) => {
    expect(askedWith(lines)).toEqual({ ...prompt, prefix, middle });
  });

  it.each(['', '\n'])('takes what stands above a line near the top: %j', (prefix) => {
    expect(askedWith(3, { ...prompt, prefix })).toEqual({ ...prompt, prefix: '', middle: `${prefix}const b = lo` });
  });
});
