import { describe, expect, it } from 'vitest';
import { prefixStartFor, suffixEndFor, windowSize } from '../../../src/core/prompt/window';

const lines = Array.from({ length: 1_000 }, (_, index) => `line ${index}\n`).join('');

describe('prefixStartFor', () => {
  it('takes everything where everything fits', () => expect(prefixStartFor(lines, 500, 1_000, undefined)).toBe(0));

  it('starts at a line and leaves room to grow', () => {
    const start = prefixStartFor(lines, lines.length, 1_000, undefined);
    expect(lines[start - 1]).toBe('\n');
    expect(lines.length - start).toBeLessThanOrEqual(800);
    expect(lines.length - start).toBeGreaterThan(700);
  });

  it('keeps the last start while it is near enough', () => {
    expect(prefixStartFor(lines, 2_000, 1_000, 1_100)).toBe(1_100);
    expect(prefixStartFor(lines, 2_000, 1_000, 900)).not.toBe(900);
    expect(prefixStartFor(lines, 2_000, 1_000, 1_900)).not.toBe(1_900);
    expect(prefixStartFor(lines, 2_000, 1_000, 2_100)).toBeLessThan(2_000);
  });
});

describe('suffixEndFor', () => {
  it('ends after a line, at the end, or inside of a line that is too long', () => {
    expect(suffixEndFor('a\nb\n', 0, 100)).toBe(4);
    expect(suffixEndFor('ab\ncd\nef', 0, 5)).toBe(3);
    expect(suffixEndFor('abcdefgh', 0, 5)).toBe(5);
    expect(suffixEndFor('abcd🎉fgh', 0, 5)).toBe(4);
  });
});

describe('windowSize', () => {
  it('plans for less than the budget', () => {
    const { prefixChars, suffixChars } = windowSize(1_000, 3);
    expect(prefixChars + suffixChars).toBeLessThan(3_000);
    expect(prefixChars).toBeGreaterThan(3 * suffixChars);
  });
});
