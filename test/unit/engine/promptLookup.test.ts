import { describe, expect, it } from 'vitest';
import { predictNext, repeatOf } from '../../../src/engine/promptLookup';

/** Each character is a token. */
const predict = (text: string, most = 8): string =>
  String.fromCodePoint(
    ...predictNext(
      [...text].map((char) => char.codePointAt(0) ?? 0),
      most,
    ),
  );

describe('predictNext', () => {
  it.each([
    ['predicts what followed the same tokens', 'abcdef..abc', 'def'],
    ['needs three tokens', 'abcdef..bc', ''],
    ['takes the longest match, also where a nearer one is shorter', '1abcXYZW 2abcdefg 1abc', 'XYZW'],
    ['takes the nearest of equals', 'xabcdef yabcghi abc', 'ghi'],
    ['predicts as much as matched', 'abcdefgh..bcd', 'efg'],
    ['predicts up to the end where it overlaps', 'ababab', 'ab'],
    ['knows nothing of little', 'abc', ''],
    ['knows nothing of nothing', '', ''],
  ])('%s', (_, text, expected) => expect(predict(text)).toBe(expected));

  it('predicts no more than is asked for', () => {
    expect(predict('abcdefghijklmnopqrstuvw..abcdefghi', 8)).toBe('jklmnopq');
    expect(predict('abcdef..abc', 1)).toBe('d');
  });

  it('predicts one where one token is repeated: nothing more stands behind the nearest match', () => {
    expect(predict('a'.repeat(4000))).toBe('a');
  });
});

describe('repeatOf', () => {
  it.each([
    ['goes on as before', [1, 2, 3, 4, 5], [1, 2], [3, 4, 5]],
    ['says nothing once the two have parted', [1, 2, 3, 4, 5], [1, 9, 3], []],
    ['says nothing at the end of what was written', [1, 2], [1, 2], []],
    ['says nothing behind it', [1, 2], [1, 2, 3], []],
    ['takes no more than is asked for', [1, 2, 3, 4, 5, 6], [1], [2, 3, 4]],
    ['says nothing of nothing', [], [], []],
  ])('%s', (_, before, tokens, expected) => expect(repeatOf(before, tokens, 3)).toEqual(expected));
});
