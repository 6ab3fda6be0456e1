import { describe, expect, it } from 'vitest';
import { owedClosers } from '../../../src/core/text/brackets';

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
