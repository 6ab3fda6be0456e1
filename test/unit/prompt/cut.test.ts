import { describe, expect, it } from 'vitest';
import { cutEnd, cutStart } from '../../../src/core/prompt/cut';

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
const lines = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `line ${from + index}\n`).join('');

describe('cutStart', () => {
  it('keeps a text that fits', () => {
    expect(cutStart(lines(10), 20, countWords)).toBe(0);
  });

  it('cuts at the start of a line', () => {
    const text = lines(300);
    const start = cutStart(text, 200, countWords);
    expect(text[start - 1]).toBe('\n');
    expect(countWords(text.slice(start))).toBeLessThanOrEqual(200);
    expect(countWords(text.slice(start))).toBeGreaterThanOrEqual(100);
  });

  it('stays where it is while lines are added at the end, and then moves in a big step', () => {
    const places = new Set<number>();
    for (let count = 300; count < 364; count++) places.add(cutStart(lines(count), 200, countWords));
    expect(places.size).toBeLessThanOrEqual(3);
  });

  it('cuts inside a line only when that line alone is too long, and never inside a character', () => {
    const text = '🦩'.repeat(5000);
    const count = (part: string): number => part.length / 2;
    const start = cutStart(text, 1000, count);
    expect(text.length - start).toBeGreaterThan(1000);
    expect(text.length - start).toBeLessThanOrEqual(2000);
    expect(text.codePointAt(start)).toBe('🦩'.codePointAt(0));
  });

  it('keeps nothing without a budget', () => {
    expect(cutStart('abc', 0, countWords)).toBe(3);
  });
});

describe('cutEnd', () => {
  it('keeps whole lines, as many as fit', () => {
    const text = lines(300);
    expect(cutEnd(text, 21, countWords)).toBe(lines(10).length);
    expect(cutEnd(text, 600, countWords)).toBe(text.length);
  });

  it('cuts inside a first line that is too long', () => {
    const end = cutEnd('x'.repeat(10_000), 1000, (part) => part.length);
    expect(end).toBeGreaterThan(500);
    expect(end).toBeLessThanOrEqual(1000);
  });

  it('does not split a CRLF', () => {
    const text = `${'x'.repeat(255)}\r\n${'y'.repeat(9000)}`;
    expect(
      text
        .slice(
          0,
          cutEnd(text, 300, (part) => part.length),
        )
        .endsWith('\r'),
    ).toBe(false);
  });
});
