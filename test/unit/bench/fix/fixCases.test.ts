import { describe, expect, it } from 'vitest';
import { type CallResult, repeatableCalls } from '../../../../src/core/bench/calls/knownCalls';
import { caseReport, markedCases, splitCases } from '../../../../src/core/bench/fix/fixCases';

const results = (...values: readonly string[]): CallResult[] => values.map((value) => ({ value, stack: '' }));
const calls = ['f(1)', 'f(2)', 'f(3)', 'f(4)', 'f(5)', 'f(6)'];
const known = (...values: readonly string[]) =>
  repeatableCalls(calls.slice(0, values.length), results(...values), results(...values));
const cases = (...values: readonly string[]) => known(...values).map((each) => ({ ...each, fails: false }));

describe('cases', () => {
  it('are marked where the fault changes them, few of one result', () => {
    const marked = markedCases(known('1', '2', '0', '0', '0', '0'), results('1', '3', '0', '0', '0', '0'));
    expect(marked.map(({ call, fails }) => [call, fails])).toEqual([
      ['f(2)', true],
      ['f(1)', false],
      ['f(3)', false],
      ['f(4)', false],
      ['f(5)', false],
    ]);
  });

  it('are split so that both halves fail with the fault', () => {
    const marked = markedCases(known('1', '2', '3', '4', '5', '6'), results('0', '0', '3', '4', '5', '6'));
    const halves = splitCases(marked);
    for (const half of [halves?.shown, halves?.hidden]) {
      expect(half?.map(({ fails }) => fails)).toEqual([true, false, false]);
    }
    expect(splitCases(markedCases(known('1', '2', '3'), results('0', '2', '3')))).toBeUndefined();
  });

  it('report the first call that fails', () => {
    const all = cases('1', '2', '3');
    expect(caseReport(all, results('1', '2', '3'))).toBe('');
    expect(caseReport(all, results('1', '0', '0'))).toBe(
      '2 of 3 calls fail\nAssertionError: f(2) gives 0, expected 2\n',
    );
    const thrown = [{ value: 'throws TypeError', stack: 'TypeError: no\n    at f (a.js:2:1)' }, ...results('2', '3')];
    expect(caseReport(all, thrown)).toBe('1 of 3 calls fail\nf(1) must give 1\nTypeError: no\n    at f (a.js:2:1)\n');
  });
});
