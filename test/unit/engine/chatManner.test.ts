import { describe, expect, it } from 'vitest';
import { chatManner } from '../../../src/engine/chatManner';

const question = [{ role: 'user', content: 'why' }] as const;
const conversation = [...question, { role: 'assistant', content: 'so' }, ...question] as const;

describe('chatManner', () => {
  it.each([
    ['explain', question, { usesLookup: false, isRepeatable: true }],
    ['warm', question, { usesLookup: false, isRepeatable: true }],
    ['explain', conversation, { usesLookup: false, isRepeatable: false }],
    ['fix', question, { usesLookup: true, isRepeatable: false }],
  ] as const)('%s', (lane, messages, manner) => {
    expect(chatManner({ lane, messages })).toEqual(manner);
  });
});
