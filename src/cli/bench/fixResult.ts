import type { FixAnswer } from '../../core/bench/fix/fixJudgement';
import type { TextEdit } from '../../core/text/minimalEdits';
import type { Kept } from './resultStore';

/** One answer of one arm, as a line of the file of results. */
export interface FixResult extends FixAnswer, Kept {
  readonly id: string;
  readonly arm: string;
  /** Why nothing was shown; `null` where something was. */
  readonly reason: string | null;
  /** Of the item's text; empty where nothing was shown. */
  readonly edits: readonly TextEdit[];
  /** Answers of the model that it took. */
  readonly answers: number;
}

/** Whether the fields of a line are those of a result. */
export function isFixResult({ id, arm, shown, ms, edits }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof id === 'string' &&
    typeof arm === 'string' &&
    typeof shown === 'boolean' &&
    typeof ms === 'number' &&
    Array.isArray(edits)
  );
}
