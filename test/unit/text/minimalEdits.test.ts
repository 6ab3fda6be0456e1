import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, changedLines, minimalEdits, sortedEdits } from '../../../src/core/text/minimalEdits';

describe('minimalEdits', () => {
  it('replaces only the lines that differ, each run of them by itself', () => {
    const before = 'a\nb\nc\nd';
    expect(minimalEdits(before, 'a\nB\nc\nd', 10)).toEqual([{ start: 12, end: 14, text: 'B\n' }]);
    expect(minimalEdits(before, 'A\nb\nc\nD', 0)).toEqual([
      { start: 0, end: 2, text: 'A\n' },
      { start: 6, end: 7, text: 'D' },
    ]);
    expect(minimalEdits(before, before, 10)).toEqual([]);
  });

  it('inserts and deletes whole lines', () => {
    expect(minimalEdits('a\nc', 'a\nb\nc', 0)).toEqual([{ start: 2, end: 2, text: 'b\n' }]);
    expect(minimalEdits('a\nb\nc', 'a\nc', 0)).toEqual([{ start: 2, end: 4, text: '' }]);
  });

  it('gives up on comparing texts that have nothing in common, not on the edit', () => {
    const lines = (name: string): string => Array.from({ length: 5000 }, (_, index) => `${name}${index}\n`).join('');
    const edits = minimalEdits(lines('a'), lines('b'), 0);
    expect(edits).toHaveLength(1);
    expect(applyEdits(lines('a'), edits)).toBe(lines('b'));
  });

  it('always gives the new text and never leaves the old one, whatever the texts are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '\n', '\r\n', '😀', ' '), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, (prefix, oldText, newText) => {
        const edits = minimalEdits(oldText, newText, prefix.length);
        expect(applyEdits(`${prefix}${oldText}tail`, edits)).toBe(`${prefix}${newText}tail`);
        expect(sortedEdits(edits, prefix.length + oldText.length)).toEqual(edits);
        for (const { start } of edits) expect(start).toBeGreaterThanOrEqual(prefix.length);
      }),
    );
  });
});

describe('sortedEdits', () => {
  it('sorts, and refuses edits that overlap or lie outside', () => {
    const [a, b] = [
      { start: 0, end: 2, text: '' },
      { start: 2, end: 3, text: 'x' },
    ];
    expect(sortedEdits([b, a], 3)).toEqual([a, b]);
    for (const bad of [
      { start: 1, end: 4, text: '' },
      { start: -1, end: 0, text: '' },
      { start: 2, end: 1, text: '' },
    ])
      expect(sortedEdits([a, bad], 3)).toBeUndefined();
    expect(sortedEdits([{ start: 0, end: 9, text: '' }], 3)).toBeUndefined();
  });
});

describe('changedLines', () => {
  it('counts lines with text', () => {
    expect(changedLines('a\nb\nc\n', [{ start: 0, end: 4, text: 'x\n\n' }])).toEqual({ removed: 2, added: 1 });
  });
});
