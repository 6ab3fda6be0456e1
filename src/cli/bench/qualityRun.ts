import type { BenchArm } from '../../core/bench/arms';
import type { BenchItem } from '../../core/bench/benchItem';
import type { ArmAnswers } from '../../core/bench/benchReport';
import { stopIfAborted } from '../workbench';
import type { ArmAnswer } from './armRunner';
import type { BenchResult } from './benchResult';
import { type ResultStore, resultKey } from './resultStore';

export interface QualityRun {
  readonly items: readonly BenchItem[];
  readonly arms: readonly BenchArm[];
  /** All that an answer depends on beside item and arm: build, model, budgets, the workspace's files. */
  readonly setting: unknown;
  readonly store: ResultStore<BenchResult>;
  readonly signal: AbortSignal;
  readonly answer: (item: BenchItem, arm: BenchArm, signal: AbortSignal) => Promise<ArmAnswer>;
  /** Called for each answer that is known. */
  readonly onAnswer: (isNew: boolean) => void;
}

/**
 * Asks every arm for every item, but for the answers that the store has already. The arms take turns at being first, so that a machine
 * that grows slower, and what the engine still holds of the prompt before, meet all of them alike.
 * @throws PlainError `interrupted`; the answers so far are in the store
 */
export async function runQuality(run: QualityRun): Promise<ArmAnswers[]> {
  const answers = run.arms.map(({ name }) => ({ arm: name, answers: new Map<string, BenchResult>() }));
  for (const [index, item] of run.items.entries()) {
    for (let turn = 0; turn < run.arms.length; turn++) {
      const at = (index + turn) % run.arms.length;
      const arm = run.arms[at];
      if (arm === undefined) continue;
      const key = resultKey([item, arm, run.setting]);
      const known = run.store.get(key);
      const result = known ?? { key, id: item.id, arm: arm.name, ...(await answerNow(run, item, arm)) };
      if (known === undefined) await run.store.add(result);
      answers[at]?.answers.set(item.id, result);
      run.onAnswer(known === undefined);
    }
  }
  return answers;
}

async function answerNow({ answer, signal }: QualityRun, item: BenchItem, arm: BenchArm): Promise<ArmAnswer> {
  stopIfAborted(signal);
  try {
    return await answer(item, arm, signal);
  } catch (error) {
    // Whatever fails after Ctrl+C fails because of it.
    stopIfAborted(signal);
    throw error;
  }
}
