import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
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

  it('gives the same for a list, in whatever order, as one after the other', () => {
    const drawn = fc.record({ at: fc.nat(), removed: fc.nat(6_000), text: fc.string(), times: fc.nat(3_000) });
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.nat(1_000), fc.array(drawn), (part, times, edits) => {
        const text = part.repeat(times);
        let oneByOne = text;
        const splices = edits.map((edit) => {
          const start = edit.at % (oneByOne.length + 1);
          const oldEnd = Math.min(oneByOne.length, start + edit.removed);
          const inserted = edit.text.repeat(edit.times);
          oneByOne = oneByOne.slice(0, start) + inserted + oneByOne.slice(oldEnd);
          return { start, oldEnd, text: inserted };
        });
        expect(spliceText(text, splices) === oneByOne).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('does not copy a large text for each replacement: typing, a replace-all and jumps mixed', () => {
    const text = 'a'.repeat(1_000_000);
    const insertAt = (start: number) => ({ start, oldEnd: start, text: 'b' });
    const typed = Array.from({ length: 300 }, (_, key) => insertAt(400_000 + key));
    const everywhere = Array.from({ length: 300 }, (_, index) => insertAt(900_000 - index * 3_000));
    const jumps = Array.from({ length: 300 }, (_, index) => insertAt((index * 7_919) % 900_000));
    const whole = { start: 0, oldEnd: 500_000, text: 'c'.repeat(500_000) };
    const splices = [...typed, ...everywhere, ...jumps, whole, ...typed, ...jumps];
    const slice = vi.spyOn(String.prototype, 'slice');
    const result = spliceText(text, splices);
    const copiedUnits = slice.mock.results.reduce((sum, { value }) => sum + (value as string).length, 0);
    slice.mockRestore();
    expect(result?.length).toBe(1_000_000 + 5 * 300);
    expect(copiedUnits).toBeGreaterThan(1_000_000);
    expect(copiedUnits).toBeLessThan(20_000_000);
  });
});
