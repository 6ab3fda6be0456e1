import { describe, expect, it } from 'vitest';
import type { BenchResult } from '../../../src/cli/bench/benchResult';
import { ConfidenceCurve, halfOf } from '../../../src/cli/bench/confidenceCurve';
import { confidenceText } from '../../../src/cli/bench/confidenceText';
import type { BenchItem } from '../../../src/core/bench/benchItem';

const packages = ['db', 'mcp', 'icebird', 'pacer'];
const truth = 'total(items);';

/** An answer to `x = █` in one of the packages: pieces with their likelihoods. */
function answered(index: number, pieces: readonly (readonly [string, number])[], isShown = true) {
  const workspace = packages[index % packages.length] ?? '';
  const place = { kind: 'line', tags: [], language: 'typescript', needed: [], unseen: [] } as const;
  const item: BenchItem = {
    id: `${index}`,
    ...place,
    workspace,
    file: `${index % 8}.ts`,
    offset: 4,
    text: 'x = \n',
    truth,
  };
  const text = pieces.map(([piece]) => piece).join('');
  const result: BenchResult = {
    key: `${index}`,
    id: item.id,
    arm: 'context',
    reason: null,
    shown: isShown,
    text,
    end: 4,
    confidence: null,
    pieces: pieces.map(([piece, probability]) => ({ text: piece, probability })),
    parses: true,
    promptTokens: 1,
    evaluatedTokens: 1,
    generatedTokens: 1,
    ms: 1,
    sources: [],
  };
  return { item, result };
}

/** 40 answers; the surer half is right, and of the other half each has a sure first word. */
const all = Array.from({ length: 40 }, (_, index) =>
  index % 8 < 4
    ? answered(index, [[truth, 0.9]])
    : answered(index, [
        ['total', 0.8],
        ['(rest);', 0.05],
      ]),
);

describe('ConfidenceCurve', () => {
  const curve = new ConfidenceCurve(all, [0.07]);

  it('shares the packages out by their names', () => {
    expect(packages.map(halfOf)).toEqual(['chosen on', 'chosen on', 'reported on', 'reported on']);
  });

  it('counts what is shown and accepted under limits, on each half', () => {
    for (const half of ['chosen on', 'reported on'] as const) {
      const open = curve.at(half, { measure: 'mean', hideBelow: 0, cutBelow: 0 });
      expect(open).toMatchObject({ ungated: 20, shown: 1, accepted: 0.5, gain: 0, saved: 1 });
      const gated = curve.at(half, { measure: 'mean', hideBelow: 0.5, cutBelow: 0 });
      expect(gated).toMatchObject({ shown: 0.5, accepted: 1, gain: 0.5, saved: 1 });
      const shortened = curve.at(half, { measure: 'mean', hideBelow: 0.5, cutBelow: 0.07 });
      expect(shortened).toMatchObject({ shown: 1, accepted: 1, gain: 0.5, saved: 1 + 5 / truth.length });
      expect(curve.at(half, { measure: 'firstToken', hideBelow: 0.85, cutBelow: 0 }).shown).toBe(0.5);
    }
  });

  it('chooses the limits that have most accepted, where enough is shown', () => {
    expect(curve.best(0.65)).toMatchObject({ shown: 1, accepted: 1, limits: { cutBelow: 0.1 } });
    expect(curve.best(0.65, { measure: 'least', cutBelow: 0 })).toMatchObject({ shown: 1, accepted: 0.5 });
    expect(curve.best(0.35, { measure: 'least', cutBelow: 0 })).toMatchObject({ shown: 0.5, accepted: 1 });
    expect(curve.best(1.1)).toBeUndefined();
  });

  it('says how sure the gain is, and how good what is barely shown is', () => {
    const limits = { measure: 'mean', hideBelow: 0.5, cutBelow: 0 } as const;
    const interval = curve.gainInterval('reported on', limits);
    expect(interval?.low).toBeGreaterThanOrEqual(0);
    expect(interval?.high).toBeLessThanOrEqual(1);
    expect(curve.nearShare({ measure: 'firstToken', hideBelow: 0.7, cutBelow: 0 }, 0.15, 0.85)).toBe(0);
  });

  it('leaves out what was not shown, and shows what nothing is known of', () => {
    const odd = answered(0, [['other', 0.01]]);
    const unknown = { item: odd.item, result: { ...odd.result, text: truth } };
    const few = new ConfidenceCurve([answered(0, [['a', 0.9]], false), unknown], []);
    const point = few.at('chosen on', { measure: 'mean', hideBelow: 0.95, cutBelow: 0.3 });
    expect(point).toMatchObject({ ungated: 1, shown: 1, accepted: 1 });
  });

  it('is written down with both halves, the choice and the table of the product', () => {
    const text = confidenceText(curve);
    expect(text).toContain('balanced: most accepted of what is shown, where at least 65.0 % are');
    expect(text).toMatch(/^now, reported on .*firstLineLeast/m);
    expect(text).toMatch(/^balanced, chosen: \w+, cutBelow 0.1, hideBelow 0(?:\.\d+)?; nearShare /m);
    expect(text).toMatch(/^reported on .* 100\.0 % +100\.0 % +\+50\.0 /m);
    expect(text).toMatch(/^gain, reported on, 95 % by file: [+-]?\d/m);
    expect(text).toMatch(/^rare, the curve of /m);
    expect(confidenceText(new ConfidenceCurve([], []))).toContain('no limits do that');
  });
});
