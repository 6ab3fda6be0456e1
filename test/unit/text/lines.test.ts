import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countLineBreaks,
  indentationOf,
  lineEnd,
  lineStart,
  lineStartFrom,
  nextLineStart,
  offsetAt,
} from '../../../src/core/text/lines';

const texts = fc.array(fc.constantFrom('a', 'é', '🎉', '\n', '\r\n', ' ')).map((parts) => parts.join(''));

describe('lines', () => {
  it('agrees with splitting the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let start = 0;
        for (const raw of text.split('\n')) {
          const line = start + raw.length < text.length ? raw.replace(/\r$/, '') : raw;
          for (let offset = start; offset <= start + line.length; offset += 1) {
            expect(lineStart(text, offset)).toBe(start);
            expect(lineEnd(text, offset)).toBe(start + line.length);
            expect(nextLineStart(text, offset)).toBe(Math.min(text.length, start + raw.length + 1));
          }
          start += raw.length + 1;
        }
      }),
    );
  });

  it('finds the next line start', () => {
    expect(lineStartFrom('ab\ncd', 0)).toBe(0);
    expect(lineStartFrom('ab\ncd', 1)).toBe(3);
    expect(lineStartFrom('ab\ncd', 3)).toBe(3);
    expect(lineStartFrom('ab\ncd', 4)).toBe(5);
  });

  it('counts no further than asked', () => {
    expect(countLineBreaks('a\nb\nc\n', 10)).toBe(3);
    expect(countLineBreaks('a\nb\nc\n', 2)).toBe(2);
  });

  it('takes leading blanks only', () => {
    expect(indentationOf('\t  a b')).toBe('\t  ');
    expect(indentationOf('  \r\n')).toBe('  ');
  });

  it('turns line and column into an offset', () => {
    expect(offsetAt('ab\r\ncd', 2, 2)).toBe(5);
    expect(offsetAt('ab\r\ncd', 1, 99)).toBe(2);
    expect(offsetAt('ab\r\ncd', 3, 1)).toBeUndefined();
    expect(offsetAt('ab', 0, 1)).toBeUndefined();
  });
});
