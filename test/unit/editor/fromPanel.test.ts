import { describe, expect, it } from 'vitest';
import { maxQuestionChars, readFromPanel } from '../../../src/editor/fromPanel';

describe('readFromPanel', () => {
  it.each([
    [{ type: 'ready' }, { type: 'ready' }],
    [{ type: 'stop', more: 1 }, { type: 'stop' }],
    [
      { type: 'ask', question: ' why? ' },
      { type: 'ask', question: 'why?' },
    ],
    [
      { type: 'depth', depth: 'lines' },
      { type: 'depth', depth: 'lines' },
    ],
    [
      { type: 'open', id: 3, uri: 'file:///etc/passwd' },
      { type: 'open', id: 3 },
    ],
    [
      { type: 'choose', id: 0 },
      { type: 'choose', id: 0 },
    ],
  ])('%j is read as %j', (value, message) => {
    expect(readFromPanel(value)).toEqual(message);
  });

  it.each([
    undefined,
    null,
    'stop',
    7,
    [],
    {},
    { type: 'toString' },
    { type: 'ask' },
    { type: 'ask', question: ' \n' },
    { type: 'ask', question: ['x'] },
    { type: 'depth', depth: 'deep' },
    { type: 'open', id: '3' },
    { type: 'open', id: 0.5 },
    { type: 'choose', id: NaN },
  ])('%j is nothing', (value) => {
    expect(readFromPanel(value)).toBeUndefined();
  });

  it('cuts a question that is longer than the field takes', () => {
    expect(readFromPanel({ type: 'ask', question: 'x'.repeat(9_999) })).toEqual({
      type: 'ask',
      question: 'x'.repeat(maxQuestionChars),
    });
  });
});
