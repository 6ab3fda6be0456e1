import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArenaPlace, ByteArena, chunkOf } from '../../../../src/core/context/index/byteArena';

/** Some fit into one chunk by thousands, one in three does not fit into any. */
const piece = fc.record({
  length: fc.oneof(fc.nat(300), fc.nat(400_000), fc.integer({ min: (1 << 20) - 8, max: 1_300_000 })),
  byte: fc.nat(255),
});

describe('ByteArena', () => {
  it('gives back every piece that was not freed', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ piece, frees: fc.boolean() }), { maxLength: 20 }), (steps) => {
        const arena = new ByteArena();
        const kept = new Map<ArenaPlace, { length: number; byte: number }>();
        for (const { piece, frees } of steps) {
          const [oldest] = kept.keys();
          if (frees && oldest !== undefined) {
            arena.free(oldest);
            kept.delete(oldest);
          }
          kept.set(arena.put(new Uint8Array(piece.length).fill(piece.byte)), piece);
        }
        for (const [place, { length, byte }] of kept) {
          const bytes = arena.get(place);
          expect(bytes.length).toBe(length);
          expect(bytes.every((each) => each === byte)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('names a chunk that is mostly waste, until its last piece is freed', () => {
    const arena = new ByteArena();
    const [first = -1, second = -1, third = -1] = [1, 2, 3].map(() => arena.put(new Uint8Array(500_000)));
    expect(chunkOf(second)).toBe(chunkOf(first));
    expect(chunkOf(third)).not.toBe(chunkOf(first));
    expect(arena.wastefulChunk()).toBeUndefined();
    arena.free(first);
    expect(arena.wastefulChunk()).toBe(chunkOf(first));
    arena.free(second);
    expect(arena.wastefulChunk()).toBeUndefined();
    expect(arena.get(second)).toHaveLength(0);
  });
});
