import { acceptanceOf, type Acceptance } from '../../core/bench/acceptance';
import type { BenchItem } from '../../core/bench/benchItem';
import { bootstrapDifference, type Interval } from '../../core/bench/bootstrap';
import { stableHash } from '../../core/bench/stableHash';
import { placeOf } from '../../core/completion/completionPlace';
import {
  confidenceFigures,
  type ConfidenceFigures,
  type ConfidenceLimits,
  confidenceMeasures,
  judgeConfidence,
} from '../../core/completion/confidence';
import { passGate } from '../../core/completion/confidenceGate';
import type { BenchResult } from './benchResult';

/** Draws the intervals; any number will do, as long as it stays the same. */
const BOOTSTRAP_SEED = 20_261_123;

/** The limits that are looked at. */
const cutsBelow = [0, 0.05, 0.1, 0.15, 0.2, 0.3] as const;
const hidesBelow: readonly number[] = Array.from({ length: 20 }, (_, index) => index / 20);

/** Limits are chosen on the packages of one half, and what they are worth is said of the other. */
export type Half = 'chosen on' | 'reported on';

/** An answer that was shown without a gate. */
interface CurveAnswer {
  readonly cluster: string;
  readonly half: Half;
  readonly ungated: Acceptance;
  /** What is left of it by what it is cut below; undefined where that is nothing. */
  readonly cuts: ReadonlyMap<number, CutAnswer | undefined>;
}

interface CutAnswer extends Acceptance {
  /** Undefined where nothing is known: it is shown then. */
  readonly figures: ConfidenceFigures | undefined;
}

/** What limits do to the answers of one half. */
export interface CurvePoint {
  readonly limits: ConfidenceLimits;
  /** Answers that would be shown without a gate. */
  readonly ungated: number;
  /** Of those, the share that is shown, and the share of these that is accepted. */
  readonly shown: number;
  readonly accepted: number;
  /** Accepted of those shown, less the share that is accepted without a gate. */
  readonly gain: number;
  /** Characters that need not be typed, in parts of those without a gate. */
  readonly saved: number;
}

/** The half of a package, by a hash of its name: the same on every machine, and whatever other packages there are. */
export function halfOf(workspace: string): Half {
  return stableHash(workspace) % 2 === 0 ? 'reported on' : 'chosen on';
}

/** What the confidence gate would have made of stored answers, for any limits. The trial by the parser is not done again for shortened ones. */
export class ConfidenceCurve {
  readonly #answers: readonly CurveAnswer[];
  readonly #cuts = new Set<number>(cutsBelow);

  /** @param cuts `cutBelow` values that will be asked for beside those of the grid */
  constructor(
    answered: readonly { readonly item: BenchItem; readonly result: BenchResult }[],
    cuts: readonly number[],
  ) {
    for (const cut of cuts) this.#cuts.add(cut);
    this.#answers = answered.filter(({ result }) => result.shown).map((each) => this.#answerOf(each));
  }

  at(half: Half, limits: ConfidenceLimits): CurvePoint {
    const answers = this.#answers.filter((answer) => answer.half === half);
    const left = answers.flatMap((answer) => leftOf(answer, limits) ?? []);
    const ungated = answers.map((answer) => answer.ungated);
    const accepted = shareOf(left);
    return {
      limits,
      ungated: answers.length,
      shown: left.length / answers.length,
      accepted,
      gain: accepted - shareOf(ungated),
      saved: savedBy(left) / savedBy(ungated),
    };
  }

  /** The limits of the grid at which most of what is shown is accepted, on the half for choosing, where at least a share is shown. */
  best(leastShown: number, among: Partial<ConfidenceLimits> = {}): CurvePoint | undefined {
    const measures = among.measure === undefined ? confidenceMeasures : [among.measure];
    const cuts = among.cutBelow === undefined ? cutsBelow : [among.cutBelow];
    const points = measures.flatMap((measure) =>
      cuts.flatMap((cutBelow) => this.curve('chosen on', { measure, cutBelow })),
    );
    const allowed = points.filter(({ shown, accepted }) => shown >= leastShown && !Number.isNaN(accepted));
    return allowed.sort((a, b) => b.accepted - a.accepted || b.saved - a.saved)[0];
  }

  /** All thresholds of the grid. */
  curve(half: Half, rest: Pick<ConfidenceLimits, 'measure' | 'cutBelow'>): CurvePoint[] {
    return hidesBelow.map((hideBelow) => this.at(half, { ...rest, hideBelow }));
  }

  /** 95 % interval of the gain, drawn by file. */
  gainInterval(half: Half, limits: ConfidenceLimits): Interval | undefined {
    const pairs = this.#answers.filter((answer) => answer.half === half);
    const shares = pairs.map((answer) => ({
      cluster: answer.cluster,
      before: shareIn(answer.ungated),
      after: shareIn(leftOf(answer, limits)),
    }));
    return bootstrapDifference(shares, BOOTSTRAP_SEED);
  }

  /** How often what is barely shown is accepted, in parts of how often what is sure is; see the `nearShare` of the gate's table. */
  nearShare(limits: ConfidenceLimits, nearWidth: number, sureFrom: number): number {
    const known = this.#answers.flatMap((answer) => {
      const left = answer.half === 'chosen on' ? leftOf(answer, limits) : undefined;
      return left?.figures === undefined ? [] : [{ ...left, figure: left.figures[limits.measure] }];
    });
    const near = known.filter(({ figure }) => figure < limits.hideBelow + nearWidth);
    return shareOf(near) / shareOf(known.filter(({ figure }) => figure >= sureFrom));
  }

  #answerOf({ item, result }: { readonly item: BenchItem; readonly result: BenchResult }): CurveAnswer {
    const { workspace = '', file } = item;
    return {
      cluster: `${workspace}/${file}`,
      half: halfOf(workspace),
      ungated: acceptanceOf(item, result, false),
      cuts: new Map([...this.#cuts].map((cutBelow) => [cutBelow, cutAnswer(item, result, cutBelow)])),
    };
  }
}

/** Passes the product's own gate, which hides nothing yet. */
function cutAnswer(item: BenchItem, result: BenchResult, cutBelow: number): CutAnswer | undefined {
  const limits: ConfidenceLimits = { measure: 'mean', hideBelow: 0, cutBelow };
  const { text, pieces, end } = result;
  const { draft, confidence } = passGate({
    draft: { text, overwrite: end - item.offset },
    pieces,
    place: placeOf({
      snapshot: snapshotOf(item),
      offset: item.offset,
      trigger: 'automatic',
      cursors: 1,
      readOnly: false,
    }),
    limits,
  });
  if (draft === undefined) return undefined;
  const judged = judgeConfidence(text, pieces, limits);
  const left = judged.decision === 'hide' ? text : judged.text;
  const answer = { ...result, text: draft.text, end: item.offset + draft.overwrite };
  const figures = confidenceFigures(left, pieces);
  return { ...acceptanceOf(item, answer, confidence?.isShortened === true), figures };
}

function snapshotOf({ file, workspace = '', language, text }: BenchItem) {
  return { uri: file, path: file, repository: workspace, languageId: language, version: 1, text };
}

function leftOf({ cuts }: CurveAnswer, { measure, hideBelow, cutBelow }: ConfidenceLimits): CutAnswer | undefined {
  const left = cuts.get(cutBelow);
  return left?.figures === undefined || left.figures[measure] >= hideBelow ? left : undefined;
}

function shareOf(answers: readonly Acceptance[]): number {
  return answers.filter(({ isAccepted }) => isAccepted).length / answers.length;
}

function shareIn(answer: Acceptance | undefined): { readonly num: number; readonly den: number } {
  return { num: answer?.isAccepted === true ? 1 : 0, den: answer === undefined ? 0 : 1 };
}

function savedBy(answers: readonly Acceptance[]): number {
  return answers.reduce((sum, { savedChars }) => sum + savedChars, 0);
}
