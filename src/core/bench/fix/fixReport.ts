import type { Difference, Figure } from '../benchReport';
import { bootstrapDifference } from '../bootstrap';
import { mcnemar } from '../mcnemar';
import { quantile } from '../quantile';
import { type FixItem, isOfIndex } from './fixItem';
import { type FixAnswer, type FixJudgement, judgeFix } from './fixJudgement';

/** What an arm has done with one item. */
interface Judged {
  readonly item: FixItem;
  readonly answer: FixAnswer;
  readonly judgement: FixJudgement;
}

/** A share or a mean: what one item adds to it. Nothing where the question does not arise. */
export interface FixMetric {
  readonly name: string;
  readonly label: string;
  readonly unit: 'share' | 'number';
  readonly of: (judged: Judged) => number | boolean | undefined;
}

/** The time in which a fix that needs no model must be there. */
const promptMs = 300;

/** All columns, the most telling first. */
export const fixMetrics: readonly FixMetric[] = [
  {
    name: 'fixed',
    label: 'fixed',
    unit: 'share',
    of: ({ item, judgement }) => (item.proof === 'none' ? undefined : judgement.fixed),
  },
  { name: 'shown', label: 'a fix shown', unit: 'share', of: ({ answer }) => answer.shown },
  { name: 'harmful', label: 'harmful', unit: 'share', of: ({ judgement }) => judgement.harmful },
  {
    name: 'harmfulShown',
    label: 'harmful of the shown',
    unit: 'share',
    of: ({ answer, judgement }) => (answer.shown ? judgement.harmful : undefined),
  },
  {
    name: 'wrong',
    label: 'shown, does not mend',
    unit: 'share',
    of: ({ item, judgement }) => (item.proof === 'none' ? undefined : judgement.wrong),
  },
  { name: 'exact', label: 'as before the fault', unit: 'share', of: ({ answer }) => answer.shown && answer.same },
  { name: 'applies', label: 'answer applies', unit: 'share', of: ({ answer }) => answer.applies },
  { name: 'noAnswer', label: 'no answer', unit: 'share', of: ({ answer }) => !answer.shown },
  { name: 'byIndex', label: 'without the model', unit: 'share', of: ({ answer }) => answer.source === 'index' },
  {
    name: 'changedLines',
    label: 'changed lines',
    unit: 'number',
    of: ({ answer }) => (answer.shown ? answer.changedLines : undefined),
  },
  { name: 'ms', label: 'milliseconds', unit: 'number', of: ({ answer }) => answer.ms },
  {
    name: 'prompt',
    label: `fixed in ${promptMs} ms`,
    unit: 'share',
    of: ({ item, answer, judgement }) => (item.proof === 'none' ? undefined : judgement.fixed && answer.ms <= promptMs),
  },
];

export interface FixArmFigures {
  readonly items: number;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly ms: { readonly p50: number; readonly p95: number };
}

export interface FixPairReport {
  readonly before: string;
  readonly after: string;
  readonly items: number;
  /** Fixed by `after` for each one fixed by `before`; `null` where that is none. */
  readonly fixedRatio: number | null;
  readonly differences: Readonly<Record<string, Difference>>;
}

export interface FixGroupReport {
  /** `faults`, `faults for the model`, `correct programs`, `kind operator`, `proof check`, `language python`. */
  readonly group: string;
  readonly arms: Readonly<Record<string, FixArmFigures>>;
  readonly pairs: readonly FixPairReport[];
}

export interface FixArmAnswers {
  readonly arm: string;
  /** By the item's id; an arm need not be asked about every item. */
  readonly answers: ReadonlyMap<string, FixAnswer>;
}

/** Those that are compared pair by pair. */
const compared: readonly string[] = ['fixed', 'shown', 'harmful', 'wrong', 'exact', 'changedLines', 'ms'];

/** All figures: for each arm, and for each arm against those before it on the items that both were asked about. */
export function fixReport(items: readonly FixItem[], arms: readonly FixArmAnswers[], seed: number): FixGroupReport[] {
  const judged = arms.map(({ arm, answers }) => ({ arm, byId: judgeAll(items, answers) }));
  return groupsOf(items).map(({ group, members }) => {
    const found = judged.map(({ arm, byId }) => ({ arm, all: members.flatMap(({ id }) => byId.get(id) ?? []) }));
    const answering = found.filter(({ all }) => all.length > 0);
    return {
      group,
      arms: Object.fromEntries(answering.map(({ arm, all }) => [arm, figuresOf(all)])),
      pairs: answering.flatMap((after, index) =>
        answering.slice(0, index).map((before) => pairOf(before, after, seed)),
      ),
    };
  });
}

function judgeAll(items: readonly FixItem[], answers: ReadonlyMap<string, FixAnswer>): Map<string, Judged> {
  const byId = new Map<string, Judged>();
  for (const item of items) {
    const answer = answers.get(item.id);
    if (answer !== undefined) byId.set(item.id, { item, answer, judgement: judgeFix(item, answer) });
  }
  return byId;
}

function groupsOf(items: readonly FixItem[]): { readonly group: string; readonly members: readonly FixItem[] }[] {
  const groups = new Map<string, FixItem[]>();
  const add = (group: string, item: FixItem): void => {
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [item]);
    else members.push(item);
  };
  const faults = items.filter(({ proof }) => proof !== 'none');
  for (const item of faults) add('faults', item);
  for (const item of faults) add(isOfIndex(item) ? 'faults of names and imports' : 'faults for the model', item);
  for (const item of items) if (item.proof === 'none') add('correct programs', item);
  for (const item of faults) add(`proof ${item.proof}`, item);
  for (const item of faults) add(`kind ${item.kind}`, item);
  for (const item of faults) add(`language ${item.language}`, item);
  return [...groups].map(([group, members]) => ({ group, members }));
}

function figuresOf(all: readonly Judged[]): FixArmFigures {
  const figures = Object.fromEntries(fixMetrics.map((metric) => [metric.name, figureOf(all, metric)]));
  const times = all.map(({ answer }) => answer.ms);
  return { items: all.length, figures, ms: { p50: quantile(times, 0.5), p95: quantile(times, 0.95) } };
}

function figureOf(all: readonly Judged[], metric: FixMetric): Figure {
  const values = all.flatMap((each) => metric.of(each) ?? []).map(Number);
  const num = values.reduce((sum, value) => sum + value, 0);
  return { value: values.length === 0 ? 0 : num / values.length, num, den: values.length };
}

interface ArmJudged {
  readonly arm: string;
  readonly all: readonly Judged[];
}

function pairOf(before: ArmJudged, after: ArmJudged, seed: number): FixPairReport {
  const others = new Map(after.all.map((each) => [each.item.id, each]));
  const pairs = before.all.flatMap((one) => {
    const other = others.get(one.item.id);
    return other === undefined ? [] : [{ one, other }];
  });
  const metrics = fixMetrics.filter(({ name }) => compared.includes(name));
  const fixedBy = (side: 'one' | 'other'): number => pairs.filter((pair) => pair[side].judgement.fixed).length;
  return {
    before: before.arm,
    after: after.arm,
    items: pairs.length,
    fixedRatio: fixedBy('one') === 0 ? null : fixedBy('other') / fixedBy('one'),
    differences: Object.fromEntries(metrics.map((metric) => [metric.name, differenceOf(pairs, metric, seed)])),
  };
}

function differenceOf(
  pairs: readonly { readonly one: Judged; readonly other: Judged }[],
  { of }: FixMetric,
  seed: number,
): Difference {
  const shareOf = (judged: Judged): { num: number; den: number } => {
    const value = of(judged);
    return value === undefined ? { num: 0, den: 0 } : { num: Number(value), den: 1 };
  };
  const shares = pairs.map(({ one, other }) => ({
    cluster: `${one.item.workspace ?? ''}/${one.item.file}`,
    before: shareOf(one),
    after: shareOf(other),
  }));
  const mean = (side: 'before' | 'after'): number => {
    const den = shares.reduce((sum, share) => sum + share[side].den, 0);
    return den === 0 ? 0 : shares.reduce((sum, share) => sum + share[side].num, 0) / den;
  };
  const both = shares.filter(({ before, after }) => before.den > 0 && after.den > 0);
  const won = both.filter(({ before, after }) => after.num > before.num).length;
  const lost = both.filter(({ before, after }) => after.num < before.num).length;
  const interval = bootstrapDifference(shares, seed);
  const rest = interval === undefined ? {} : { interval };
  return {
    difference: mean('after') - mean('before'),
    counted: both.length,
    won,
    lost,
    p: mcnemar(won, lost),
    ...rest,
  };
}
