import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextStream } from '../../../src/engine/textStream';

/** Making one takes far longer than using it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** One token is one byte. */
const detokenize = (tokens: readonly number[]): string => decoder.decode(Uint8Array.from(tokens));
const stream = (text: string): string[] => {
  const pieces: string[] = [];
  const texts = new TextStream(detokenize, []);
  for (const byte of new TextEncoder().encode(text)) pieces.push(texts.push(byte));
  pieces.push(texts.flush());
  return pieces.filter((piece) => piece !== '');
};

describe('TextStream', () => {
  it('waits for the whole character', () => {
    expect(stream('a🦩é')).toEqual(['a', '🦩', 'é']);
  });

  it('drops half a character at the end', () => {
    const texts = new TextStream(detokenize, []);
    expect([texts.push(0xf0), texts.push(0x9f), texts.flush()]).toEqual(['', '', '']);
  });

  it('lets a replacement character through that the model wrote itself', () => {
    expect(stream('a\ufffdb').join('')).toBe('a\ufffdb');
  });

  it('gives back any text, whole characters at a time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const known = text.replace(/\ufffd/g, '?');
        const pieces = stream(known);
        expect(pieces.join('')).toBe(known);
        expect(pieces.some((piece) => piece.includes('\ufffd'))).toBe(false);
      }),
    );
  });
});
