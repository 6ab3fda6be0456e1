import { describe, expect, it } from 'vitest';
import { offsetOf, parseLine, parseLines, parsePlace, spanOf } from '../../../src/cli/place';
import { UsageError } from '../../../src/cli/usageError';

describe('parsePlace', () => {
  it.each([
    ['a.py:1:2', 'a.py', 1, 2],
    ['C:\\code\\a.py:10:3', 'C:\\code\\a.py', 10, 3],
    ['odd:5:7:1:2', 'odd:5:7', 1, 2],
    ['mit leer ü 文.py:3:1', 'mit leer ü 文.py', 3, 1],
    ['new\nline.py:1:1', 'new\nline.py', 1, 1],
  ])('reads %s', (text, file, line, column) => {
    expect(parsePlace(text)).toEqual({ file, line, column });
  });

  it.each([
    '',
    'a.py',
    'a.py:1',
    'a.py:1:',
    ':1:2',
    'a.py:0:1',
    'a.py:1:0',
    'a.py:-1:1',
    'a.py:1.5:1',
    `a.py:${'9'.repeat(30)}:1`,
  ])('refuses "%s"', (text) => {
    expect(() => parsePlace(text)).toThrow(UsageError);
  });
});

describe('parseLines and parseLine', () => {
  it('reads ranges and single lines', () => {
    expect(parseLines('a b.py:3-5')).toEqual({ file: 'a b.py', firstLine: 3, lastLine: 5 });
    expect(parseLines('a.py:3')).toEqual({ file: 'a.py', firstLine: 3, lastLine: 3 });
    expect(parseLine('C:\\a.py:7')).toEqual({ file: 'C:\\a.py', line: 7 });
  });

  it.each(['a.py', 'a.py:5-3', 'a.py:0-3', 'a.py:-3'])('refuses the lines "%s"', (text) => {
    expect(() => parseLines(text)).toThrow(UsageError);
  });
});

describe('offsetOf and spanOf', () => {
  const text = 'one\r\ntwo😀\n\nend';
  const offset = (line: number, column: number): number => offsetOf(text, { file: 'f', line, column });

  it('counts UTF-16 units, and a line break is not a column', () => {
    expect([offset(1, 1), offset(1, 4), offset(2, 1), offset(2, 6), offset(3, 1), offset(4, 4)]).toEqual([
      0, 3, 5, 10, 11, 15,
    ]);
  });

  it('names what there is when the place is outside', () => {
    expect(() => offset(1, 5)).toThrow('Line 1 of "f" has columns 1 to 4, not 5.');
    expect(() => offset(5, 1)).toThrow('"f" has 4 lines, not 5.');
    expect(offsetOf('', { file: 'f', line: 1, column: 1 })).toBe(0);
    expect(() => offsetOf('', { file: 'f', line: 2, column: 1 })).toThrow('"f" has 1 line, not 2.');
  });

  it('spans whole lines without the last break', () => {
    expect(spanOf(text, { file: 'f', firstLine: 1, lastLine: 2 })).toEqual({ start: 0, end: 10 });
    expect(spanOf(text, { file: 'f', firstLine: 3, lastLine: 3 })).toEqual({ start: 11, end: 11 });
  });
});
