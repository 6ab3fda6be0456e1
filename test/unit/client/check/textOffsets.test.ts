import { describe, expect, it } from 'vitest';
import { TextOffsets } from '../../../../src/client/check/textOffsets';

const text = 'a = "😀é"; b = c\r\n\tx\ry\n';
const offsets = new TextOffsets(text);

describe('TextOffsets', () => {
  it('counts columns in UTF-16 units or in characters', () => {
    expect(text.slice(offsets.utf16(0, 11), offsets.utf16(0, 12))).toBe('b');
    expect(text.slice(offsets.codePoint(0, 10), offsets.codePoint(0, 11))).toBe('b');
  });

  it('ends lines with CR, LF or both', () => {
    expect(text[offsets.utf16(1, 1)]).toBe('x');
    expect(text[offsets.codePoint(2, 0)]).toBe('y');
  });

  it('stays inside the text and inside the line', () => {
    expect(offsets.utf16(0, 99)).toBe(text.indexOf('\r'));
    expect(offsets.codePoint(0, 99)).toBe(text.indexOf('\r'));
    expect(offsets.codePoint(9, 9)).toBe(text.length);
    expect(offsets.utf16(-1, -1)).toBe(0);
  });

  it('knows the whole line without its indentation', () => {
    const { start, end, isAscii } = offsets.wholeLine(1);
    expect([text.slice(start, end), isAscii, offsets.wholeLine(0).isAscii]).toEqual(['x', true, false]);
  });
});
