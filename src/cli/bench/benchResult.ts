import type { BenchAnswer } from '../../core/bench/judgement';
import type { ConfidenceFigures } from '../../core/completion/confidence';
import type { AnswerChunk } from '../../protocol/engine';

/** One answer of one arm, as a line of the file of results. */
export interface BenchResult extends BenchAnswer {
  readonly key: string;
  readonly id: string;
  readonly arm: string;
  /** Why nothing was shown. */
  readonly reason: string | null;
  /** How sure the model was of the text, by every measure; `null` where nothing was shown or that is not known. */
  readonly confidence: ConfidenceFigures | null;
  /** The answer as it was streamed; empty where nothing was shown. */
  readonly pieces: readonly AnswerChunk[];
}

/** Whether the fields of a line are those of a result. */
export function isBenchResult({ id, arm, text, end, sources }: Readonly<Record<string, unknown>>): boolean {
  const areTexts = [id, arm, text].every((field) => typeof field === 'string');
  return areTexts && typeof end === 'number' && Array.isArray(sources);
}
