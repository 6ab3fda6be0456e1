import { describe, expect, it } from 'vitest';
import { fixCounts } from '../../../../src/core/bench/fix/fixCounts';
import { faultlessText, type FixItem } from '../../../../src/core/bench/fix/fixItem';
import { type FixAnswer, judgeFix } from '../../../../src/core/bench/fix/fixJudgement';
import { fixReport } from '../../../../src/core/bench/fix/fixReport';
import { fixReportText } from '../../../../src/core/bench/fix/fixReportText';

const item = (part: Partial<FixItem> = {}): FixItem => ({
  id: 'operator:a.js:5-6:-',
  kind: 'operator',
  proof: 'check',
  language: 'javascript',
  file: 'a.js',
  text: 'a - b',
  fault: { start: 2, end: 3, truth: '+' },
  name: 'add',
  offset: 0,
  problems: [],
  shown: [{ call: 'add(1, 2)', expected: '3', fails: true }],
  hidden: [
    { call: 'add(2, 2)', expected: '4', fails: true },
    { call: 'add(0, 0)', expected: '0', fails: false },
  ],
  ...part,
});
const answer = (part: Partial<FixAnswer> = {}): FixAnswer => ({
  applies: true,
  shown: true,
  source: 'model',
  changedLines: 1,
  ms: 100,
  same: false,
  addedErrors: 0,
  moreErrors: 0,
  passed: [true, true, true],
  ...part,
});
const silence = answer({
  shown: false,
  applies: false,
  source: null,
  passed: null,
  addedErrors: null,
  moreErrors: null,
});
const noCases = { shown: [], hidden: [] };

describe('the judgement of a fix', () => {
  const fixed = { fixed: true, wrong: false, harmful: false };
  const wrong = { fixed: false, wrong: true, harmful: false };
  it.each<[string, Partial<FixItem>, FixAnswer, object]>([
    ['all calls pass', {}, answer(), fixed],
    ['nothing was shown', {}, silence, { fixed: false, wrong: false, harmful: false }],
    ['a hidden call still fails', {}, answer({ passed: [true, false, true] }), wrong],
    ['a call that was right fails', {}, answer({ passed: [true, true, false] }), { ...wrong, harmful: true }],
    ['it did not end', {}, answer({ passed: null }), { ...wrong, harmful: true }],
    ['it adds an error', {}, answer({ addedErrors: 1 }), { ...wrong, harmful: true }],
    ['it is what was there', {}, answer({ same: true, addedErrors: 1, passed: [true, false, false] }), fixed],
    ['the diagnostic is gone', { proof: 'diagnostic', ...noCases }, answer({ passed: null }), fixed],
    ['an error is left', { proof: 'diagnostic', ...noCases }, answer({ passed: null, moreErrors: 1 }), wrong],
    ['no checker knows', { proof: 'diagnostic', ...noCases }, answer({ passed: null, moreErrors: null }), wrong],
    [
      'a correct function is rewritten',
      { proof: 'none', kind: 'correct', ...noCases },
      answer({ passed: null }),
      { fixed: false, wrong: false, harmful: false },
    ],
  ])('%s', (_name, part, given, expected) => {
    expect(judgeFix(item(part), given)).toEqual(expected);
  });
});

describe('the report', () => {
  const items = Array.from({ length: 12 }, (_, at) => item({ id: `${at}`, file: `${at % 3}.js` }));
  const correct = item({
    id: 'c',
    kind: 'correct',
    proof: 'none',
    shown: [],
    hidden: [{ call: 'add(0, 0)', expected: '0', fails: false }],
  });
  const misspelt = item({ id: 'm', kind: 'didYouMean', proof: 'diagnostic', shown: [], hidden: [] });
  const all = [...items, correct, misspelt];
  const arm = (name: string, of: (id: string) => FixAnswer | undefined) => ({
    arm: name,
    answers: new Map(
      all.flatMap(({ id }) => {
        const given = of(id);
        return given === undefined ? [] : [[id, given]];
      }),
    ),
  });
  const groups = fixReport(
    all,
    [
      arm('shot', (id) =>
        Number(id) < 2 ? answer() : id === 'c' ? answer({ passed: [false] }) : answer({ passed: [true, false, true] }),
      ),
      arm('checked', (id) => (Number(id) < 10 ? answer() : silence)),
      arm('offered', (id) => (id === 'm' ? answer({ source: 'index', ms: 250 }) : undefined)),
    ],
    1,
  );
  const group = (name: string) => groups.find((each) => each.group === name);

  it('counts for each arm what it was asked about', () => {
    const model = group('faults for the model');
    expect(Object.keys(model?.arms ?? {})).toEqual(['shot', 'checked']);
    expect(model?.arms['shot']?.figures['fixed']).toEqual({ value: 2 / 12, num: 2, den: 12 });
    expect(model?.arms['checked']?.figures['shown']?.num).toBe(10);
    expect(group('faults of names and imports')?.arms['offered']?.figures['prompt']).toEqual({
      value: 1,
      num: 1,
      den: 1,
    });
    expect(group('correct programs')?.arms['shot']?.figures).toMatchObject({
      harmful: { num: 1, den: 1 },
      fixed: { den: 0 },
    });
  });

  it('compares arms on the items that both were asked about', () => {
    const [pair] = group('faults for the model')?.pairs ?? [];
    expect(pair).toMatchObject({ before: 'shot', after: 'checked', items: 12, fixedRatio: 5 });
    expect(pair?.differences['fixed']).toMatchObject({ won: 8, lost: 0, counted: 12 });
    expect(pair?.differences['fixed']?.p).toBeCloseTo(2 / 2 ** 8);
    expect(pair?.differences['fixed']?.interval).toBeDefined();
  });

  it('is a table for a person', () => {
    const text = fixReportText(groups);
    expect(text).toMatch(/^faults +shot +checked +offered\nitems +13 +13 +1\nfixed +23\.1 % +/);
    expect(text).toContain('faults for the model: checked against shot');
    expect(text).toMatch(/fixed, times +5\.00/);
    expect(text).toMatch(/kind didYouMean +offered +1 +100\.0 %/);
  });

  it('says what the items are', () => {
    expect(fixCounts(all)).toMatch(
      /^14 items in 4 files\n {2}operator 12, .*didYouMean 1, correct 1\n {2}with a diagnostic 1, with a failing check 12, judged by calls 13\n {2}javascript 14\n$/,
    );
  });
});

describe('an item', () => {
  it('knows the text without its fault', () => {
    expect(faultlessText(item())).toBe('a + b');
    expect(faultlessText({ text: 'a + b' })).toBe('a + b');
  });
});
