import { describe, expect, it } from 'vitest';
import { predictNext } from '../../../src/engine/promptLookup';

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
