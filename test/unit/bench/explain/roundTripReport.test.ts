import { describe, expect, it } from 'vitest';
import { notLoaded } from '../../../../src/core/bench/calls/knownCalls';
import { explainReport } from '../../../../src/core/bench/explain/explainReport';
import { explainReportText } from '../../../../src/core/bench/explain/explainReportText';
import type { RoundTripItem } from '../../../../src/core/bench/explain/roundTripItem';
import {
  judgeRoundTrip,
  type RoundTripAnswer,
  roundTripReport,
} from '../../../../src/core/bench/explain/roundTripReport';

const known = [
  { call: 'f(1)', expected: '2' },
  { call: 'f(2)', expected: '3' },
  { call: 'f()', expected: 'throws TypeError' },
];
const code = 'function f(a) {\n  return a + 1;\n}';
const trip: RoundTripItem = {
  item: {
    id: 'a.js:0-34',
    length: 'short',
    language: 'javascript',
    workspace: '',
    file: 'a.js',
    start: 0,
    end: 34,
    code,
    name: 'f',
    parameters: ['a'],
    calls: [],
  },
  signature: 'function f(a)',
  known,
};
const ran = (...values: readonly string[]): RoundTripAnswer => ({
  answer: code,
  code,
  refusal: null,
  parses: true,
  values,
});
const noCode: RoundTripAnswer = { answer: 'No.', code: null, refusal: 'noCode', parses: false, values: null };

describe('a function that was written again', () => {
  it.each<[string, RoundTripAnswer, boolean, number, number]>([
    ['gives the same', ran('2', '3', 'throws TypeError'), true, 3, 2],
    ['throws nothing', ran('2', '3', 'NaN'), true, 2, 2],
    ['gives something else', ran('2', '0', 'throws TypeError'), true, 2, 1],
    ['does not load', ran(notLoaded, notLoaded, notLoaded), false, 0, 0],
    ['does not end', { ...ran(), values: null }, false, 0, 0],
    ['is none', noCode, false, 0, 0],
  ])('%s', (_, answer, isRun, calls, returning) => {
    expect(judgeRoundTrip(known, answer)).toEqual({
      parses: answer.parses,
      isRun,
      calls: { count: calls, of: 3 },
      returning: { count: returning, of: 2 },
    });
  });

  it('counts for what it was written from', () => {
    const report = roundTripReport(
      [
        { trip, from: 'signature', answer: noCode },
        { trip, from: 'normal', answer: ran('2', '3', 'NaN') },
        { trip, from: 'normal', answer: ran('2', '3', 'throws TypeError') },
      ],
      ['signature', 'normal'],
    );
    expect(report.figures).toEqual([
      { from: 'signature', functions: 1, same: 0, sameReturned: 0, calls: { count: 0, of: 3 }, parses: 0, notRun: 1 },
      { from: 'normal', functions: 2, same: 1, sameReturned: 2, calls: { count: 5, of: 6 }, parses: 2, notRun: 0 },
    ]);
    expect(report.items.map(({ id, from, code: written, refusal }) => [id, from, written, refusal])).toEqual([
      ['a.js:0-34', 'signature', null, 'noCode'],
      ['a.js:0-34', 'normal', code, null],
      ['a.js:0-34', 'normal', code, null],
    ]);
    const text = explainReportText(explainReport([], ['normal']), report);
    expect(text).toMatch(/written again from +signature alone +normal\nfunctions written again +1 +2\n/);
    expect(text).toMatch(/all results the same +0\.0 % \(0 of 1\) +50\.0 % \(1 of 2\)\n/);
    expect(text).toMatch(/could not be run +100\.0 % \(1 of 1\) +0\.0 % \(0 of 2\)\n/);
    expect(explainReportText(explainReport([], ['normal']))).not.toContain('written again');
  });
});
