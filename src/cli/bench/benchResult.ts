import type { BenchAnswer } from '../../core/bench/judgement';

/** One answer of one arm, as a line of the file of results. */
export interface BenchResult extends BenchAnswer {
  readonly key: string;
  readonly id: string;
  readonly arm: string;
  /** Why nothing was shown. */
  readonly reason: string | null;
}

/** Whether the fields of a line are those of a result. */
export function isBenchResult({ id, arm, text, end, sources }: Readonly<Record<string, unknown>>): boolean {
  const areTexts = [id, arm, text].every((field) => typeof field === 'string');
  return areTexts && typeof end === 'number' && Array.isArray(sources);
}
