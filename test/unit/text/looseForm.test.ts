import { describe, expect, it } from 'vitest';
import { looseForm } from '../../../src/core/text/looseForm';

describe('looseForm', () => {
  it.each([
    ['f( a,b )', 'f(a, b)'],
    ["f('a');", 'f("a")'],
    ['f(\n  a,\n  b,\n);', 'f(a, b)'],
    ['a();\r\nb();', 'a()\nb()'],
  ])('is the same for %j and %j', (code, other) => expect(looseForm(code)).toBe(looseForm(other)));

  it.each([
    ['a b', 'ab'],
    ['a + b', 'a - b'],
    ['f(1)', 'f(2)'],
    ['f("a")', 'f("b")'],
    ['a,', 'a'],
    ['not a', 'a'],
  ])('differs for %j and %j', (code, other) => expect(looseForm(code)).not.toBe(looseForm(other)));
});
