import { describe, expect, it } from 'vitest';
import { keySpans, maskKeys } from '../../../src/core/text/maskKeys';

describe('maskKeys', () => {
  it.each([
    ['const key = "sk-live-4eC39HqLyjWDarjtT1"', 'const key = "…"'],
    ["TOKEN = 'ghp_16C7e42F292c6912E7'", "TOKEN = '…'"],
    ['aws(AKIAIOSFODNN7EXAMPLE)', 'aws(…)'],
    ['KEY = """-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"""', 'KEY = """…"""'],
    ['KEY = """-----BEGIN PRIVATE KEY-----\nMIIE', 'KEY = """…'],
    ['hash: "9f86d081884c7d659a2feaa0c55ad015"', 'hash: "…"'],
    ['auth("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc")', 'auth("…")'],
    ["'postgres://admin:S3cr3t-word@host:5432/db'", "'postgres://admin:…@host:5432/db'"],
    ['"Authorization": "Bearer 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"', '"Authorization": "Bearer …"'],
    ['secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"', 'secret = "…"'],
  ])('masks %s', (text, masked) => expect(maskKeys(text)).toBe(masked));

  it.each([
    "import { total } from './orders2/price-table';",
    'throw new Error("Expected 2 arguments, but got 3.");',
    'const name = "InsertMutationFunctionParameters";',
    'setTimeout(run, 1_000); const sha256sum = hash(file);',
    '`${prefix}-item-${index}`',
    "'https://example.org:8080/a@b'",
    '`postgres://${user}:${password}@host`',
    "'src/components/orders2/price/table/cells4'",
  ])('leaves %s alone', (text) => expect(maskKeys(text)).toBe(text));
});

describe('keySpans', () => {
  it('finds keys and strings made by chance, without their quotes', () => {
    const text = 'a("sk-live-4eC39HqLyjWDarjtT1"); b = `9f86d081884c7d659a2feaa0c55ad015`';
    expect(keySpans(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'sk-live-4eC39HqLyjWDarjtT1',
      'sk-live-4eC39HqLyjWDarjtT1',
      '9f86d081884c7d659a2feaa0c55ad015',
    ]);
  });

  it('leaves names alone that begin like a token, which are masked in excerpts all the same', () => {
    const text = 'sk_buff_head rk_pcie_clock_init sk-cube-grid sk_x86_64_state';
    expect(keySpans(text)).toEqual([]);
    expect(maskKeys(text)).toBe('… … … …');
  });

  it('leaves names with a number alone, which are masked in excerpts all the same', () => {
    const text = "['Uint8ClampedArrayConstructor', 'user-profile-card-2-title']";
    expect(keySpans(text)).toEqual([]);
    expect(maskKeys(text)).toBe("['…', '…']");
  });
});
