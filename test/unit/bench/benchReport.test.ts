import { describe, expect, it } from 'vitest';
import type { BenchItem, ItemTag } from '../../../src/core/bench/benchItem';
import { benchReport } from '../../../src/core/bench/benchReport';
import type { BenchAnswer } from '../../../src/core/bench/judgement';
import { reportText } from '../../../src/core/bench/reportText';

function itemOf(number: number, tags: readonly ItemTag[] = []): BenchItem {
  const needed = tags.includes('xfile') ? ['total'] : [];
  return {
    id: `i${number}`,
    kind: 'line',
    tags,
    language: 'typescript',
    file: `f${number % 5}.ts`,
    offset: 10,
    text: 'const a = \n',
    truth: 'total();',
    needed,
    unseen: needed,
  };
}

function answerOf(text: string, ms: number): BenchAnswer {
  const counts = { promptTokens: 100, evaluatedTokens: 90, generatedTokens: 5, sources: [] };
  return { shown: text !== '', text, end: 10, parses: true, ms, ...counts };
}

/** Ten items: `none` has the first 4 right; `context` those from the third to the ninth. */
const items = [...Array(10).keys()].map((number) => itemOf(number, number < 6 ? ['xfile'] : []));
const right = (number: number, isRight: boolean) =>
  [`i${number}`, answerOf(isRight ? 'total();' : 'x();', 10)] as const;
const arms = [
  { arm: 'none', answers: new Map(items.map((_, number) => right(number, number < 4))) },
  { arm: 'context', answers: new Map(items.map((_, number) => right(number, number >= 2 && number < 9))) },
];

describe('benchReport', () => {
  const [all, ...groups] = benchReport(items, arms, 1);

  it('gives each arm its figures', () => {
    expect(all?.group).toBe('all');
    expect(all?.arms['none']?.figures['firstLineExact']).toEqual({ value: 0.4, num: 4, den: 10 });
    expect(all?.arms['context']?.figures['firstLineExact']).toEqual({ value: 0.7, num: 7, den: 10 });
    expect(all?.arms['none']?.figures['ms']).toEqual({ value: 10, num: 100, den: 10 });
    expect(all?.arms['none']?.figures['named']).toEqual({ value: 4 / 6, num: 4, den: 6 });
  });

  it('compares item by item', () => {
    const found = all?.pairs[0];
    expect(found).toMatchObject({ before: 'none', after: 'context', items: 10 });
    // Won: 4 to 8. Lost: 0 and 1. p = 2 * (1 + 7 + 21) / 2^7.
    expect(found?.differences['firstLineExact']).toMatchObject({ won: 5, lost: 2 });
    expect(found?.differences['firstLineExact']?.difference).toBeCloseTo(0.3, 12);
    expect(found?.differences['firstLineExact']?.p).toBeCloseTo((2 * (1 + 7 + 21)) / 128, 12);
    expect(found?.differences['firstLineExact']?.interval?.low).toBeLessThan(0.3);
    expect(found?.differences['firstLineExact']?.interval?.high).toBeGreaterThan(0.3);
    expect(found?.differences['named']).toMatchObject({ won: 2, lost: 2, p: 1 });
  });

  it('counts only pairs of which both answers are there', () => {
    const half = [arms[0], { arm: 'context', answers: new Map([right(0, true), right(9, true)]) }];
    const [report] = benchReport(
      items,
      half.flatMap((arm) => arm ?? []),
      1,
    );
    expect(report?.arms['context']?.items).toBe(2);
    expect(report?.pairs[0]).toMatchObject({ items: 2, differences: { firstLineExact: { won: 1, lost: 0, p: 1 } } });
  });

  it('does the same by kind, tag and language', () => {
    expect(groups.map(({ group }) => group)).toEqual(['kind line', 'tag xfile', 'language typescript']);
    expect(groups[1]?.arms['none']?.items).toBe(6);
  });

  it('is readable as a table', () => {
    const text = reportText(benchReport(items, arms, 1));
    expect(text).toMatch(/^first line exact +40\.0 % +70\.0 %$/m);
    expect(text).toMatch(/^first line exact +\+30\.0 +[-+][\d.]+ to \+[\d.]+ +5 +2 +0\.453$/m);
    expect(text).toMatch(/^tag xfile +context - none +6 +\+0\.0 \(2:2, p 1\.000\)/m);
  });
});
