import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOnly, maskedCode } from '../../../src/core/text/codeOnly';

const unit = fc.constantFrom(
  'a',
  '"',
  "'",
  '`',
  '/',
  '*',
  '\n',
  '\r\n',
  '#',
  '\\',
  '(',
  '}',
  '$',
  '{',
  '🎉',
  '=',
  '@',
  'r',
);
const language = fc.constantFrom('typescript', 'python', 'c', 'go', 'rust', 'csharp', 'lua', 'json', 'scss');

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
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), language, (code, languageId) => {
        const masked = codeOnly(code, languageId) ?? '';
        expect(masked).toHaveLength(code.length);
        expect(masked.replace(/[^\n]/g, '')).toBe(code.replace(/[^\n]/g, ''));
      }),
      { numRuns: 500 },
    );
  });

  it('takes no time to speak of over a long run of blanks', () => {
    const startMs = performance.now();
    const code = `a = ${' '.repeat(60_000)}b + c`;
    expect(codeOnly(code, 'typescript')).toBe(code);
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });
});

describe('maskedCode', () => {
  it('begins again at the line, or at the text that goes on over its beginning', () => {
    expect(maskedCode('a();\nb();', 8, 'typescript')?.restart).toBe(5);
    expect(maskedCode('a(`\nb`);', 5, 'typescript')?.restart).toBe(2);
    expect(maskedCode('a(`\nb', 5, 'typescript')?.restart).toBe(2);
    expect(maskedCode('a(`\n', 4, 'typescript')?.restart).toBe(2);
    expect(maskedCode('a "b', 3, 'plaintext')).toBeUndefined();
  });

  it('can be masked again from there with any other text behind', () => {
    const text = fc.string({ unit, maxLength: 30 });
    fc.assert(
      fc.property(text, text, text, language, (before, after, other, languageId) => {
        const offset = before.length;
        const restart = maskedCode(before + after, offset, languageId)?.restart ?? 0;
        const again = codeOnly(before.slice(restart) + other, languageId)?.slice(offset - restart);
        expect(again).toBe(codeOnly(before + other, languageId)?.slice(offset));
      }),
      { numRuns: 500 },
    );
  });
});
