import { alignedTable } from './alignedTable';
import type { Difference, GroupReport, PairReport } from './benchReport';
import { type Metric, metrics } from './metrics';

/** The report for a person: all figures over all items, then the telling ones by kind, tag and language. */
export function reportText(groups: readonly GroupReport[]): string {
  const all = groups.find(({ group }) => group === 'all');
  if (all === undefined) return '';
  const parts = [armTable(all), ...all.pairs.map(pairTable), groupTable(groups)];
  return `${parts.join('\n\n')}\n`;
}

function armTable({ arms }: GroupReport): string {
  const names = Object.keys(arms);
  const items = ['items', ...names.map((name) => `${arms[name]?.items ?? 0}`)];
  const rows = metrics.map((metric) => [
    metric.label,
    ...names.map((name) => valueText(metric, arms[name]?.figures[metric.name])),
  ]);
  return alignedTable([['', ...names], items, ...rows]);
}

function valueText({ unit }: Metric, figure: { readonly value: number; readonly den: number } | undefined): string {
  if (figure === undefined || figure.den === 0) return '-';
  return unit === 'share' ? percent(figure.value) : figure.value.toFixed(1);
}

function pairTable({ before, after, items, differences }: PairReport): string {
  const head = [`${after} against ${before}`, 'difference', '95 % by file', 'won', 'lost', 'p'];
  const rows = metrics.flatMap((metric) => {
    const found = differences[metric.name];
    return found === undefined || found.counted === 0 ? [] : [[metric.label, ...differenceCells(metric, found)]];
  });
  return alignedTable([head, ['pairs', `${items}`, '', '', '', ''], ...rows]);
}

function differenceCells({ unit }: Metric, { difference, interval, won, lost, p }: Difference): string[] {
  const text = (value: number): string => signed(unit === 'share' ? value * 100 : value);
  const range = interval === undefined ? '-' : `${text(interval.low)} to ${text(interval.high)}`;
  return [text(difference), range, `${won}`, `${lost}`, p < 0.001 ? '<0.001' : p.toFixed(3)];
}

/** First line exact and needed names, which the bars are about, for each group. */
function groupTable(groups: readonly GroupReport[]): string {
  const telling = metrics.filter(({ name }) => name === 'firstLineExact' || name === 'named');
  const rows = groups.flatMap(({ group, arms, pairs }) => {
    const own = Object.entries(arms).map(([arm, { items, figures }]) => [
      group,
      arm,
      `${items}`,
      ...telling.map((metric) => valueText(metric, figures[metric.name])),
    ]);
    const differences = pairs.map(({ before, after, items, differences }) => [
      group,
      `${after} - ${before}`,
      `${items}`,
      ...telling.map(({ name }) => pointsText(differences[name])),
    ]);
    return [...own, ...differences];
  });
  return alignedTable([['group', 'arm', 'items', ...telling.map(({ label }) => label)], ...rows]);
}

function pointsText(found: Difference | undefined): string {
  return found === undefined || found.counted === 0
    ? '-'
    : `${signed(found.difference * 100)} (${found.won}:${found.lost}, p ${found.p.toFixed(3)})`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}
