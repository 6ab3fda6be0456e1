import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/core/completion/completionPlace';
import { FileIndentation } from '../../../src/core/completion/fileIndentation';
import { requestAt } from '../../fakes/completionRequests';

const withTabs = 'a() {\n\tb();\n}\n';
const withBlanks = 'a() {\n  b();\n}\n';

function applied(drawn: string, answer: string): string {
  return new FileIndentation(placeOf(requestAt(drawn))).apply(answer);
}

describe('FileIndentation', () => {
  it('writes tabs where the file does, whatever the width of the model', () => {
    expect(applied(`${withTabs}█`, 'if (c) {\n    d();\n}')).toBe('if (c) {\n\td();\n}');
    expect(applied(`${withTabs}\t█`, 'if (c) {\n        d();\n    }')).toBe('if (c) {\n\t\td();\n\t}');
    expect(applied(`${withTabs}f() {█`, '\n  d();\n}')).toBe('\n\td();\n}');
    expect(applied(`${withTabs}f() {█`, '\n\td(\n\t    e\n\t)')).toBe('\n\td(\n\t\te\n\t)');
  });

  it('writes blanks where the file does', () => {
    expect(applied(`${withBlanks}f() {█`, '\n\tif (c) {\n\t\td();\n\t}')).toBe('\n  if (c) {\n    d();\n  }');
  });

  it('keeps line breaks, text over lines, and blanks that are no indentation', () => {
    expect(applied(`${withTabs.replaceAll('\n', '\r\n')}f() {█`, '\r\n    d();\r\n}')).toBe('\r\n\td();\r\n}');
    expect(applied(`${withTabs}█`, 'a = `\n    b`;')).toBe('a = `\n    b`;');
    expect(applied(`${withTabs}█`, 'a    = b;\t// c')).toBe('a    = b;\t// c');
    expect(applied(`${withTabs}a = █`, '    b')).toBe('    b');
  });

  it('gives a growing answer the same beginning, but for a line of nothing but blanks', () => {
    const unit = fc.constantFrom('a', '{', '}', '\n', '\n\t', '\n    ', '\n  ', '    ', '`', '(');
    const file = fc.constantFrom(`${withTabs}\t█`, `${withBlanks}  █`, `${withTabs}█`);
    fc.assert(
      fc.property(file, fc.string({ unit, maxLength: 14 }), fc.nat(40), (drawn, answer, at) => {
        const whole = applied(drawn, answer);
        const part = answer.slice(0, at);
        expect(whole.startsWith(applied(drawn, part).replace(/(^|\n)[^\S\n]*$/, '$1'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
