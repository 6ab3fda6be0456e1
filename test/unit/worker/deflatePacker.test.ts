import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeflatePacker } from '../../../src/worker/deflatePacker';

const packer = new DeflatePacker();
const code = new TextEncoder().encode(
  Array.from({ length: 60 }, (_, each) => `export function total${each}(items: readonly Item[]): number`).join('\n'),
);

describe('DeflatePacker', () => {
  it('gives back what was packed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 5_000 }), (bytes) => {
        expect(Buffer.compare(packer.unpack(packer.pack(bytes), bytes.length), bytes)).toBe(0);
      }),
    );
  });

  it('makes code less than half as long', () => {
    expect(packer.pack(code).length).toBeLessThan(code.length / 2);
  });

  it('throws a RangeError for what is cut or of another length', () => {
    const packed = packer.pack(code);
    for (let length = 0; length < packed.length; length++)
      expect(() => packer.unpack(packed.subarray(0, length), code.length), `cut at ${length}`).toThrow(RangeError);
    for (const length of [0, 1, code.length - 1, code.length + 1])
      expect(() => packer.unpack(packed, length), `as ${length}`).toThrow(RangeError);
  });

  it('throws nothing but a RangeError for damaged bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), (bytes, length) => {
        try {
          packer.unpack(bytes, length);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
