import { describe, expect, it } from 'vitest';
import {
  type DecidedOffer,
  hideBelowOf,
  type LanguageAccepts,
  learnFrom,
  nothingLearned,
  readAccepts,
} from '../../../src/core/completion/acceptLearning';
import { gateLevels, type GateLevel, learning } from '../../../src/core/completion/confidenceTable';
import { seededRandom } from '../../../src/base/seededRandom';

const level: GateLevel = { measure: 'firstLineMean', hideBelow: 0.4, cutBelow: 0.1, nearShare: 0.5 };

function after(count: number, next: (known: LanguageAccepts) => Partial<DecidedOffer>): LanguageAccepts {
  let known = nothingLearned;
  for (let i = 0; i < count; i++) known = learnFrom(known, { figure: 0.9, taken: 'no', level, ...next(known) });
  return known;
}

/** Somebody who takes what is sure `often`, and of less sure ones as many as `share` says; he sees only what is shown. */
function user(offers: number, often: number, share: (figure: number) => number, seed = 1): LanguageAccepts {
  const random = seededRandom(seed);
  return after(offers, ({ shift }) => {
    const from = hideBelowOf(level, shift);
    const figure = from + random() * (1 - from);
    return { figure, taken: random() < often * share(figure) ? 'whole' : 'no' };
  });
}

const rising =
  (middle: number) =>
  (figure: number): number =>
    1 / (1 + Math.exp(-12 * (figure - middle)));

describe('learnFrom', () => {
  it('counts, and moves nothing for what is sure or not known', () => {
    const takes = ['whole', 'part', 'no'] as const;
    const known = after(6, ({ shown }) => ({
      taken: takes[shown % 3] ?? 'no',
      figure: shown < 3 ? undefined : 0.9,
    }));
    expect(known).toEqual({ shown: 6, accepted: 2, partly: 2, sureShown: 3, sureTaken: 2, near: 0, shift: 0 });
  });

  it('has learned little from a few', () => {
    expect(after(3, () => ({ figure: 0.41, taken: 'whole' })).shift).toBeGreaterThan(-learning.maxShift / 2);
    expect(after(10, () => ({ figure: 0.5 })).shift).toBeLessThan(learning.maxShift / 4);
  });

  it.each([0.1, 0.3, 0.6])('leaves the threshold where what is barely shown is as good as expected (%d)', (often) => {
    const { shift } = user(3_000, often, rising(level.hideBelow + learning.nearWidth / 2));
    expect(Math.abs(shift)).toBeLessThan(0.06);
  });

  it.each([
    [0.35, 0.3],
    [0.35, 0.8],
    [0.45, 0.3],
    [0.55, 0.5],
  ])('comes to rest where acceptance falls to the share: middle %d, accepting %d', (middle, often) => {
    const known = user(6_000, often, rising(middle));
    // In the middle of what is barely shown, half of the usual are accepted.
    const wanted = Math.min(0.55, Math.max(0.25, middle - learning.nearWidth / 2));
    expect(Math.abs(hideBelowOf(level, known.shift) - wanted)).toBeLessThan(0.07);
  });

  it('never goes further than its bound', () => {
    for (const taken of ['whole', 'no'] as const) {
      const { shift } = after(5_000, ({ shift }) => ({ figure: hideBelowOf(level, shift) + 0.01, taken }));
      expect(Math.abs(shift)).toBeLessThanOrEqual(learning.maxShift);
      expect(shift < 0).toBe(taken === 'whole');
    }
    for (const each of [gateLevels.rare, gateLevels.balanced]) {
      if (each === undefined) continue;
      expect(hideBelowOf(each, learning.maxShift)).toBeLessThan(0.9);
      expect(hideBelowOf(each, -learning.maxShift)).toBeGreaterThan(0);
    }
  });

  it('comes back when habits change', () => {
    let known = after(2_000, ({ shift }) => ({ figure: hideBelowOf(level, shift) + 0.01, taken: 'no' }));
    const before = known.shift;
    for (let i = 0; i < 200; i++)
      known = learnFrom(known, { figure: hideBelowOf(level, known.shift) + 0.01, taken: 'part', level });
    expect(known.shift).toBeLessThan(before - 0.1);
  });

  it('learns nothing where everything is shown', () => {
    expect(after(100, () => ({ figure: 0.41, level: undefined })).shift).toBe(0);
  });
});

describe('readAccepts', () => {
  it('reads what was kept', () => {
    const known = user(100, 0.5, rising(0.5));
    expect(readAccepts(JSON.parse(JSON.stringify(known)))).toEqual(known);
  });

  it.each([undefined, null, 'x', 7, [], {}, { ...nothingLearned, shown: -1 }, { ...nothingLearned, shift: '0.1' }])(
    'takes %j for nothing',
    (value) => expect(readAccepts(value)).toEqual(nothingLearned),
  );

  it('keeps a shift from somewhere else within its bound', () => {
    expect(readAccepts({ ...nothingLearned, shift: -7 }).shift).toBe(-learning.maxShift);
  });
});
