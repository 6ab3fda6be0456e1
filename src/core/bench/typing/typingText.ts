import { alignedTable } from '../alignedTable';
import type { Spread, TypingFigures, TypingGroup } from './typingFigures';

type Row = readonly [label: string, text: (figures: TypingFigures) => string];

const rows: readonly Row[] = [
  ['keys', ({ keys }) => `${keys}`],
  ['shown before the next key', ({ shownShare }) => percent(shownShare)],
  ['  of those, without asking the model', ({ fromCache, shown }) => (shown === 0 ? '-' : percent(fromCache / shown))],
  ['cancelled by the next key', ({ cancelledShare }) => percent(cancelledShare)],
  ['skipped', ({ skippedShare }) => percent(skippedShare)],
  ['shown though it did not fit', ({ stale }) => `${stale}`],
  ['shown though it said something twice', ({ double }) => `${double}`],
  ['key to shown, p50 / p95 ms', ({ shownMs }) => spreadText(shownMs)],
  ['key to first line known, p50 / p95 ms', ({ firstLineMs }) => spreadText(firstLineMs)],
  ['prompt tokens read per key, p50 / p95', ({ evaluatedTokens }) => spreadText(evaluatedTokens, 0)],
  ['  mean', ({ evaluatedTokens }) => meanText(evaluatedTokens)],
  ['tokens written per key, mean', ({ generatedTokens }) => meanText(generatedTokens)],
  ['prompt tokens used again', ({ reuse }) => (reuse === null ? '-' : percent(reuse))],
  ['requests per key', ({ requestsPerKey }) => requestsPerKey.toFixed(2)],
  ['abort to free, p50 / p95 ms', ({ freeMs }) => spreadText(freeMs)],
  ['  less the call under way', ({ freeBeyondCallMs }) => spreadText(freeBeyondCallMs)],
  ["host's thread busy per key, p50 / p95 ms", ({ hostBusyMs }) => spreadText(hostBusyMs)],
  ['CPU of host and worker per key, p50 / p95 ms', ({ hostCpuMs }) => spreadText(hostCpuMs)],
  ['first line exact', (figures) => exactText(figures)],
];

const groupColumns: readonly Row[] = [
  ['keys', ({ keys }) => `${keys}`],
  ['shown', ({ shownShare }) => percent(shownShare)],
  ['ms p50 / p95', ({ shownMs }) => spreadText(shownMs)],
  ['read p50 / p95', ({ evaluatedTokens }) => spreadText(evaluatedTokens, 0)],
  ['host ms p50 / p95', ({ hostBusyMs }) => spreadText(hostBusyMs)],
  ['exact', (figures) => exactText(figures)],
];

/** The report for a person: all figures over all keys, then the telling ones by kind of key and by length of file. */
export function typingText(groups: readonly TypingGroup[], blocksMs: Readonly<Record<string, number | null>>): string {
  const all = groups.find(({ group }) => group === 'all');
  if (all === undefined) return '';
  const names = Object.keys(all.sides);
  const cells = names.map((name) => all.sides[name]).filter((figures) => figures !== undefined);
  const blocks = names.map((name) => numberText(blocksMs[name] ?? null));
  const table = alignedTable([
    ['', ...names],
    ...rows.map(([label, text]) => [label, ...cells.map(text)]),
    ['longest block of the host, ms', ...blocks],
  ]);
  const skipped = names.map((name) => `skipped by ${name}: ${skippedText(all.sides[name]?.skipped ?? {})}`);
  return `${[table, skipped.join('\n'), groupTable(groups)].join('\n\n')}\n`;
}

function groupTable(groups: readonly TypingGroup[]): string {
  const hasRatio = groups.some(({ ratio }) => ratio !== null);
  const head = [
    'group',
    'side',
    ...groupColumns.map(([label]) => label),
    ...(hasRatio ? ['ratio p50 / p95 (keys)'] : []),
  ];
  const lines = groups.flatMap(({ group, sides, ratio }) =>
    Object.entries(sides).map(([side, figures], index) => [
      group,
      side,
      ...groupColumns.map(([, text]) => text(figures)),
      ...(hasRatio ? [index > 0 || ratio === null ? '' : `${pair(ratio.p50, ratio.p95, 2)} (${ratio.keys})`] : []),
    ]),
  );
  return alignedTable([head, ...lines]);
}

function skippedText(skipped: Readonly<Record<string, number>>): string {
  const parts = Object.entries(skipped).map(([reason, count]) => `${reason} ${count}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function exactText({ exactShare, exactOf }: TypingFigures): string {
  return exactShare === null ? '-' : `${percent(exactShare)} of ${exactOf}`;
}

function spreadText(spread: Spread | null, digits = 1): string {
  return spread === null ? '-' : pair(spread.p50, spread.p95, digits);
}

function meanText(spread: Spread | null): string {
  return numberText(spread?.mean ?? null);
}

function numberText(value: number | null): string {
  return value === null ? '-' : value.toFixed(1);
}

function pair(p50: number, p95: number, digits: number): string {
  return `${p50.toFixed(digits)} / ${p95.toFixed(digits)}`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
