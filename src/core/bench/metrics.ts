import type { BenchItem } from './benchItem';
import type { BenchAnswer, Judgement, Share } from './judgement';

/** An item with its answer and what that is worth. */
export interface Measured {
  readonly item: BenchItem;
  readonly answer: BenchAnswer;
  readonly judgement: Judgement;
}

/** One column of the report. */
export interface Metric {
  /** In the JSON. */
  readonly name: string;
  /** In the table. */
  readonly label: string;
  readonly unit: 'share' | 'number';
  /** What one item adds to the figure: sum of `num` over sum of `den`. Nothing where the question does not arise. */
  readonly of: (measured: Measured) => Share;
}

const nothing: Share = { num: 0, den: 0 };

function share(name: string, label: string, of: (judgement: Judgement) => boolean | number | Share | null): Metric {
  const toShare = (value: boolean | number | Share | null): Share => {
    if (value === null) return nothing;
    return typeof value === 'object' ? value : { num: Number(value), den: 1 };
  };
  return { name, label, unit: 'share', of: ({ judgement }) => toShare(of(judgement)) };
}

function mean(name: string, label: string, of: (measured: Measured) => number | null): Metric {
  const ofOne = (measured: Measured): Share => {
    const value = of(measured);
    return value === null ? nothing : { num: value, den: 1 };
  };
  return { name, label, unit: 'number', of: ofOne };
}

/** All columns, the most telling first. */
export const metrics: readonly Metric[] = [
  share('firstLineExact', 'first line exact', ({ firstLineExact }) => firstLineExact),
  share('exact', 'all exact', ({ exact }) => exact),
  share('similarity', 'edit similarity', ({ similarity }) => similarity),
  share('named', 'needed names in first line', ({ named }) => named),
  share('namedUnseen', 'names new to the file, in first line', ({ namedUnseen }) => namedUnseen),
  share('namedAnywhere', 'needed names in whole answer', ({ namedAnywhere }) => namedAnywhere),
  share('parses', 'parses when inserted', ({ parses }) => parses),
  share('overrun', 'goes past the end', ({ shown, overrun }) => (shown ? overrun : null)),
  share('shown', 'shown', ({ shown }) => shown),
  mean('savedChars', 'characters saved', ({ judgement }) => judgement.savedChars),
  mean('sources', 'files in the context', ({ answer }) => answer.sources.length),
  mean('promptTokens', 'prompt tokens', ({ answer }) => answer.promptTokens),
  mean('evaluatedTokens', 'tokens read', ({ answer }) => answer.evaluatedTokens),
  mean('generatedTokens', 'tokens written', ({ answer }) => answer.generatedTokens),
  mean('ms', 'milliseconds', ({ answer }) => answer.ms),
];
