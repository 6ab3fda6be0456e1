import { describe, expect, it } from 'vitest';
import { blockEndByIndentation, closedLines, statementEndByBrackets } from '../../../src/core/completion/blockEnd';

describe('blockEndByIndentation', () => {
  it('ends before the first line that is less deep', () => {
    const answer = 'a = 1\n\n    b = 2\nc = 3\n';
    expect(blockEndByIndentation(answer, '    ', false)).toEqual({ end: answer.indexOf('\nc'), ended: true });
  });

  it('does not judge by an unfinished line', () => {
    expect(blockEndByIndentation('a = 1\n', '    ', false).ended).toBe(false);
    expect(blockEndByIndentation('a = 1\nc', '    ', false).ended).toBe(false);
    expect(blockEndByIndentation('a = 1\nc', '    ', true)).toEqual({ end: 5, ended: true });
  });

  it('takes the body of a head on the cursor line', () => {
    const answer = '\n    return 1\nprint()';
    expect(blockEndByIndentation(answer, 'def f():', true)).toEqual({ end: answer.indexOf('\nprint'), ended: true });
  });

  it('has nothing to say about blanks', () => {
    expect(blockEndByIndentation('\n  \n', '    ', false)).toEqual({ end: 0, ended: false });
    expect(blockEndByIndentation('\n  \n', '    ', true)).toEqual({ end: 4, ended: false });
  });
});

describe('statementEndByBrackets', () => {
  it('ends with the line that closes the last bracket', () => {
    const answer = 'f({\n  a: 1,\n});\nnext';
    expect(statementEndByBrackets(answer, 'x = ', false)).toEqual({ end: answer.indexOf('\nnext'), ended: true });
    expect(statementEndByBrackets('f({\n  a: 1,\n', 'x = ', false).ended).toBe(false);
    expect(statementEndByBrackets('f({\n})', 'x = ', true)).toEqual({ end: 6, ended: true });
    expect(statementEndByBrackets('f({\n})', 'x = ', false).ended).toBe(false);
  });
});

describe('closedLines', () => {
  it('keeps the longest part without an open bracket', () => {
    expect(closedLines('a();\nif (b) {\n  c();')).toBe('a();');
    expect(closedLines('a();\nb();')).toBe('a();\nb();');
    expect(closedLines('a(')).toBe('a(');
  });
});
