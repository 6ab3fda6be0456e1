import type { ExplainItem } from '../../core/bench/explain/explainItem';
import type { ExplainAnswer } from '../../core/bench/explain/explainJudgement';
import type { ExplainedItem } from '../../core/bench/explain/explainReport';
import type { ExplainDepth } from '../../protocol/panel';
import { stopIfAborted } from '../workbench';
import type { ExplainResult } from './explainResult';
import { type ResultStore, resultKey } from './resultStore';

export interface ExplainRun {
  readonly items: readonly ExplainItem[];
  readonly depths: readonly ExplainDepth[];
  /** All that an answer depends on beside item and depth: build, model, the workspaces' files. */
  readonly setting: unknown;
  readonly store: ResultStore<ExplainResult>;
  readonly signal: AbortSignal;
  readonly answer: (item: ExplainItem, depth: ExplainDepth, signal: AbortSignal) => Promise<ExplainAnswer>;
  /** Called for each answer that is known. */
  readonly onAnswer: (isNew: boolean) => void;
}

/**
 * Has each item explained at each depth, but for the answers that the store has already. One depth follows the other item by item: what the
 * engine still holds of the prompt before is then of another depth, whose first words are others, and no help.
 * @throws PlainError `interrupted`; the answers so far are in the store
 */
export async function runExplain(run: ExplainRun): Promise<ExplainedItem[]> {
  const { items, depths, setting, store, signal } = run;
  const explained: ExplainedItem[] = [];
  for (const item of items)
    for (const depth of depths) {
      const key = resultKey([item, depth, setting]);
      const known = store.get(key);
      const answer = known ?? { key, id: item.id, depth, ...(await answerNow(run, item, depth)) };
      if (known === undefined) await store.add(answer);
      stopIfAborted(signal);
      explained.push({ item, depth, answer });
      run.onAnswer(known === undefined);
    }
  return explained;
}

async function answerNow(
  { answer, signal }: ExplainRun,
  item: ExplainItem,
  depth: ExplainDepth,
): Promise<ExplainAnswer> {
  stopIfAborted(signal);
  try {
    const given = await answer(item, depth, signal);
    // What was broken off is no answer.
    stopIfAborted(signal);
    return given;
  } catch (error) {
    // Whatever fails after Ctrl+C fails because of it.
    stopIfAborted(signal);
    throw error;
  }
}
