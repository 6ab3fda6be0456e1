import { describe, expect, it } from 'vitest';
import { editHunks } from '../../../../src/core/context/sources/editHunks';

describe('editHunks', () => {
  it('gives each small change with a line around it', () => {
    const before = 'a = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\n';
    const after = 'a = 1\nb = 20\nc = 3\nd = 4\ne = 5\nf = 6\ng = 7\n';
    expect(editHunks(before, after)).toEqual([
      { line: 0, text: ' a = 1\n-b = 2\n+b = 20\n c = 3\n' },
      { line: 5, text: ' f = 6\n+g = 7\n' },
    ]);
  });

  it('leaves out what says nothing: blank lines, closers, rewrites', () => {
    expect(editHunks('f(\n', 'f(\n\n)\n')).toEqual([]);
    expect(editHunks('', 'line\n'.repeat(40))).toEqual([]);
    expect(editHunks('old\n'.repeat(900), 'new\n'.repeat(900))).toEqual([]);
  });

  it('keeps CRLF out of the text', () =>
    expect(editHunks('a\r\nb\r\n', 'a\r\nc\r\n')).toEqual([{ line: 0, text: ' a\n-b\n+c\n' }]));
});
