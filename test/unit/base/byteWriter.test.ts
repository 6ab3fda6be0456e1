import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../../src/base/byteReader';
import { ByteWriter } from '../../../src/base/byteWriter';

describe('ByteWriter and ByteReader', () => {
  it('give back every number', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.maxSafeNat(), fc.maxSafeInteger(), fc.nat(0xffffffff))), (rows) => {
        const writer = new ByteWriter(4);
        for (const [number, , fixed] of rows) {
          writer.number(number);
          writer.fixed(fixed);
        }
        const reader = new ByteReader(writer.view());
        expect(rows.map(() => [reader.number(), reader.fixed()])).toEqual(rows.map(([a, , c]) => [a, c]));
        expect(reader.isAtEnd).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), (value) => {
        const writer = new ByteWriter();
        writer.signed(value);
        expect(new ByteReader(writer.view()).signed()).toBe(value);
      }),
    );
  });

  it('give back every text, and a mark at its start', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const writer = new ByteWriter(1);
        writer.text(`\uFEFF${text}`);
        expect(new ByteReader(writer.view()).text(writer.length)).toBe(`\uFEFF${text}`);
      }),
    );
  });

  it('throw instead of reading beyond the end', () => {
    expect(() => new ByteReader(new Uint8Array([0x80])).number()).toThrow(RangeError);
    expect(() => new ByteReader(new Uint8Array(12).fill(0xff)).number()).toThrow(RangeError);
    expect(() => new ByteReader(new Uint8Array(3)).fixed()).toThrow(RangeError);
    expect(() => new ByteReader(new Uint8Array(3)).take(4)).toThrow(RangeError);
  });
});
