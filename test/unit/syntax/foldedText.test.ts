import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spliceText } from '../../../src/base/spliceText';
import { FoldedText, type TextPart, wholeView } from '../../../src/core/syntax/foldedText';

/** Parts of a text, in order and without overlaps, from drawn numbers. */
function toParts(length: number, cuts: readonly number[]): TextPart[] {
  const places = [...new Set(cuts.map((cut) => cut % (length + 1)))].sort((one, other) => one - other);
  const parts: TextPart[] = [];
  for (let index = 0; index + 1 < places.length; index += 2) {
    parts.push({ start: places[index] as number, end: places[index + 1] as number });
  }
  return parts;
}

const drawn = fc.record({
  text: fc.string({ minLength: 1, maxLength: 40 }),
  cuts: fc.array(fc.nat(1_000), { maxLength: 7 }),
});

describe('FoldedText', () => {
  it('leaves parts out and leads from one text to the other', () => {
    const folded = FoldedText.without('head far1 place far2 end', [
      { start: 5, end: 10 },
      { start: 16, end: 21 },
    ]);
    expect(folded.text).toBe('head place end');
    expect(folded.inView(10)).toBe(5);
    expect(folded.inDocument(5, 'start')).toBe(10);
    expect(folded.inDocument(5, 'end')).toBe(5);
    expect(folded.inDocument(14, 'end')).toBe(24);
    expect(folded.covers(12, 14, 2)).toBe(true);
    expect(folded.covers(12, 14, 3)).toBe(false);
    expect(folded.covers(6, 6, 0)).toBe(false);
    expect(folded.covers(2, 12, 0)).toBe(false);
    expect([folded.covers(0, 2, 3), folded.covers(24, 24, 3), folded.covers(0, 2, 4)]).toEqual([true, true, false]);
    expect([folded.covers(25, 25, 0), folded.covers(-1, -1, 0), folded.covers(Number.NaN, 12, 0)]).toEqual([
      false,
      false,
      false,
    ]);
    expect([wholeView.inView(7), wholeView.inDocument(7, 'end')]).toEqual([7, 7]);
  });

  it('keeps each unit at its place', () => {
    fc.assert(
      fc.property(drawn, ({ text, cuts }) => {
        const folded = FoldedText.without(text, toParts(text.length, cuts));
        for (let at = 0; at < text.length; at++) {
          if (!folded.covers(at, at + 1, 0)) continue;
          expect(folded.text[folded.inView(at)]).toBe(text[at]);
          expect(folded.inDocument(folded.inView(at), 'start')).toBe(at);
        }
        for (let at = 0; at < folded.text.length; at++) {
          expect(folded.text[at]).toBe(text[folded.inDocument(at, 'start')]);
        }
      }),
    );
  });

  it('follows the edits of what it keeps and refuses all others', () => {
    const change = fc.record({ at: fc.nat(1_000), length: fc.nat(6), text: fc.string({ maxLength: 5 }) });
    fc.assert(
      fc.property(drawn, fc.array(change, { maxLength: 5 }), ({ text, cuts }, changes) => {
        const parts = toParts(text.length, cuts);
        let folded = FoldedText.without(text, parts);
        let now = text;
        const leftOut = parts.filter(({ start, end }) => end > start).map(({ start, end }) => text.slice(start, end));
        for (const { at, length, text: typed } of changes) {
          const start = at % (now.length + 1);
          const edit = { start, oldEnd: Math.min(now.length, start + length), text: typed };
          const next = folded.edited(edit);
          if (next === undefined) {
            expect(folded.covers(edit.start, edit.oldEnd, 1)).toBe(false);
            continue;
          }
          expect(next.folded.text).toBe(spliceText(folded.text, [next.edit]));
          now = spliceText(now, [edit]) as string;
          folded = next.folded;
          expect(folded.length).toBe(now.length);
          expect(folded.kept.map((part) => now.slice(part.start, part.end)).join('')).toBe(folded.text);
        }
        // What lies between the kept parts never changed.
        const gaps = [{ start: 0, end: 0 }, ...folded.kept, { start: now.length, end: now.length }];
        const between = gaps.slice(1).map(({ start }, index) => now.slice(gaps[index]?.end, start));
        expect(between.join('')).toBe(leftOut.join(''));
      }),
    );
  });
});
