import { describe, expect, it } from 'vitest';
import { isExact } from '../../../../src/core/bench/typing/isExact';
import { misfitOf } from '../../../../src/core/bench/typing/shownFit';

/** `█` is the cursor; `[` and `]` in `range` mark what is replaced, by default nothing. */
function at(drawn: string) {
  const offset = drawn.indexOf('█');
  return { text: drawn.replace('█', ''), offset };
}
const said = (text: string, start: number, end = start) => ({ text, range: { start, end } });

describe('misfitOf', () => {
  it.each([
    ['f(█', said('a)', 2), undefined],
    ['f(█)', said('a)', 2, 3), undefined],
    ['f(█)', said('a, [b])', 2, 3), undefined],
    ['foo.b█', said('foo.bar()', 0, 5), undefined],
    ['f(ab█', said('b)', 3), 'range'],
    ['f(█', said('a)', 3), 'range'],
    ['f(█', said('a)', 2, 9), 'range'],
    ['a\nb█', said('a\nbc', 0, 3), 'range'],
    ['foo.b█', said('fop.bar()', 0, 5), 'typed-text'],
    ['f(█);', said('a)', 2, 4), 'replaced-text'],
    ['f(█)', said(')', 2, 3), 'nothing-new'],
    ['f(█)', said('  ', 2), 'nothing-new'],
    ['f(g(█)', said(')', 4), undefined],
  ] as const)('%j and %j: %s', (drawn, suggestion, misfit) => {
    expect(misfitOf(suggestion, at(drawn))).toBe(misfit);
  });
});

describe('isExact', () => {
  it.each([
    ['x = █', said('f(a)', 4), 'f(a)', true],
    ['x = █', said('f(a)\ny', 4), 'f(a)  ', true],
    ['x = █', said('f(b)', 4), 'f(a)', false],
    ['x = f(█)', said('a', 6), 'a);', true],
    ['x = f(█)', said('a);', 6, 7), 'a);', true],
    ['x = f(█)', said('a);', 6), 'a);', false],
    ['x = f(█)', said('b', 6), 'a);', false],
    ['fo█', said('foo()', 0, 2), 'o()', true],
    ['x = {█}', said('\n  a,\n}', 5, 6), 'a,', false],
  ] as const)('%j says %j where %j comes: %s', (drawn, suggestion, next, expected) => {
    expect(isExact(suggestion, at(drawn), next)).toBe(expected);
  });
});
