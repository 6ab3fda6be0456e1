import { describe, expect, it } from 'vitest';
import { looseBrackets, owedClosers } from '../../../src/core/text/brackets';

describe('owedClosers', () => {
  it.each([
    ['f(a, [b', ')]'],
    ['f(a)', ''],
    ['if (a) {', '}'],
    ['f("(", \'[\')', ''],
    ['f("a\\"(", b', ')'],
    ["don't (", ')'],
    ['a)', ''],
    ['`${a}(` + (', ')'],
  ])('%s owes %s', (code, owed) => expect(owedClosers(code)).toBe(owed));
});

describe('looseBrackets', () => {
  it('tells what closes nothing and what is left open', () => {
    expect(looseBrackets('a) + (b] ')).toBeUndefined();
    expect(looseBrackets('a) } (b [')).toEqual({
      closers: [
        { at: 1, char: ')' },
        { at: 3, char: '}' },
      ],
      owed: ')]',
    });
    expect(looseBrackets('(a[b]{c})')).toEqual({ closers: [], owed: '' });
  });
});
