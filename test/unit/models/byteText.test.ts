import { describe, expect, it } from 'vitest';
import { byteText } from '../../../src/core/models/byteText';

describe('byteText', () => {
  it.each([
    [0, '0 kB'],
    [86_600, '87 kB'],
    [999_499, '999 kB'],
    [999_600, '1 MB'],
    [491_400_064, '491 MB'],
    [999_700_000, '1.00 GB'],
    [4_683_073_536, '4.68 GB'],
  ])('of %d', (bytes, text) => {
    expect(byteText(bytes)).toBe(text);
  });
});
