import { describe, expect, it } from 'vitest';
import { type CompletionPlace, placeOf } from '../../../src/core/completion/completionPlace';
import { markOf, restAt } from '../../../src/core/completion/placeMark';
import { requestAt } from '../../fakes/completionRequests';

const at = (drawn: string): CompletionPlace => placeOf(requestAt(drawn));
const rest = (marked: string, answer: string, drawn: string): string | undefined =>
  restAt(markOf(at(marked)), answer, at(drawn));

describe('restAt', () => {
  it('is what has not been typed', () => {
    expect(rest('a = █\nb', 'foo()', 'a = █\nb')).toBe('foo()');
    expect(rest('a = █\nb', 'foo()', 'a = foo█\nb')).toBe('()');
    expect(rest('a = █\nb', 'foo()', 'a = foo()█\nb')).toBe('');
    expect(rest('a = █\nb', 'foo()', 'a = foo()x█\nb')).toBeUndefined();
    expect(rest('a = █\nb', 'foo()', 'a = fa█\nb')).toBeUndefined();
  });

  it('holds behind closers that the editor adds', () => {
    expect(rest('a = █\nb', 'foo("x")', 'a = foo("█")\nb')).toBe('x")');
    expect(rest('a = █\nb', 'foo("x")', 'a = foo("█"z)\nb')).toBeUndefined();
    expect(rest('█', `${'('.repeat(9)}a`, `${'('.repeat(9)}█${')'.repeat(9)}`)).toBeUndefined();
  });

  it('holds where Enter pushes a closer down', () => {
    const body = '\n  a();\n}';
    expect(rest('f() {█}\nb', body, 'f() {\n  █\n}\nb')).toBe('a();\n}');
    expect(rest('    f() {█}\nb', '\n      a();', '    f() {\n      █\n    }\nb')).toBe('a();');
    expect(rest('f() █\nb', `{${body}`, 'f() {\n  █\n}\nb')).toBe('a();\n}');
    expect(rest('f() {█}\r\nb', '\r\n  a();\r\n}', 'f() {\r\n  █\r\n}\r\nb')).toBe('a();\r\n}');
    expect(rest('f() {█\nb', body, 'f() {\n  █\n\nb')).toBeUndefined();
    expect(rest('f() {█}\nb', body, 'f() {█\n}\nb')).toBeUndefined();
  });

  it('holds where closers are typed over', () => {
    expect(rest('foo(█);\nb', 'bar); // x', 'foo(bar)█;\nb')).toBe('; // x');
    expect(rest('foo({█})\nb', ' a })', 'foo({ a })█\nb')).toBe('');
    expect(rest('say("█")\nb', 'hi");', 'say("hi"█)\nb')).toBe(');');
    expect(rest('foo(█)\nb', 'bar);', 'foo(bar█\nb')).toBeUndefined();
    expect(rest('foo(█x)\nb', 'bar);', 'foo(bar█)\nb')).toBeUndefined();
    expect(rest('foo(█)\nb', 'bar);', 'foo(bar)█\nc')).toBeUndefined();
  });
});
