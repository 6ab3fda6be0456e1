import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit, minimalEdit } from '../../../src/core/fix/minimalEdit';

describe('minimalEdit', () => {
  it('replaces only the lines that differ', () => {
    const before = 'a\nb\nc\nd';
    expect(minimalEdit(before, 'a\nB\nc\nd', 10)).toEqual({ start: 12, end: 14, text: 'B\n' });
    expect(minimalEdit(before, before, 10)).toMatchObject({ text: '' });
  });

  it('inserts and deletes whole lines', () => {
    expect(minimalEdit('a\nc', 'a\nb\nc', 0)).toEqual({ start: 2, end: 2, text: 'b\n' });
    expect(minimalEdit('a\nb\nc', 'a\nc', 0)).toEqual({ start: 2, end: 4, text: '' });
  });

  it('always gives the new text and never leaves the old one, whatever the texts are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '\n', '\r\n', '😀', ' '), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, (prefix, oldText, newText) => {
        const edit = minimalEdit(oldText, newText, prefix.length);
        expect(applyEdit(`${prefix}${oldText}tail`, edit)).toBe(`${prefix}${newText}tail`);
        expect(edit.start).toBeGreaterThanOrEqual(prefix.length);
        expect(edit.end).toBeLessThanOrEqual(prefix.length + oldText.length);
      }),
    );
  });
});
