import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFacts, FactsEncoder, readNameHashes } from '../../../../src/core/context/index/factsRecord';
import { nameHash } from '../../../../src/core/context/index/nameHash';
import { arbitraryFacts, factsOf } from '../arbitraryFacts';

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

  it('throw for a record that is cut, wherever it is', () => {
    const record = new FactsEncoder().encode(factsOf(['total'], ['Order', 'Item'])).slice();
    for (let length = 0; length < record.length; length++)
      expect(() => decodeFacts(record.subarray(0, length)), `cut at ${length}`).toThrow(RangeError);
  });

  it('never hang or crash on damaged bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeFacts(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
