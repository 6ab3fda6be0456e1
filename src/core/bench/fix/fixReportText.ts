import { alignedTable } from '../alignedTable';
import type { Difference } from '../benchReport';
import { type FixArmFigures, type FixGroupReport, type FixMetric, fixMetrics, type FixPairReport } from './fixReport';

const wholeGroups: readonly string[] = [
  'faults',
  'faults for the model',
  'faults of names and imports',
  'correct programs',
];
/** Of the smaller groups. */
const telling: readonly string[] = ['fixed', 'shown', 'harmful', 'wrong'];

/** The report for a person: all figures and comparisons of the large groups, then the telling ones by kind, proof and language. */
export function fixReportText(groups: readonly FixGroupReport[]): string {
  const whole = groups.filter(({ group }) => wholeGroups.includes(group));
  const parts = [...whole.flatMap(groupTables), smallTable(groups.filter(({ group }) => !wholeGroups.includes(group)))];
  return `${parts.join('\n\n')}\n`;
}

function groupTables({ group, arms, pairs }: FixGroupReport): string[] {
  const names = Object.keys(arms);
  const rows = fixMetrics
    .filter(({ name }) => names.some((arm) => (arms[arm]?.figures[name]?.den ?? 0) > 0))
    .map((metric) => [metric.label, ...names.map((arm) => valueText(metric, arms[arm]))]);
  const times = (['p50', 'p95'] as const).map((part) => [
    `milliseconds ${part}`,
    ...names.map((arm) => (arms[arm]?.ms[part] ?? 0).toFixed(0)),
  ]);
  const items = ['items', ...names.map((arm) => `${arms[arm]?.items ?? 0}`)];
  return [alignedTable([[group, ...names], items, ...rows, ...times]), ...pairs.map((pair) => pairTable(group, pair))];
}

function valueText({ name, unit }: FixMetric, arm: FixArmFigures | undefined): string {
  const figure = arm?.figures[name];
  if (figure === undefined || figure.den === 0) return '-';
  return unit === 'share' ? `${(figure.value * 100).toFixed(1)} %` : figure.value.toFixed(1);
}

function pairTable(group: string, { before, after, items, fixedRatio, differences }: FixPairReport): string {
  const head = [`${group}: ${after} against ${before}`, 'difference', '95 % by file', 'won', 'lost', 'p'];
  const rows = fixMetrics.flatMap(({ name, label, unit }) => {
    const found = differences[name];
    return found === undefined || found.counted === 0 ? [] : [[label, ...differenceCells(unit, found)]];
  });
  const ratio = fixedRatio === null ? [] : [['fixed, times', fixedRatio.toFixed(2), '', '', '', '']];
  return alignedTable([head, ['pairs', `${items}`, '', '', '', ''], ...ratio, ...rows]);
}

function differenceCells(unit: FixMetric['unit'], { difference, interval, won, lost, p }: Difference): string[] {
  const text = (value: number): string => {
    const shown = unit === 'share' ? value * 100 : value;
    return `${shown < 0 ? '' : '+'}${shown.toFixed(1)}`;
  };
  const range = interval === undefined ? '-' : `${text(interval.low)} to ${text(interval.high)}`;
  return [text(difference), range, `${won}`, `${lost}`, p < 0.001 ? '<0.001' : p.toFixed(3)];
}

function smallTable(groups: readonly FixGroupReport[]): string {
  const metrics = fixMetrics.filter(({ name }) => telling.includes(name));
  const rows = groups.flatMap(({ group, arms }) =>
    Object.entries(arms).map(([arm, figures]) => [
      group,
      arm,
      `${figures.items}`,
      ...metrics.map((metric) => valueText(metric, figures)),
    ]),
  );
  return alignedTable([['group', 'arm', 'items', ...metrics.map(({ label }) => label)], ...rows]);
}
