import { describe, expect, it } from 'vitest';
import { indentationAround, withIndentation } from '../../../src/core/text/indentation';

const byOptions = { tabSize: 8, insertSpaces: true };

describe('indentationAround', () => {
  it('follows a file that is indented with tabs', () => {
    expect(indentationAround('a {\n\tb\n\t\tc\n}\n', 3, byOptions)).toEqual({ tabSize: 8, insertSpaces: false });
    expect(indentationAround('a {\r\n\tb\r\n}\r\n', 3)).toEqual({ tabSize: 4, insertSpaces: false });
    expect(indentationAround('a {\n\t/**\n\t * b\n\t */\n}\n', 3)).toEqual({ tabSize: 4, insertSpaces: false });
  });

  it('takes the width of a step from a file that is indented with blanks', () => {
    expect(indentationAround('a {\n  b {\n    c\n  }\n}\n', 3, byOptions)).toEqual({ tabSize: 2, insertSpaces: true });
    expect(indentationAround('a:\n   b\n', 3)).toEqual({ tabSize: 3, insertSpaces: true });
  });

  it('follows the options where no line is indented', () => {
    expect(indentationAround('a\n * b\nc\n', 0, byOptions)).toEqual(byOptions);
    expect(indentationAround('', 0)).toBeUndefined();
  });

  it('has no rule for a file that uses both', () => {
    expect(indentationAround('a\n\tb\n  c\n', 0, byOptions)).toBeUndefined();
    expect(indentationAround('a(b,\n\t  c)\n', 0, byOptions)).toBeUndefined();
  });

  it('looks at what is near only', () => {
    const far = `a {\n\tb\n}\n${'line\n'.repeat(4_000)}a {\n  b\n}\n`;
    expect(indentationAround(far, far.length)).toEqual({ tabSize: 2, insertSpaces: true });
    expect(indentationAround(far, 0)).toEqual({ tabSize: 4, insertSpaces: false });
  });
});

describe('withIndentation', () => {
  it('writes whole steps and leaves the rest', () => {
    expect(withIndentation('      ', { tabSize: 4, insertSpaces: false })).toBe('\t  ');
    expect(withIndentation('\t  ', { tabSize: 4, insertSpaces: true })).toBe('      ');
    expect(withIndentation(' ', { tabSize: 4, insertSpaces: false })).toBe(' ');
  });
});
