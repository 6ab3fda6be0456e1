import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForcedStart } from '../../../src/engine/forcedStart';
import { isRepeating } from '../../../src/engine/repetition';
import { StopTexts } from '../../../src/engine/stopTexts';

describe('ForcedStart', () => {
  it('takes the forced text off, however it is cut into pieces', () => {
    const forced = new ForcedStart('return');
    expect([forced.strip('re'), forced.pending, forced.strip('turn x'), forced.pending, forced.strip('y')]).toEqual([
      '',
      true,
      ' x',
      false,
      'y',
    ]);
  });

  it('refuses an answer that leaves the forced start, which would be glued to the wrong place', () => {
    expect(() => new ForcedStart('return').strip('rex')).toThrow('forced start');
  });
});

describe('StopTexts', () => {
  it('ends before a stop text and holds its start back', () => {
    const stops = new StopTexts(['\nUser:']);
    expect([stops.push('yes\nUs'), stops.push('er: and'), stops.push(' more'), stops.reached, stops.flush()]).toEqual([
      'yes',
      '',
      '',
      true,
      '',
    ]);
  });

  it('lets out what turned out to be no stop text', () => {
    const stops = new StopTexts(['###']);
    expect([stops.push('a #'), stops.push(' b'), stops.push('##'), stops.flush()]).toEqual(['a ', '# b', '', '##']);
  });

  it('says the same for any way of cutting the text', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '#'), maxLength: 30 });
    fc.assert(
      fc.property(letters, (text) => {
        const stops = new StopTexts(['#a#', 'bb']);
        const pieces = [...text].map((character) => stops.push(character)).join('') + stops.flush();
        const ends = ['#a#', 'bb'].map((stop) => text.indexOf(stop)).filter((at) => at !== -1);
        expect(pieces).toBe(ends.length === 0 ? text : text.slice(0, Math.min(...ends)));
      }),
    );
  });
});

describe('isRepeating', () => {
  const times = (pattern: readonly number[], count: number): number[] =>
    Array.from({ length: count }, () => pattern).flat();

  it('sees one token and a pattern over and over', () => {
    expect(isRepeating(times([7], 48))).toBe(true);
    expect(isRepeating([1, 2, 3, ...times([4, 5, 6, 7, 8], 10)])).toBe(true);
    expect(isRepeating(times([...Array(40).keys()], 4))).toBe(true);
  });

  it('leaves separators, short tables and ordinary text alone', () => {
    expect(isRepeating(times([7], 40))).toBe(false);
    expect(isRepeating(times([...Array(40).keys()], 3))).toBe(false);
    expect(isRepeating([...Array(500).keys()])).toBe(false);
    expect(isRepeating([...times([7], 48), 8])).toBe(false);
  });
});
