import type { TraceRecord } from '../../core/bench/typing/keyRecord';
import type { TypingTrace } from '../../core/bench/typing/trace';
import { stopIfAborted } from '../workbench';
import { type Kept, type ResultStore, resultKey } from './resultStore';
import type { TypingSide } from './typingSide';

/** One trace as one side answered it, as a line of the file of records. */
export type TypingResult = TraceRecord & Kept;

export interface TypingRun {
  readonly traces: readonly TypingTrace[];
  readonly sides: readonly TypingSide[];
  /** All that a record depends on beside trace and side: build, model, options, the workspaces' files. */
  readonly setting: unknown;
  readonly store: ResultStore<TypingResult>;
  readonly signal: AbortSignal;
  readonly play: (trace: TypingTrace, side: TypingSide) => Promise<TraceRecord>;
  /** Called for each record that is known. */
  readonly onRecord: (isNew: boolean) => void;
}

/**
 * Has every side answer every trace, but for what the store has already. One after the other, and with two sides in the order A B B A, so
 * that a machine that grows slower meets both alike.
 * @throws PlainError `interrupted`; the records so far are in the store
 */
export async function runTyping(run: TypingRun): Promise<TraceRecord[]> {
  const records: TraceRecord[] = [];
  for (const [index, trace] of run.traces.entries()) {
    const turn = index % 2 === 0 ? run.sides : [...run.sides].reverse();
    for (const side of turn) {
      stopIfAborted(run.signal);
      const key = resultKey([trace, side.name, run.setting]);
      const known = run.store.get(key);
      const record = known ?? { key, ...(await run.play(trace, side)) };
      if (known === undefined) await run.store.add(record);
      records.push(record);
      run.onRecord(known === undefined);
    }
  }
  return records;
}

/** Whether the fields of a line are those of a record. */
export function isTypingResult({ trace, side, keys }: Readonly<Record<string, unknown>>): boolean {
  return typeof trace === 'string' && typeof side === 'string' && Array.isArray(keys);
}
