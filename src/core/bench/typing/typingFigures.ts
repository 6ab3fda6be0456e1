import { quantile } from '../quantile';
import type { KeyRecord, TraceRecord } from './keyRecord';
import { keyKinds } from './trace';

/** Median, 95th of a hundred, mean, and how many; `null` of nothing. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly mean: number;
  readonly items: number;
}

/** All figures of a side over some keys. Shares are from 0 to 1. */
export interface TypingFigures {
  readonly keys: number;
  readonly shown: number;
  /** Of all keys: shown before the next one. */
  readonly shownShare: number;
  readonly fromCache: number;
  readonly cancelledShare: number;
  readonly skippedShare: number;
  readonly skipped: Readonly<Record<string, number>>;
  /** Shown though it did not fit the document. */
  readonly stale: number;
  /** Shown though it said again what stands there. */
  readonly double: number;
  readonly shownMs: Spread | null;
  readonly firstLineMs: Spread | null;
  /** Of each key, also of those that asked for nothing. */
  readonly evaluatedTokens: Spread | null;
  readonly generatedTokens: Spread | null;
  /** Of all prompt tokens: those that the model still had. */
  readonly reuse: number | null;
  readonly requestsPerKey: number;
  readonly freeMs: Spread | null;
  /** The same less the native call that was under way. */
  readonly freeBeyondCallMs: Spread | null;
  readonly hostBusyMs: Spread | null;
  readonly hostCpuMs: Spread | null;
  readonly exactShare: number | null;
  readonly exactOf: number;
}

/** Two sides on the keys at which both showed something: the first one's times by the other one's. */
export interface TypingRatio {
  readonly keys: number;
  readonly p50: number;
  readonly p95: number;
  /** Of the keys at which the question arises: exact on the first side alone, and on the other alone. */
  readonly exactOnlyHere: number;
  readonly exactOnlyThere: number;
}

export interface TypingGroup {
  /** `all`, `enter`, …, `1000 lines`. */
  readonly group: string;
  readonly sides: Readonly<Record<string, TypingFigures>>;
  /** With two sides. */
  readonly ratio: TypingRatio | null;
}

interface Played {
  readonly wantedLines: number;
  /** By the side's name. */
  readonly records: ReadonlyMap<string, KeyRecord>;
}

/** The figures of all keys, of each kind of key and of each length of file. The order of `sides` is that of the ratio. */
export function typingFigures(records: readonly TraceRecord[], sides: readonly string[]): TypingGroup[] {
  const played = byKey(records);
  const kindOf = ({ records: own }: Played): string | undefined => [...own.values()][0]?.kind;
  const lengths = [...new Set(played.map(({ wantedLines }) => wantedLines))].sort((a, b) => a - b);
  const groups: { group: string; keys: Played[] }[] = [
    { group: 'all', keys: played },
    ...keyKinds.map((kind) => ({ group: kind, keys: played.filter((key) => kindOf(key) === kind) })),
    ...lengths.map((lines) => ({
      group: `${lines} lines`,
      keys: played.filter(({ wantedLines }) => wantedLines === lines),
    })),
  ];
  return groups.flatMap(({ group, keys }) => (keys.length === 0 ? [] : [{ group, ...groupOf(keys, sides) }]));
}

/** Longest block of the host's thread in all traces of a side; `null` where it was not measured. */
export function longestBlockMs(records: readonly TraceRecord[], side: string): number | null {
  const known = records.flatMap((one) =>
    one.side === side && one.longestBlockMs !== null ? [one.longestBlockMs] : [],
  );
  return known.length === 0 ? null : Math.max(...known);
}

function byKey(records: readonly TraceRecord[]): Played[] {
  const traces = new Map<string, TraceRecord[]>();
  for (const record of records) traces.set(record.trace, [...(traces.get(record.trace) ?? []), record]);
  return [...traces.values()].flatMap((sides) =>
    (sides[0]?.keys ?? []).map((_, index) => ({
      wantedLines: sides[0]?.wantedLines ?? 0,
      records: new Map(sides.flatMap(({ side, keys }) => (keys[index] === undefined ? [] : [[side, keys[index]]]))),
    })),
  );
}

function groupOf(keys: readonly Played[], sides: readonly string[]): Omit<TypingGroup, 'group'> {
  const own = sides.flatMap((side) => {
    const found = keys.flatMap(({ records }) => records.get(side) ?? []);
    return found.length === 0 ? [] : [[side, figuresOf(found)] as const];
  });
  const [here, there] = sides;
  const ratio = here === undefined || there === undefined ? null : ratioOf(keys, here, there);
  return { sides: Object.fromEntries(own), ratio };
}

function figuresOf(keys: readonly KeyRecord[]): TypingFigures {
  const shown = keys.filter(({ end }) => end === 'shown');
  const uses = keys.flatMap((key) => key.uses);
  const aborts = uses.filter(({ freeMs }) => freeMs !== null);
  const perKey = (count: (use: KeyRecord['uses'][number]) => number): Spread | null =>
    spreadOf(keys.map((key) => key.uses.reduce((sum, use) => sum + count(use), 0)));
  const sum = (count: (use: KeyRecord['uses'][number]) => number): number =>
    uses.reduce((total, use) => total + count(use), 0);
  const prompt = sum(({ promptTokens }) => promptTokens);
  const judged = keys.filter(({ exact }) => exact !== null);
  const share = (count: number, of: number): number => (of === 0 ? 0 : count / of);
  return {
    keys: keys.length,
    shown: shown.length,
    shownShare: share(shown.length, keys.length),
    fromCache: shown.filter(({ from }) => from === 'cache').length,
    cancelledShare: share(keys.filter(({ end }) => end === 'cancelled').length, keys.length),
    skippedShare: share(keys.filter(({ end }) => end === 'skipped').length, keys.length),
    skipped: skippedOf(keys),
    stale: shown.filter(({ misfit }) => misfit !== null).length,
    double: shown.filter(({ double }) => double !== null).length,
    shownMs: spreadOf(shown.flatMap(({ shownMs }) => shownMs ?? [])),
    firstLineMs: spreadOf(shown.flatMap(({ firstLineMs }) => firstLineMs ?? [])),
    evaluatedTokens: perKey(({ evaluatedTokens }) => evaluatedTokens),
    generatedTokens: perKey(({ generatedTokens }) => generatedTokens),
    reuse: prompt === 0 ? null : 1 - sum(({ evaluatedTokens }) => evaluatedTokens) / prompt,
    requestsPerKey: share(uses.length, keys.length),
    freeMs: spreadOf(aborts.flatMap(({ freeMs }) => freeMs ?? [])),
    freeBeyondCallMs: spreadOf(
      aborts.flatMap(({ freeMs, lastStepMs }) => (freeMs === null || lastStepMs === null ? [] : freeMs - lastStepMs)),
    ),
    hostBusyMs: spreadOf(keys.flatMap(({ hostBusyMs }) => hostBusyMs ?? [])),
    hostCpuMs: spreadOf(keys.flatMap(({ hostCpuMs }) => hostCpuMs ?? [])),
    exactShare: judged.length === 0 ? null : share(judged.filter(({ exact }) => exact === true).length, judged.length),
    exactOf: judged.length,
  };
}

/** The most frequent reason first. */
function skippedOf(keys: readonly KeyRecord[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { end, reason } of keys)
    if (end === 'skipped') counts.set(reason ?? 'unknown', (counts.get(reason ?? 'unknown') ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { p50: quantile(values, 0.5), p95: quantile(values, 0.95), mean, items: values.length };
}

function ratioOf(keys: readonly Played[], here: string, there: string): TypingRatio | null {
  const pairs = keys.flatMap(({ records }) => {
    const [one, other] = [records.get(here), records.get(there)];
    return one?.end === 'shown' && other?.end === 'shown' ? [{ one, other }] : [];
  });
  if (pairs.length === 0) return null;
  const ratio = (part: number): number =>
    quantile(
      pairs.map(({ one }) => one.shownMs ?? Number.NaN),
      part,
    ) /
    quantile(
      pairs.map(({ other }) => other.shownMs ?? Number.NaN),
      part,
    );
  return {
    keys: pairs.length,
    p50: ratio(0.5),
    p95: ratio(0.95),
    exactOnlyHere: pairs.filter(({ one, other }) => one.exact === true && other.exact === false).length,
    exactOnlyThere: pairs.filter(({ one, other }) => one.exact === false && other.exact === true).length,
  };
}
