import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOnly } from '../../../src/core/text/codeOnly';

describe('codeOnly', () => {
  it.each([
    ['typescript', 'f("(", a); // )', 'f(   , a);     '],
    ['typescript', 'a = `{${b}` + c', 'a =         + c'],
    ['typescript', 'a /* ( */ b', 'a         b'],
    ['typescript', 'a `open (', 'a        '],
    ['python', "a # (\nb = '''(\n''' + c", 'a    \nb =     \n    + c'],
    ['c', 'x = \'(\' + "\\"(";', 'x =     +      ;'],
    ['rust', "fn f<'a>(b: &'a str) {}", "fn f<'a>(b: &'a str) {}"],
    ['json', '{ "a{": 1 }', '{     : 1 }'],
    ['css', 'a { /* } */ }', 'a {         }'],
  ])('in %s: %s', (languageId, code, masked) => expect(codeOnly(code, languageId)).toBe(masked));

  it('knows nothing of other languages and of those with here-documents', () => {
    expect(codeOnly('a', 'plaintext')).toBeUndefined();
    expect(codeOnly('a', 'shellscript')).toBeUndefined();
    expect(codeOnly('a', 'toString')).toBeUndefined();
  });

  it('keeps length and lines of any text', () => {
    const unit = fc.constantFrom('a', '"', "'", '`', '/', '*', '\n', '\r\n', '#', '\\', '(', '}', '$', '{', '🎉');
    const languages = fc.constantFrom('typescript', 'python', 'c', 'go', 'rust', 'csharp', 'lua', 'json', 'scss');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), languages, (code, languageId) => {
        const masked = codeOnly(code, languageId) ?? '';
        expect(masked).toHaveLength(code.length);
        expect(masked.replace(/[^\n]/g, '')).toBe(code.replace(/[^\n]/g, ''));
      }),
      { numRuns: 500 },
    );
  });
});
