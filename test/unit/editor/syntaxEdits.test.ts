import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsInOrder, type ReportedChange } from '../../../src/editor/syntaxEdits';

/** What the editor's text is after changes that all name places of the text before. */
function expected(text: string, changes: readonly ReportedChange[]): string {
  const sorted = [...changes].sort((a, b) => a.rangeOffset - b.rangeOffset);
  let result = '';
  let at = 0;
  for (const { rangeOffset, rangeLength, text: inserted } of sorted) {
    result += text.slice(at, rangeOffset) + inserted;
    at = rangeOffset + rangeLength;
  }
  return result + text.slice(at);
}

function apply(text: string, changes: readonly ReportedChange[]): string {
  return editsInOrder(changes).reduce(
    (now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.oldEnd),
    text,
  );
}

describe('editsInOrder', () => {
  it('turns the changes of several cursors into edits that follow each other', () => {
    const changes = [
      { rangeOffset: 0, rangeLength: 1, text: 'AA' },
      { rangeOffset: 4, rangeLength: 0, text: 'X' },
      { rangeOffset: 2, rangeLength: 1, text: '' },
    ];
    expect(apply('abcdef', changes)).toBe('AAbdXef');
  });

  it('gives the same text for every list of changes that do not overlap, in any order', () => {
    const pieces = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.string({ maxLength: 3 })), { maxLength: 6 });
    fc.assert(
      fc.property(pieces, fc.infiniteStream(fc.nat()), (list, order) => {
        let at = 0;
        const changes = list.map(([gap, rangeLength, text]) => {
          const change = { rangeOffset: at + gap + 1, rangeLength, text };
          at = change.rangeOffset + rangeLength;
          return change;
        });
        const shuffled = changes
          .map((change) => ({ change, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ change }) => change);
        const text = 'abcdefghij'.repeat(6);
        expect(apply(text, shuffled)).toBe(expected(text, changes));
      }),
    );
  });
});
