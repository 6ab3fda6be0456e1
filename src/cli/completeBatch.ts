import { type FileHandle, open } from 'node:fs/promises';
import { describeError, PlainError } from '../base/errors';
import { systemReason } from '../node/systemReason';
import { batchItem, idOf, placeOfItem } from './batchItem';
import type { Completer } from './completer';
import { type JsonLine, jsonLines } from './jsonLines';
import { stopIfAborted } from './workbench';

export interface BatchOrder {
  /** JSON Lines with one item each. */
  readonly items: string;
  /** Written anew, one line an item in the same order, each as soon as it is known. */
  readonly results: string;
  /** For items that name no workspace. */
  readonly workspace: string;
  readonly signal: AbortSignal;
}

export interface BatchCounts {
  shown: number;
  skipped: number;
  errors: number;
}

/**
 * Completes item after item; one that is wrong gives a line with `error` and the rest go on.
 * @throws PlainError `fileUnreadable`, `interrupted`
 */
export async function completeBatch(order: BatchOrder, completer: Completer): Promise<BatchCounts> {
  const counts: BatchCounts = { shown: 0, skipped: 0, errors: 0 };
  const results = await openResults(order.results);
  try {
    for await (const line of jsonLines(order.items)) {
      stopIfAborted(order.signal);
      const result = await completeLine(line, order, completer);
      stopIfAborted(order.signal);
      if ('error' in result) counts.errors++;
      else if (result.outcome === 'shown') counts.shown++;
      else counts.skipped++;
      await results.appendFile(`${JSON.stringify(result)}\n`).catch((error: unknown) => {
        throw unwritable(order.results, error);
      });
    }
  } finally {
    await results.close();
  }
  return counts;
}

async function completeLine(
  line: JsonLine,
  order: BatchOrder,
  completer: Completer,
): Promise<{ readonly id: unknown; readonly error: string } | { readonly id: unknown; readonly outcome: string }> {
  if ('problem' in line) return { id: null, error: `Line ${line.number}: ${line.problem}.` };
  const id = idOf(line.value);
  try {
    const place = await placeOfItem(batchItem(line.value), order.workspace);
    return { id, ...(await completer.complete(place, place.workspace, order.signal)) };
  } catch (error) {
    return { id, error: `Line ${line.number}: ${describeError(error)}` };
  }
}

async function openResults(file: string): Promise<FileHandle> {
  return open(file, 'w').catch((error: unknown) => {
    throw unwritable(file, error);
  });
}

function unwritable(file: string, error: unknown): PlainError {
  return new PlainError('fileUnwritable', `"${file}" cannot be written: ${systemReason(error)}.`);
}
