import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spliceText } from '../../../src/base/spliceText';

describe('spliceText', () => {
  it('applies each replacement to the result of the one before', () => {
    const splices = [
      { start: 0, oldEnd: 1, text: 'xyz' },
      { start: 2, oldEnd: 3, text: '' },
    ];
    expect(spliceText('abc', splices)).toBe('xybc');
  });

  it('refuses what does not fit', () => {
    for (const [start, oldEnd] of [
      [0, 4],
      [-1, 0],
      [2, 1],
      [0.5, 1],
      [4, 4],
    ]) {
      expect(spliceText('abc', [{ start: start as number, oldEnd: oldEnd as number, text: '' }])).toBeUndefined();
    }
  });

  it('gives the same in one pass as one after the other', () => {
    const positions = fc.uniqueArray(fc.nat(20), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(fc.string({ minLength: 20, maxLength: 20 }), positions, fc.string(), (text, drawn, inserted) => {
        const sorted = [...drawn].sort((a, b) => b - a);
        const splices = sorted
          .slice(1)
          .map((start, index) => ({ start, oldEnd: sorted[index] as number, text: inserted }));
        let oneByOne = text;
        for (const splice of splices) oneByOne = spliceText(oneByOne, [splice]) as string;
        expect(spliceText(text, splices)).toBe(oneByOne);
      }),
    );
  });

  it('takes many replacements of a large text in its stride', () => {
    const text = 'a'.repeat(1_000_000);
    const splices = Array.from({ length: 50_000 }, (_, index) => ({
      start: 999_980 - index * 20,
      oldEnd: 999_990 - index * 20,
      text: 'b',
    }));
    expect(spliceText(text, splices)?.length).toBe(1_000_000 - 9 * 50_000);
  });
});
