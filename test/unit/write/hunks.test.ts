import { describe, expect, it } from 'vitest';
import { minimalEdits } from '../../../src/core/text/minimalEdits';
import {
  afterAccept,
  afterDiscard,
  hunkLines,
  hunkNear,
  type PendingHunks,
  proposedText,
} from '../../../src/core/write/hunks';

const old = 'a\nb\nc\nd\ne\n';
const proposed = 'A\nA2\nb\nc\ne\nf\n';
const pending: PendingHunks = { text: old, edits: minimalEdits(old, proposed, 0) };

describe('hunks', () => {
  it('are one for each run of lines that differ', () => {
    expect(pending.edits.length).toBe(3);
    expect(proposedText(pending)).toBe(proposed);
    expect(hunkLines(pending, 'old')).toEqual([
      { first: 0, last: 0 },
      { first: 3, last: 3 },
      { first: 5, last: 5 },
    ]);
    expect(hunkLines(pending, 'proposed')).toEqual([
      { first: 0, last: 1 },
      { first: 4, last: 4 },
      { first: 5, last: 5 },
    ]);
  });

  it('may be accepted in any order', () => {
    const one = afterAccept(pending, 1);
    expect(one.text).toBe('a\nb\nc\ne\n');
    const two = afterAccept(one, 0);
    expect(two.text).toBe('A\nA2\nb\nc\ne\n');
    expect(afterAccept(two, 0)).toEqual({ text: proposed, edits: [] });
    expect(afterAccept(two, 7)).toEqual(two);
  });

  it('may be thrown away', () => {
    const left = afterDiscard(pending, 0);
    expect([left.text, proposedText(left)]).toEqual([old, 'a\nb\nc\ne\nf\n']);
  });

  it('are found from the line of the cursor', () => {
    const lines = hunkLines(pending, 'proposed');
    expect([0, 1, 2, 4, 99].map((line) => hunkNear(lines, line))).toEqual([0, 0, 0, 1, 2]);
    expect(hunkNear([], 0)).toBeUndefined();
  });
});
