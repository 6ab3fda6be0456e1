import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFacts, FactsEncoder, readNameHashes } from '../../../../src/core/context/index/factsRecord';
import { nameHash } from '../../../../src/core/context/index/nameHash';
import { DeflatePacker } from '../../../../src/worker/deflatePacker';
import { arbitraryFacts, factsOf } from '../arbitraryFacts';

const packer = new DeflatePacker();
const manyFacts = factsOf(
  Array.from({ length: 80 }, (_, index) => `größe${index}`),
  ['Order'],
);

describe('FactsEncoder and decodeFacts', () => {
  it('give back what was put in', () => {
    const encoder = new FactsEncoder();
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        expect(decodeFacts(encoder.encode(facts).slice())).toEqual(facts);
      }),
      { numRuns: 300 },
    );
  });

  it('give the hashes of all names without decoding', () => {
    const hashes: number[] = [];
    readNameHashes(new FactsEncoder().encode(factsOf(['total', 'tax'], ['Order'])), (hash) => hashes.push(hash));
    expect(hashes).toEqual([nameHash('defined', 'total'), nameHash('defined', 'tax'), nameHash('imported', 'Order')]);
  });

  it('keep a usual definition in little more than its signature', () => {
    const facts = factsOf(Array.from({ length: 20 }, (_, index) => `calculateTotal${index}`));
    const texts = facts.definitions.reduce((sum, { signature }) => sum + signature.length, 0);
    expect(new FactsEncoder().encode(facts).length).toBeLessThan(texts + 20 * 13);
  });

  it('pack the texts of a large file, not those of a small one', () => {
    const packed = new FactsEncoder(packer).encode(manyFacts).slice();
    expect(packed.length).toBeLessThan(0.6 * new FactsEncoder().encode(manyFacts).length);
    expect(decodeFacts(packed, packer)).toEqual(manyFacts);
    const small = factsOf(['total'], ['Order']);
    expect(new FactsEncoder(packer).encode(small)).toEqual(new FactsEncoder().encode(small));
  });

  it('leave texts as they are that do not get smaller', () => {
    const longer = { pack: (bytes: Uint8Array) => new Uint8Array(bytes.length + 1), unpack: () => new Uint8Array(0) };
    expect(decodeFacts(new FactsEncoder(longer).encode(manyFacts), longer)).toEqual(manyFacts);
  });

  it('throw for a packed record that is cut or read without its packer, and give its hashes all the same', () => {
    const record = new FactsEncoder(packer).encode(manyFacts).slice();
    for (let length = 0; length < record.length; length++)
      expect(() => decodeFacts(record.subarray(0, length), packer), `cut at ${length}`).toThrow(RangeError);
    expect(() => decodeFacts(record)).toThrow(RangeError);
    const hashes: number[] = [];
    readNameHashes(record, (hash) => hashes.push(hash));
    expect(hashes).toContain(nameHash('defined', 'größe79'));
    expect(hashes).toHaveLength(81);
  });

  it('throw for a record that is cut, wherever it is', () => {
    const record = new FactsEncoder().encode(factsOf(['total'], ['Order', 'Item'])).slice();
    for (let length = 0; length < record.length; length++)
      expect(() => decodeFacts(record.subarray(0, length)), `cut at ${length}`).toThrow(RangeError);
  });

  it('never hang or crash on damaged bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeFacts(bytes, packer);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
