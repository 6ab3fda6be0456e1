import { describe, expect, it } from 'vitest';
import {
  type CallResult,
  chosenCalls,
  mayBeCalled,
  notLoaded,
  repeatableCalls,
  tellsEnough,
} from '../../../../src/core/bench/calls/knownCalls';

const results = (...values: readonly string[]): CallResult[] => values.map((value) => ({ value, stack: '' }));
const calls = ['f(1)', 'f(2)', 'f(3)', 'f(4)', 'f(5)', 'f(6)'];
const known = (...values: readonly string[]) =>
  repeatableCalls(calls.slice(0, values.length), results(...values), results(...values));

describe('known calls', () => {
  it('are calls that gave the same twice, and can be written down', () => {
    const first = results('1', '2', 'x'.repeat(500), '<object at 0x7f>', notLoaded, 'throws TypeError');
    const second = results('1', '3', 'x'.repeat(500), '<object at 0x7f>', notLoaded, 'throws TypeError');
    expect(repeatableCalls(calls, first, second)).toEqual([
      { call: 'f(1)', expected: '1' },
      { call: 'f(6)', expected: 'throws TypeError' },
    ]);
    expect(repeatableCalls(calls, first, [])).toEqual([]);
  });

  it('tell something when some return different things', () => {
    expect(tellsEnough(known('1', '2', '3', '3'))).toBe(true);
    expect(tellsEnough(known('1', '1', '1', '1'))).toBe(false);
    expect(tellsEnough(known('1', '2', 'throws Error', 'throws Error'))).toBe(false);
  });

  it('are chosen so that few give the same or nothing', () => {
    const many = (expected: (at: number) => string) =>
      Array.from({ length: 20 }, (_, at) => ({ call: `f(${at})`, expected: expected(at) }));
    expect(chosenCalls(many((at) => `${at}`))).toHaveLength(12);
    expect(chosenCalls(many(() => '0'))).toHaveLength(3);
    expect(chosenCalls(many((at) => `throws Error${at}`))).toHaveLength(4);
  });

  it.each([
    ["import { join } from 'node:path';", true],
    ["import { rm } from 'node:fs/promises';", false],
    ['import subprocess', false],
    ['with open(name) as file:', false],
    ['reopened(x)', true],
  ])('of a file with %j may be run: %s', (text, may) => {
    expect(mayBeCalled(text)).toBe(may);
  });
});
