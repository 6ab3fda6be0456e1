import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredLines, type LineRange } from '../../../src/core/fix/excerptAnswer';

const line = fc.constantFrom<string>('', '  ', '}', 'a = 1', '  a = 1', 'b = 2', 'return a', 'f(', 'x');
const lines = fc.array(line, { minLength: 1, maxLength: 14 });
const runs = { numRuns: 1000 };

/** A part of an excerpt that begins and ends with code, as answers do. */
const part = fc
  .tuple(lines, fc.nat(13), fc.nat(13))
  .map(([old, a, b]) => ({ old, code: old.slice(Math.min(a, b), Math.max(a, b) + 1) }))
  .filter(({ code }) => (code[0] ?? '').trim() !== '' && (code.at(-1) ?? '').trim() !== '');

function covered(code: readonly string[], old: readonly string[]): LineRange | undefined {
  return coveredLines(code.join('\n'), old.join('\n'));
}

function replace(old: readonly string[], range: LineRange, code: readonly string[]): string[] {
  return [...old.slice(0, range.first), ...code, ...old.slice(range.last + 1)].map((each) => each.trim());
}

describe('coveredLines', () => {
  it('answers with lines of the excerpt, whatever the texts are', () => {
    fc.assert(
      fc.property(lines, lines, (code, old) => {
        const range = covered(code, old);
        if (range === undefined) return;
        expect(range.first).toBeGreaterThanOrEqual(0);
        expect(range.last).toBeGreaterThanOrEqual(range.first);
        expect(range.last).toBeLessThan(old.length);
      }),
      runs,
    );
  });

  it('finds a part that is repeated as it is, so that nothing changes', () => {
    fc.assert(
      fc.property(part, ({ old, code }) => {
        const range = covered(code, old);
        expect(range).toBeDefined();
        if (range !== undefined) expect(replace(old, range, code)).toEqual(old.map((each) => each.trim()));
      }),
      runs,
    );
  });

  it('changes one line where one line of a part was changed, or nothing', () => {
    fc.assert(
      fc.property(part, fc.nat(13), ({ old, code }, index) => {
        const changed = code.with(index % code.length, 'NEW');
        const range = covered(changed, old);
        if (range === undefined) return;
        const result = replace(old, range, changed);
        expect(result).toHaveLength(old.length);
        expect(result.filter((each, at) => each !== old[at]?.trim())).toEqual(['NEW']);
      }),
      runs,
    );
  });

  const old = ['total = 0', 'for item in items:', '  total += item', 'print(total)', '', 'total = 0', 'print(total)'];

  it.each<[name: string, code: string[], range: LineRange | undefined]>([
    ['a first line that stands twice', ['total = 0', 'print(totals)'], { first: 5, last: 6 }],
    ['an added line and a changed last line', ['total = 0', 'i = 0', 'for item in item:'], { first: 0, last: 1 }],
    ['a changed first line', ['for item in [1]:', '  total += item'], { first: 1, last: 2 }],
    ['a last line that stands before the first', ['  total += item', 'total = 0'], { first: 2, last: 5 }],
    ['a line that fits in two places', ['print(total, total)'], undefined],
    ['lines from nowhere', ['one', 'two'], undefined],
  ])('%s', (_, code, range) => expect(covered(code, old)).toEqual(range));
});
