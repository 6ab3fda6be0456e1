import { describe, expect, it } from 'vitest';
import { bootstrapDifference } from '../../../src/core/bench/bootstrap';
import { editSimilarity } from '../../../src/core/bench/editSimilarity';
import { mcnemar } from '../../../src/core/bench/mcnemar';
import { seededRandom } from '../../../src/base/seededRandom';
import { stableHash } from '../../../src/core/bench/stableHash';

describe('mcnemar', () => {
  // 2 * sum of C(n, k) / 2^n for k up to the smaller one, worked out by hand.
  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [5, 5, 1],
    [0, 5, 2 / 32],
    [5, 0, 2 / 32],
    [9, 1, (2 * 11) / 1024],
    [1, 9, (2 * 11) / 1024],
    [8, 2, (2 * (1 + 10 + 45)) / 1024],
    // R: binom.test(5, 20)$p.value
    [5, 15, 0.04138947],
    // R: binom.test(40, 100)$p.value
    [40, 60, 0.05688793],
  ])('%i won and %i lost: p = %d', (won, lost, p) => {
    expect(mcnemar(won, lost)).toBeCloseTo(p, 7);
  });

  it('stays a number for thousands of pairs', () => {
    expect(mcnemar(2_000, 2_000)).toBe(1);
    expect(mcnemar(1_900, 2_100)).toBeGreaterThan(0.001);
    expect(mcnemar(1_900, 2_100)).toBeLessThan(0.002);
  });
});

describe('editSimilarity', () => {
  it.each([
    ['', '', 1],
    ['abc', 'abc', 1],
    ['abc', '', 0],
    ['abc', 'xyz', 0],
    ['kitten', 'sitting', 1 - 3 / 7],
    ['saturday', 'sunday', 1 - 3 / 8],
    ['flaw', 'lawn', 1 - 2 / 4],
  ])('%j and %j: %d', (a, b, similarity) => {
    expect(editSimilarity(a, b)).toBeCloseTo(similarity, 12);
    expect(editSimilarity(b, a)).toBeCloseTo(similarity, 12);
  });
});

describe('bootstrapDifference', () => {
  const one = (cluster: string, before: number, after: number) => ({
    cluster,
    before: { num: before, den: 1 },
    after: { num: after, den: 1 },
  });

  it('has no width where all clusters agree', () => {
    const pairs = ['a', 'b', 'c', 'd'].flatMap((file) => [one(file, 0, 1), one(file, 0, 0)]);
    expect(bootstrapDifference(pairs, 1)).toEqual({ low: 0.5, high: 0.5 });
  });

  it('is as wide as the differences between files, not between items', () => {
    // Two files, one all won, one all lost: a draw of two files has a difference of 1 (1/4), 0 (1/2) or -1 (1/4).
    const pairs = [...Array(50).keys()].flatMap(() => [one('a', 0, 1), one('b', 1, 0)]);
    expect(bootstrapDifference(pairs, 1)).toEqual({ low: -1, high: 1 });
  });

  it('comes near the normal interval of many independent items', () => {
    // 400 files of one item, 60 of them won: 0.15 +- 1.96 * sqrt(0.15 * 0.85 / 400) = 0.115 to 0.185.
    const pairs = [...Array(400).keys()].map((index) => one(`f${index}`, 0, index < 60 ? 1 : 0));
    const interval = bootstrapDifference(pairs, 7);
    expect(interval?.low).toBeCloseTo(0.115, 1);
    expect(interval?.high).toBeCloseTo(0.185, 1);
    expect(Math.abs((interval?.low ?? 0) - 0.115)).toBeLessThan(0.006);
    expect(Math.abs((interval?.high ?? 0) - 0.185)).toBeLessThan(0.006);
  });

  it('weighs items by how much they add, and passes over those that add nothing', () => {
    const pairs = [
      { cluster: 'a', before: { num: 0, den: 3 }, after: { num: 3, den: 3 } },
      { cluster: 'b', before: { num: 0, den: 3 }, after: { num: 3, den: 3 } },
      { cluster: 'c', before: { num: 0, den: 0 }, after: { num: 0, den: 0 } },
    ];
    // A draw of three c has nothing to compare and counts as no difference; it happens in 1 of 27.
    expect(bootstrapDifference(pairs, 1)).toEqual({ low: 0, high: 1 });
  });

  it('gives the same for the same seed, and nothing for a single file', () => {
    const pairs = [...Array(30).keys()].map((index) => one(`f${index}`, index % 3 === 0 ? 1 : 0, index % 2));
    expect(bootstrapDifference(pairs, 5)).toEqual(bootstrapDifference(pairs, 5));
    expect(bootstrapDifference([one('a', 0, 1)], 5)).toBeUndefined();
    expect(bootstrapDifference([], 5)).toBeUndefined();
  });
});

describe('the sources of chance', () => {
  it('never change, since items and intervals depend on them', () => {
    expect(stableHash('')).toBe(3338908027751811);
    expect(stableHash('a')).toBe(7929297801672961);
    expect(stableHash('plinth')).toBe(stableHash('plinth'));
    const random = seededRandom(1);
    expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });
});
