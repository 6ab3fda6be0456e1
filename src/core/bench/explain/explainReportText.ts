import { alignedTable } from '../alignedTable';
import type { Share } from './explainJudgement';
import type { ExplainBar, ExplainFigures, ExplainReport, FirstWordFigures } from './explainReport';
import type { RoundTripFigures, RoundTripReport } from './roundTripReport';

type Row = readonly [label: string, cell: (figures: ExplainFigures) => string];

const rows: readonly Row[] = [
  ['answers', ({ answers }) => `${answers}`],
  ['named symbols that exist', ({ existing }) => shareText(existing)],
  ['  words of language and library counted, too', ({ existingOfAll }) => shareText(existingOfAll)],
  ['names marked as not found', ({ marked }) => `${marked}`],
  ['called names that are mentioned', ({ calls }) => shareText(calls)],
  ['parameters that are mentioned', ({ parameters }) => shareText(parameters)],
  ['right length', ({ rightLength, answers }) => shareText({ count: rightLength, of: answers })],
  ['in English', ({ english, answers }) => shareText({ count: english, of: answers })],
  ['empty', ({ empty }) => `${empty}`],
  ['only a block of code', ({ onlyCode }) => `${onlyCode}`],
  ['repeats itself', ({ looping }) => `${looping}`],
  ['code fence left open', ({ openFence }) => `${openFence}`],
  ['cut at the token limit', ({ cut }) => `${cut}`],
  ['tokens written, p50', ({ generatedTokens }) => numberText(generatedTokens)],
];

const roundTripRows: readonly (readonly [label: string, cell: (figures: RoundTripFigures) => string])[] = [
  ['functions written again', ({ functions }) => `${functions}`],
  ['all results the same', ({ same, functions }) => shareText({ count: same, of: functions })],
  [
    '  calls that only threw left out',
    ({ sameReturned, functions }) => shareText({ count: sameReturned, of: functions }),
  ],
  ['calls with the same result', ({ calls }) => shareText(calls)],
  ['text that parses', ({ parses, functions }) => shareText({ count: parses, of: functions })],
  ['could not be run', ({ notRun, functions }) => shareText({ count: notRun, of: functions })],
];

/** The report for a person. @param roundTrip absent where nothing was written again */
export function explainReportText({ figures, firstWord, bars }: ExplainReport, roundTrip?: RoundTripReport): string {
  const byDepth = [
    ['', ...figures.map(({ depth }) => depth)],
    ...rows.map(([label, cell]) => [label, ...figures.map(cell)]),
  ];
  const again = roundTrip === undefined ? [] : [roundTripTable(roundTrip)];
  return `${[alignedTable(byDepth), ...again, firstWordTable(firstWord), barTable(bars)].join('\n\n')}\n`;
}

function roundTripTable({ figures }: RoundTripReport): string {
  const head = ['written again from', ...figures.map(({ from }) => (from === 'signature' ? 'signature alone' : from))];
  return alignedTable([head, ...roundTripRows.map(([label, cell]) => [label, ...figures.map(cell)])]);
}

function firstWordTable(figures: readonly FirstWordFigures[]): string {
  const head = [
    'first word, p50',
    'lines',
    'answers',
    'prompt tokens',
    'read',
    'tokens/s',
    'ms',
    'budget ms',
    'ratio',
    'p95',
  ];
  const body = figures.map((each) => [
    each.depth,
    each.length,
    `${each.answers}`,
    ...[each.promptTokens, each.evaluatedTokens, each.prefillTokensPerSecond, each.firstWordMs, each.budgetMs].map(
      numberText,
    ),
    each.ratioP50.toFixed(2),
    each.ratioP95.toFixed(2),
  ]);
  return alignedTable([head, ...body]);
}

function barTable(bars: readonly ExplainBar[]): string {
  const body = bars.map(({ name, atLeast, atMost = 0, value, isReached }) => [
    name,
    atLeast === undefined ? `<= ${atMost}` : `>= ${percent(atLeast)}`,
    value === null ? '-' : atLeast === undefined ? value.toFixed(2) : percent(value),
    isReached === null ? '-' : isReached ? 'reached' : 'missed',
  ]);
  return alignedTable([['bar', '', 'value', ''], ...body]);
}

function shareText({ count, of }: Share): string {
  return of === 0 ? '-' : `${percent(count / of)} (${count} of ${of})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function numberText(value: number): string {
  return Number.isFinite(value) ? value.toFixed(0) : '-';
}
