import { describe, expect, it } from 'vitest';
import type { ExplainItem } from '../../../../src/core/bench/explain/explainItem';
import { type ExplainAnswer, explainJudgement } from '../../../../src/core/bench/explain/explainJudgement';
import { explainReport } from '../../../../src/core/bench/explain/explainReport';
import { explainReportText } from '../../../../src/core/bench/explain/explainReportText';

const item: ExplainItem = {
  id: 'a.py:0-60',
  length: 'thirty',
  language: 'python',
  workspace: '',
  file: 'a.py',
  start: 0,
  end: 60,
  code: 'def total(items, tax_rate):\n    check(items)\n    return sum_up(items)',
  name: 'total',
  parameters: ['items', 'tax_rate'],
  calls: ['check', 'sum_up'],
};
const answer: ExplainAnswer = {
  text: 'It will check the items with `items` by sum_up and `made_up`.',
  stop: 'end',
  symbols: [
    { name: 'items', kind: 'inSelection' },
    { name: 'Cart', kind: 'inIndex' },
    { name: 'len', kind: 'standard' },
    { name: 'made_up', kind: 'missing' },
    { name: 'made_up', kind: 'missing' },
    { name: 'zeros', kind: 'unknown' },
  ],
  promptTokens: 300,
  evaluatedTokens: 290,
  generatedTokens: 20,
  prefillMs: 1_900,
  firstWordMs: 2_100,
  ms: 3_000,
  prefillTokensPerSecond: 150,
};

describe('explainJudgement', () => {
  it('counts names that exist, and those that are mentioned', () => {
    expect(explainJudgement(item, 'sentence', answer)).toEqual({
      existing: { count: 2, of: 4 },
      existingOfAll: { count: 2, of: 5 },
      marked: 1,
      // "check" and "items" in the prose may be plain words.
      calls: { count: 1, of: 2 },
      parameters: { count: 1, of: 2 },
      isEmpty: false,
      isOnlyCode: false,
      hasLoop: false,
      hasOpenFence: false,
      hasRightLength: true,
      isCut: false,
      isEnglish: true,
      firstWord: { ms: 2_100, budgetMs: 2_550 },
    });
  });

  it('sees what went wrong', () => {
    const bad = { ...answer, text: '```\ncheck(items)', stop: 'limit', firstWordMs: null } as const;
    expect(explainJudgement(item, 'normal', bad)).toMatchObject({
      calls: { count: 0, of: 2 },
      isOnlyCode: true,
      hasOpenFence: true,
      isCut: true,
      hasRightLength: false,
      isEnglish: false,
      firstWord: null,
    });
    expect(explainJudgement(item, 'normal', { ...answer, text: ' ', stop: 'repetition' })).toMatchObject({
      isEmpty: true,
      hasLoop: true,
    });
  });
});

describe('explainReport', () => {
  it('sums up each depth and all, and says which bars are reached', () => {
    const explained = [
      { item, depth: 'sentence', answer },
      { item, depth: 'normal', answer: { ...answer, text: 'It calls `check` and `sum_up`.', firstWordMs: 2_806 } },
    ] as const;
    const report = explainReport(explained, ['sentence', 'normal']);
    expect(report.figures.map(({ depth, answers, existing }) => [depth, answers, existing.count])).toEqual([
      ['sentence', 1, 2],
      ['normal', 1, 2],
      ['all', 2, 4],
    ]);
    expect(report.firstWord.map(({ depth, length, ratioP50 }) => [depth, length, ratioP50.toFixed(2)])).toEqual([
      ['sentence', 'thirty', '0.82'],
      ['normal', 'thirty', '1.10'],
    ]);
    expect(report.bars.map(({ value, isReached }) => [value, isReached])).toEqual([
      [0.5, false],
      [1, true],
      [expect.closeTo(0.82, 2), true],
    ]);
    const text = explainReportText(report);
    expect(text).toMatch(/^ +sentence +normal +all\nanswers +1 +1 +2\n/);
    expect(text).toMatch(/named symbols that exist +>= 95\.0 % +50\.0 % +missed\n/);
    expect(text).toMatch(/normal +thirty +1 +300 +290 +150 +2806 +2550 +1\.10 +1\.10\n/);
  });

  it('has no figures of nothing', () => {
    const report = explainReport([], ['lines']);
    expect(report.bars.map(({ value }) => value)).toEqual([null, null, null]);
    expect(explainReportText(report)).toContain('named symbols that exist');
  });
});
