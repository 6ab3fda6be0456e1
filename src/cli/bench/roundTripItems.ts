import { chosenCalls, type KnownCall } from '../../core/bench/calls/knownCalls';
import type { ExplainItem } from '../../core/bench/explain/explainItem';
import type { RoundTripFunction, RoundTripItem } from '../../core/bench/explain/roundTripItem';
import { stopIfAborted } from '../workbench';
import type { CalledFile, CallRecorder } from './callRecorder';
import { type Kept, type ResultStore, resultKey } from './resultStore';

/** What calls of an item's function give, as a line of a file, so that they need not be made again. */
export interface KeptCalls extends Kept {
  readonly id: string;
  /** Empty where it cannot be called. */
  readonly known: readonly KnownCall[];
}

/** A file with the functions that can be written again. */
export interface RoundTripFile extends CalledFile {
  readonly functions: readonly RoundTripFunction[];
}

export interface RoundTripItemsOrder {
  readonly items: readonly ExplainItem[];
  /** Most items; 0 = all. */
  readonly limit: number;
  readonly fileOf: (item: ExplainItem) => RoundTripFile | undefined;
  readonly recorder: CallRecorder;
  readonly store: ResultStore<KeptCalls>;
  /** All that the results depend on beside the item: build, Node, the workspaces' files. */
  readonly setting: unknown;
  readonly signal: AbortSignal;
  /** Called for each function that was tried. */
  readonly onTried: (isNew: boolean, isItem: boolean) => void;
}

/** Whether the fields of a line are those of calls. */
export function isKeptCalls({ id, known }: Readonly<Record<string, unknown>>): boolean {
  return typeof id === 'string' && Array.isArray(known);
}

/** The first of the items whose calls give known results. @throws PlainError `interrupted`; what was tried is in the store */
export async function roundTripItems(order: RoundTripItemsOrder): Promise<RoundTripItem[]> {
  const { items, limit, fileOf } = order;
  const found: RoundTripItem[] = [];
  for (const item of items) {
    if (limit > 0 && found.length >= limit) break;
    const file = fileOf(item);
    const again = file?.functions.find(({ start, end }) => start === item.start && end === item.end);
    if (file === undefined || again === undefined || !order.recorder.canCall(file, again)) continue;
    const known = await knownOf(order, item, { file, again });
    if (known.length > 0) found.push({ item, signature: again.signature, known });
  }
  return found;
}

async function knownOf(
  { recorder, store, setting, signal, onTried }: RoundTripItemsOrder,
  item: ExplainItem,
  { file, again }: { readonly file: RoundTripFile; readonly again: RoundTripFunction },
): Promise<readonly KnownCall[]> {
  const key = resultKey([item.id, again.calls, setting]);
  const kept = store.get(key);
  stopIfAborted(signal);
  const known = kept?.known ?? chosenCalls(await recorder.knownCalls(file, again));
  stopIfAborted(signal);
  if (kept === undefined) await store.add({ key, id: item.id, known });
  onTried(kept === undefined, known.length > 0);
  return known;
}
