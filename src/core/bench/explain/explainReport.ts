import type { ExplainDepth } from '../../../protocol/panel';
import { quantile } from '../quantile';
import { type ExplainItem, type LengthClass, lengthClasses } from './explainItem';
import { type ExplainAnswer, explainJudgement, type ExplainJudgement, type Share } from './explainJudgement';

/** An item with its answer at one depth. */
export interface ExplainedItem {
  readonly item: ExplainItem;
  readonly depth: ExplainDepth;
  readonly answer: ExplainAnswer;
}

export interface ExplainFigures {
  readonly depth: ExplainDepth | 'all';
  readonly answers: number;
  readonly existing: Share;
  readonly existingOfAll: Share;
  /** Names that are marked as not found, in all answers. */
  readonly marked: number;
  readonly calls: Share;
  readonly parameters: Share;
  /** Answers that are so. */
  readonly empty: number;
  /** A block of code without a word about it. */
  readonly onlyCode: number;
  readonly looping: number;
  readonly openFence: number;
  readonly cut: number;
  readonly rightLength: number;
  readonly english: number;
  readonly generatedTokens: number;
}

/** Times to the first word. Milliseconds; medians but for what says otherwise. */
export interface FirstWordFigures {
  readonly depth: ExplainDepth;
  readonly length: LengthClass;
  readonly answers: number;
  readonly promptTokens: number;
  readonly evaluatedTokens: number;
  readonly prefillTokensPerSecond: number;
  readonly firstWordMs: number;
  readonly budgetMs: number;
  /** Of the time and its budget, answer by answer. */
  readonly ratioP50: number;
  readonly ratioP95: number;
}

/** A bar, and what came of it. */
export interface ExplainBar {
  readonly name: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** `null` where nothing was there to be counted. */
  readonly value: number | null;
  readonly isReached: boolean | null;
}

export interface ExplainReport {
  readonly figures: readonly ExplainFigures[];
  readonly firstWord: readonly FirstWordFigures[];
  readonly bars: readonly ExplainBar[];
}

interface Judged extends ExplainedItem {
  readonly judgement: ExplainJudgement;
}

/** The figures of each depth and of all, the times, and the bars. */
export function explainReport(explained: readonly ExplainedItem[], depths: readonly ExplainDepth[]): ExplainReport {
  const judged = explained.map((each) => ({
    ...each,
    judgement: explainJudgement(each.item, each.depth, each.answer),
  }));
  const ofDepth = (depth: ExplainDepth): Judged[] => judged.filter((each) => each.depth === depth);
  const figures = [
    ...depths.map((depth) => figuresOf(depth, ofDepth(depth))),
    ...(depths.length > 1 ? [figuresOf('all', judged)] : []),
  ];
  const firstWord = depths.flatMap((depth) =>
    lengthClasses.flatMap((length) =>
      firstWordOf(
        depth,
        length,
        ofDepth(depth).filter(({ item }) => item.length === length),
      ),
    ),
  );
  return { figures, firstWord, bars: barsOf(judged) };
}

function figuresOf(depth: ExplainFigures['depth'], judged: readonly Judged[]): ExplainFigures {
  const all = judged.map(({ judgement }) => judgement);
  const countOf = (is: (judgement: ExplainJudgement) => boolean): number => all.filter(is).length;
  return {
    depth,
    answers: all.length,
    existing: sumOf(all.map(({ existing }) => existing)),
    existingOfAll: sumOf(all.map(({ existingOfAll }) => existingOfAll)),
    marked: all.reduce((sum, { marked }) => sum + marked, 0),
    calls: sumOf(all.map(({ calls }) => calls)),
    parameters: sumOf(all.map(({ parameters }) => parameters)),
    empty: countOf(({ isEmpty }) => isEmpty),
    onlyCode: countOf((each) => each.isOnlyCode),
    looping: countOf((each) => each.hasLoop),
    openFence: countOf(({ hasOpenFence }) => hasOpenFence),
    cut: countOf(({ isCut }) => isCut),
    rightLength: countOf((each) => each.hasRightLength),
    english: countOf((each) => each.isEnglish),
    generatedTokens: quantile(
      judged.map(({ answer }) => answer.generatedTokens),
      0.5,
    ),
  };
}

function firstWordOf(depth: ExplainDepth, length: LengthClass, judged: readonly Judged[]): FirstWordFigures[] {
  const timed = judged.flatMap(({ answer, judgement: { firstWord } }) =>
    firstWord === null ? [] : [{ answer, firstWord }],
  );
  if (timed.length === 0) return [];
  const median = (of: (one: (typeof timed)[number]) => number): number => quantile(timed.map(of), 0.5);
  const ratios = timed.map(({ firstWord: { ms, budgetMs } }) => ms / budgetMs);
  return [
    {
      depth,
      length,
      answers: timed.length,
      promptTokens: median(({ answer }) => answer.promptTokens),
      evaluatedTokens: median(({ answer }) => answer.evaluatedTokens),
      prefillTokensPerSecond: median(({ answer }) => answer.prefillTokensPerSecond),
      firstWordMs: median(({ firstWord }) => firstWord.ms),
      budgetMs: median(({ firstWord }) => firstWord.budgetMs),
      ratioP50: quantile(ratios, 0.5),
      ratioP95: quantile(ratios, 0.95),
    },
  ];
}

/** One sentence cannot name everything, so what must be named counts at the other depths only. */
function barsOf(judged: readonly Judged[]): ExplainBar[] {
  const telling = judged.filter(({ depth }) => depth !== 'sentence').map(({ judgement }) => judgement);
  const ratios = judged.flatMap(({ item, judgement: { firstWord } }) =>
    firstWord === null || item.length !== 'thirty' ? [] : [firstWord.ms / firstWord.budgetMs],
  );
  const shareOf = ({ count, of }: Share): number | null => (of === 0 ? null : count / of);
  return [
    bar(
      'named symbols that exist',
      { atLeast: 0.95 },
      shareOf(sumOf(judged.map(({ judgement }) => judgement.existing))),
    ),
    bar('called names that are mentioned', { atLeast: 0.6 }, shareOf(sumOf(telling.map(({ calls }) => calls)))),
    bar('first word / budget, thirty lines, p50', { atMost: 1 }, ratios.length === 0 ? null : quantile(ratios, 0.5)),
  ];
}

function bar(
  name: string,
  limit: { readonly atLeast?: number; readonly atMost?: number },
  value: number | null,
): ExplainBar {
  const { atLeast = -Infinity, atMost = Infinity } = limit;
  return { name, ...limit, value, isReached: value === null ? null : value >= atLeast && value <= atMost };
}

function sumOf(shares: readonly Share[]): Share {
  return shares.reduce((sum, { count, of }) => ({ count: sum.count + count, of: sum.of + of }), { count: 0, of: 0 });
}
