import { describe, expect, it } from 'vitest';
import { Conversations, markOf } from '../../../src/core/chat/conversations';

const messages = [{ role: 'user', content: 'Explain this.' }] as const;
const place = { uri: 'file:///w/a.py', start: 0, end: 5 };
const turn = (name: string) => ({ question: `${name}?`, answer: `${name}!` });

describe('conversations', () => {
  it('go on from the last answer', () => {
    const conversations = new Conversations('s');
    const first = conversations.begin(messages, place, turn('a'));
    const second = conversations.add(first, turn('b'));
    expect(conversations.at(second)).toEqual({
      conversation: { messages, explanation: 'a!', turns: [turn('b')] },
      place,
    });
    expect(conversations.at(first)?.conversation.turns).toEqual([]);
  });

  it('forget what was said after the answer from which they go on', () => {
    const conversations = new Conversations('s');
    const first = conversations.begin(messages, place, turn('a'));
    const left = conversations.add(conversations.add(first, turn('b')), turn('c'));
    const again = conversations.add(first, turn('d'));
    expect(conversations.at(again)?.conversation.turns).toEqual([turn('d')]);
    expect(conversations.at(left)).toBeUndefined();
  });

  it('know nothing of other sessions, and not for ever', () => {
    const conversations = new Conversations('s');
    const mark = conversations.begin(messages, undefined, turn('a'));
    expect(new Conversations('t').at(mark)).toBeUndefined();
    expect(conversations.at({ conversation: 's-9', answers: 1 })).toBeUndefined();
    for (let count = 0; count < 30; count += 1) conversations.begin(messages, undefined, turn('b'));
    expect(conversations.at(mark)).toBeUndefined();
  });

  it('are named by marks of a known form alone', () => {
    const mark = { conversation: 's-1', answers: 2 };
    expect(markOf(JSON.parse(JSON.stringify(mark)))).toEqual(mark);
    for (const other of [undefined, null, 'a', {}, { conversation: 1, answers: 1 }, { conversation: 'a', answers: 0 }])
      expect(markOf(other)).toBeUndefined();
  });
});
