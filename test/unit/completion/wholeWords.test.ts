import { describe, expect, it } from 'vitest';
import { wholeWords } from '../../../src/core/completion/wholeWords';

describe('wholeWords', () => {
  it.each([
    ['one two thr', 'one two'],
    ['f(a, b, "c', 'f(a, b'],
    ['f(a, b, g(c', 'f(a, b'],
    ['f(a);', 'f(a);'],
    ['abcdef', ''],
    ['( , abc', ''],
  ])('%s', (line, expected) => expect(wholeWords(line)).toBe(expected));
});
