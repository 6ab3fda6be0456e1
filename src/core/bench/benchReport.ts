import type { BenchItem } from './benchItem';
import { bootstrapDifference, type Interval } from './bootstrap';
import { type BenchAnswer, judge } from './judgement';
import { mcnemar } from './mcnemar';
import { type Measured, type Metric, metrics } from './metrics';

/** A figure: sum of `num` over sum of `den`. */
export interface Figure {
  readonly value: number;
  readonly num: number;
  readonly den: number;
}

export type FigureTable = Readonly<Record<string, Figure>>;

/** Two arms on the same items: `after` minus `before`. */
export interface Difference {
  readonly difference: number;
  /** Pairs in which the question arises. */
  readonly counted: number;
  /** Items that only `after`, and only `before`, does better at. */
  readonly won: number;
  readonly lost: number;
  /** McNemar's exact test of `won` against `lost`, two-sided. */
  readonly p: number;
  /** 95 %, drawn by file; absent with fewer than two files. */
  readonly interval?: Interval;
}

export interface PairReport {
  readonly before: string;
  readonly after: string;
  readonly items: number;
  readonly differences: Readonly<Record<string, Difference>>;
}

export interface GroupReport {
  /** `all`, `kind line`, `tag xunseen`, `language python`. */
  readonly group: string;
  readonly arms: Readonly<Record<string, { readonly items: number; readonly figures: FigureTable }>>;
  readonly pairs: readonly PairReport[];
}

export interface ArmAnswers {
  readonly arm: string;
  /** By the item's id. */
  readonly answers: ReadonlyMap<string, BenchAnswer>;
}

/** All figures of a run: for each arm, and for the first arm against each other one, over all items and by kind, tag and language. */
export function benchReport(items: readonly BenchItem[], arms: readonly ArmAnswers[], seed: number): GroupReport[] {
  const measured = arms.map(({ arm, answers }) => ({ arm, byId: measure(items, answers) }));
  return groupsOf(items).map(({ group, members }) => ({
    group,
    arms: Object.fromEntries(
      measured.map(({ arm, byId }) => {
        const found = members.flatMap(({ id }) => byId.get(id) ?? []);
        return [arm, { items: found.length, figures: figuresOf(found) }];
      }),
    ),
    pairs: measured.slice(1).flatMap((after) => {
      const before = measured[0];
      return before === undefined ? [] : [pairReport(members, before, after, seed)];
    }),
  }));
}

interface MeasuredArm {
  readonly arm: string;
  readonly byId: ReadonlyMap<string, Measured>;
}

function measure(items: readonly BenchItem[], answers: ReadonlyMap<string, BenchAnswer>): Map<string, Measured> {
  const byId = new Map<string, Measured>();
  for (const item of items) {
    const answer = answers.get(item.id);
    if (answer !== undefined) byId.set(item.id, { item, answer, judgement: judge(item, answer) });
  }
  return byId;
}

function groupsOf(items: readonly BenchItem[]): { group: string; members: readonly BenchItem[] }[] {
  const groups = new Map<string, BenchItem[]>([['all', [...items]]]);
  const add = (group: string, item: BenchItem): void => {
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [item]);
    else members.push(item);
  };
  for (const item of items) add(`kind ${item.kind}`, item);
  for (const item of items) for (const tag of item.tags) add(`tag ${tag}`, item);
  for (const item of items) add(`language ${item.language}`, item);
  return [...groups].map(([group, members]) => ({ group, members }));
}

function figuresOf(found: readonly Measured[]): FigureTable {
  return Object.fromEntries(
    metrics.map((metric) => {
      const shares = found.map((one) => metric.of(one));
      const num = shares.reduce((sum, one) => sum + one.num, 0);
      const den = shares.reduce((sum, one) => sum + one.den, 0);
      return [metric.name, { value: den === 0 ? 0 : num / den, num, den }];
    }),
  );
}

function pairReport(members: readonly BenchItem[], before: MeasuredArm, after: MeasuredArm, seed: number): PairReport {
  const pairs = members.flatMap(({ id }) => {
    const [one, other] = [before.byId.get(id), after.byId.get(id)];
    return one === undefined || other === undefined ? [] : [{ one, other }];
  });
  const differences = metrics.map((metric) => [metric.name, differenceOf(pairs, metric, seed)] as const);
  return { before: before.arm, after: after.arm, items: pairs.length, differences: Object.fromEntries(differences) };
}

interface Pair {
  readonly one: Measured;
  readonly other: Measured;
}

function differenceOf(pairs: readonly Pair[], metric: Metric, seed: number): Difference {
  const shares = pairs.map(({ one, other }) => ({
    cluster: `${one.item.workspace ?? ''}/${one.item.file}`,
    before: metric.of(one),
    after: metric.of(other),
  }));
  const value = (side: 'before' | 'after'): number => {
    const den = shares.reduce((sum, share) => sum + share[side].den, 0);
    return den === 0 ? 0 : shares.reduce((sum, share) => sum + share[side].num, 0) / den;
  };
  const won = shares.filter((share) => share.after.num > share.before.num).length;
  const lost = shares.filter((share) => share.after.num < share.before.num).length;
  const counted = shares.filter((share) => share.before.den > 0 || share.after.den > 0).length;
  const interval = bootstrapDifference(shares, seed);
  const rest = interval === undefined ? {} : { interval };
  return { difference: value('after') - value('before'), counted, won, lost, p: mcnemar(won, lost), ...rest };
}
