import { describe, expect, it } from 'vitest';
import { looseForm } from '../../../src/core/text/looseForm';

const formOf = (code: string): string => looseForm(code, 'typescript');

describe('looseForm', () => {
  it.each([
    ['f( a,b )', 'f(a, b)'],
    ["f('a');", 'f("a")'],
    ['f(\n  a,\n  b,\n);', 'f(a, b)'],
    ['a();\r\nb();', 'a()\nb()'],
    ["f( 'a, b' ,`c` )", 'f("a, b", "c")'],
    ["// it's;", "// it's"],
  ])('is the same for %j and %j', (code, other) => expect(formOf(code)).toBe(formOf(other)));

  it.each([
    ['a b', 'ab'],
    ['a + b', 'a - b'],
    ['f(1)', 'f(2)'],
    ['f("a")', 'f("b")'],
    ['a,', 'a'],
    ['not a', 'a'],
    ['a.join(" ")', 'a.join("")'],
    ['a.split(", ")', 'a.split(",")'],
    ['f("a;")', 'f("a")'],
    ['`a\n  b`', '`a\nb`'],
  ])('differs for %j and %j', (code, other) => expect(formOf(code)).not.toBe(formOf(other)));

  it('knows a tuple by its comma', () => {
    expect(looseForm('(1,)', 'python')).not.toBe(looseForm('(1)', 'python'));
    expect(looseForm('[1,]', 'python')).toBe(looseForm('[1]', 'python'));
    expect(looseForm('f(1,)', 'typescript')).toBe(looseForm('f(1)', 'typescript'));
  });
});
