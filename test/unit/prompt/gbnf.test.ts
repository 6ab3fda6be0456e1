import { describe, expect, it } from 'vitest';
import { grammarForStart } from '../../../src/core/prompt/gbnf';

describe('grammarForStart', () => {
  it('escapes what ends a string in GBNF', () => {
    expect(grammarForStart('a "b"\\')).toBe('root ::= "a \\"b\\"\\\\" [^\\x00]*');
  });

  it('writes line breaks and tabs as GBNF knows them, other controls in hex', () => {
    expect(grammarForStart('\r\n\t\u0001\u007f')).toBe('root ::= "\\r\\n\\t\\x01\\x7f" [^\\x00]*');
  });

  it('keeps a first character out, blanks before it or not', () => {
    expect(grammarForStart('  ', '#')).toBe('root ::= "  " [ \\t\\r\\n]* ([^ \\t\\r\\n\\x00\\x23] [^\\x00]*)?');
    expect(grammarForStart('', '/')).toBe('root ::= [ \\t\\r\\n]* ([^ \\t\\r\\n\\x00\\x2f] [^\\x00]*)?');
    expect(grammarForStart('', '--')).toBe(
      'root ::= [ \\t\\r\\n]* ([^ \\t\\r\\n\\x00\\x2d] [^\\x00]* | [\\x2d] ([^\\x00\\x2d] [^\\x00]*)?)?',
    );
  });

  it('leaves letters of every script as they are', () => {
    expect(grammarForStart('é🦩')).toBe('root ::= "é🦩" [^\\x00]*');
  });

  it('has no grammar for nothing and for a NUL', () => {
    expect(grammarForStart('')).toBeUndefined();
    expect(grammarForStart('a\0')).toBeUndefined();
  });
});
