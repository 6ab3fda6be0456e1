import { isThrown, type KnownCall, notLoaded } from '../calls/knownCalls';
import type { Share } from './explainJudgement';
import type { RoundTripItem, RoundTripSource } from './roundTripItem';

/** A function that was written again, and what became of it. */
export interface RoundTripAnswer {
  /** As the model wrote it. */
  readonly answer: string;
  /** The function as it was put in the place of the old one; `null` where the answer holds none. */
  readonly code: string | null;
  /** Why it holds none; `null` where it does. */
  readonly refusal: string | null;
  /** The file parses with it. */
  readonly parses: boolean;
  /** What its calls gave; `null` where it was not run, or did not end. */
  readonly values: readonly string[] | null;
}

/** An item with a function written from one source. */
export interface RoundTrip {
  readonly trip: RoundTripItem;
  readonly from: RoundTripSource;
  readonly answer: RoundTripAnswer;
}

interface RoundTripJudgement {
  readonly parses: boolean;
  /** The calls were made. */
  readonly isRun: boolean;
  /** Calls that give what they gave before. */
  readonly calls: Share;
  /** The same without the calls that only threw: what is thrown for odd values few explanations say. */
  readonly returning: Share;
}

export interface RoundTripFigures {
  readonly from: RoundTripSource;
  readonly functions: number;
  /** Functions of which all calls give what they gave before. */
  readonly same: number;
  /** The same without the calls that only threw. */
  readonly sameReturned: number;
  readonly calls: Share;
  readonly parses: number;
  readonly notRun: number;
}

/** How one function fared, for the file of the report. */
export interface RoundTripLine extends RoundTripJudgement {
  readonly id: string;
  readonly from: RoundTripSource;
  readonly code: string | null;
  readonly refusal: string | null;
}

export interface RoundTripReport {
  readonly figures: readonly RoundTripFigures[];
  readonly items: readonly RoundTripLine[];
}

/** Compares what the calls give with what they gave before. */
export function judgeRoundTrip(known: readonly KnownCall[], { parses, values }: RoundTripAnswer): RoundTripJudgement {
  const isRun = values !== null && !values.includes(notLoaded);
  const isSame = known.map(({ expected }, at) => isRun && values[at] === expected);
  const shareOf = (counts: (each: KnownCall) => boolean): Share => ({
    count: known.filter((each, at) => counts(each) && isSame[at] === true).length,
    of: known.filter(counts).length,
  });
  return { parses, isRun, calls: shareOf(() => true), returning: shareOf((each) => !isThrown(each)) };
}

/** The figures of each source, and how each function fared. */
export function roundTripReport(trips: readonly RoundTrip[], sources: readonly RoundTripSource[]): RoundTripReport {
  const items = trips.map(({ trip: { item, known }, from, answer }) => ({
    id: item.id,
    from,
    ...judgeRoundTrip(known, answer),
    code: answer.code,
    refusal: answer.refusal,
  }));
  const figures = sources.map((from) =>
    figuresOf(
      from,
      items.filter((each) => each.from === from),
    ),
  );
  return { figures, items };
}

function figuresOf(from: RoundTripSource, lines: readonly RoundTripLine[]): RoundTripFigures {
  const countOf = (is: (line: RoundTripLine) => boolean): number => lines.filter(is).length;
  const isWhole = ({ count, of }: Share): boolean => count === of;
  return {
    from,
    functions: lines.length,
    same: countOf(({ calls }) => isWhole(calls)),
    sameReturned: countOf(({ returning }) => isWhole(returning)),
    calls: lines.reduce((sum, { calls: { count, of } }) => ({ count: sum.count + count, of: sum.of + of }), {
      count: 0,
      of: 0,
    }),
    parses: countOf(({ parses }) => parses),
    notRun: countOf(({ isRun }) => !isRun),
  };
}
