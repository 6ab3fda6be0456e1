import { describe, expect, it } from 'vitest';
import { type CallerMessage, callerMessages } from '../../../src/core/chat/callerMessages';
import { fitMessages } from '../../../src/core/prompt/fitMessages';

const system = (text: string): CallerMessage => ({ role: 'system', text });
const user = (text: string): CallerMessage => ({ role: 'user', text });
const assistant = (text: string): CallerMessage => ({ role: 'assistant', text });

/** What is left of a conversation where so many characters fit. */
function kept(said: readonly CallerMessage[], chars: number): string[] {
  const { prompt } = fitMessages(
    callerMessages(said, 4096),
    (messages) => messages,
    (messages) => messages.reduce((sum, { content }) => sum + content.length, 0) <= chars,
  );
  return prompt.map(({ role, content }) => `${role}: ${content}`);
}

describe('a conversation of a caller', () => {
  it('keeps its order and its roles', () => {
    expect(kept([system('Be short.'), user('a'), assistant('b'), user('c')], 100)).toEqual([
      'system: Be short.',
      'user: a',
      'assistant: b',
      'user: c',
    ]);
  });

  it('loses its oldest turns first, whole, and neither the system part nor the last question', () => {
    const said = [system('Be short.'), user('one'), assistant('1'), user('two'), assistant('2'), user('three')];
    expect(kept(said, 18)).toEqual(['system: Be short.', 'user: two', 'assistant: 2', 'user: three']);
    expect(kept(said, 14)).toEqual(['system: Be short.', 'user: three']);
    expect(kept(said, 0)).toEqual(['system: Be short.', 'user: three']);
  });

  it('takes a first user message that another one follows for the system part', () => {
    const said = [user('You are a poet.'), user('one'), assistant('1'), user('two')];
    expect(kept(said, 0)).toEqual(['system: You are a poet.', 'user: two']);
  });

  it('makes one message of those that follow each other, wherever the system speaks', () => {
    const said = [user('a'), assistant('b'), assistant('c'), user('d'), system('s'), user('e'), assistant(' ')];
    expect(kept(said, 100)).toEqual(['system: s', 'user: a', 'assistant: b\n\nc', 'user: d\n\ne']);
  });

  it('may begin and end with an answer', () => {
    expect(kept([assistant('Hello.'), user('a'), assistant('So')], 100)).toEqual([
      'assistant: Hello.',
      'user: a',
      'assistant: So',
    ]);
  });

  it('is refused without text, and where its last question cannot fit', () => {
    expect(() => callerMessages([], 4096)).toThrow(expect.objectContaining({ code: 'nothingAsked' }));
    expect(() => callerMessages([system('s'), user(' \n')], 4096)).toThrow(
      expect.objectContaining({ code: 'nothingAsked' }),
    );
    expect(() => callerMessages([user('x'.repeat(70_000))], 4096)).toThrow(
      expect.objectContaining({ code: 'tooLong' }),
    );
  });

  it('is not sent to the engine with what can never fit', () => {
    const said = [user('old '.repeat(20_000)), assistant('1'), user('new'), assistant('2'), user('three')];
    expect(callerMessages(said, 4096)).toHaveLength(3);
  });
});
