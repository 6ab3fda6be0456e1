import type { FixItem } from '../../core/bench/fix/fixItem';
import type { PlacedFault } from '../../core/bench/fix/fileFaults';
import { stableHash } from '../../core/bench/stableHash';
import { stopIfAborted } from '../workbench';
import { faultId, type FixProver } from './fixProver';
import type { FaultyFile, FaultySources } from './fixSources';
import { type Kept, type ResultStore, resultKey } from './resultStore';

/** What became of a fault, as a line of a file, so that it need not be tried again. */
export interface FixProof extends Kept {
  readonly key: string;
  readonly item: FixItem | null;
}

export interface FixItemsOrder {
  readonly sources: FaultySources;
  readonly prover: FixProver;
  readonly store: ResultStore<FixProof>;
  /** All that the items depend on beside the files: build, Node, options. */
  readonly setting: unknown;
  readonly salt: string;
  /** Most faults; 0 = all. Half of them with a diagnostic, half with a failing check. */
  readonly limit: number;
  /** Most correct functions; 0 = none. */
  readonly correct: number;
  /** Most items of a kind in one file; 0 = all. */
  readonly perFile: number;
  readonly signal: AbortSignal;
  /** Called for each fault and function that is through. */
  readonly onTried: (isNew: boolean, isItem: boolean) => void;
}

/** So many faults are tried for each item that a file may give. */
const triesEach = 4;
/** After so many faults of a workspace's language of which nothing tells in one way, that way is taken for shut: there is no checker. */
const triesInVain: Readonly<Record<Proof, number>> = { diagnostic: 15, check: 60 };

interface Candidate {
  readonly file: FaultyFile;
  readonly placed: PlacedFault;
  readonly id: string;
}

type Proof = 'diagnostic' | 'check';

/** Whether the fields of a line are those of a proof. */
export function isFixProof({ item }: Readonly<Record<string, unknown>>): boolean {
  return item === null || typeof item === 'object';
}

/** How many faults and functions there are to try, at most. */
export function triesOf({ sources, salt, perFile }: Pick<FixItemsOrder, 'sources' | 'salt' | 'perFile'>): number {
  return candidatesOf(sources, salt, perFile).length;
}

/**
 * Makes the items: faults in an order that the salt decides, each kept when it can be told. The same files, options and checkers give the
 * same list. @throws PlainError `interrupted`; what was tried is in the store
 */
export async function fixItems(order: FixItemsOrder): Promise<FixItem[]> {
  const items = [...(await faultyItems(order)), ...(await correctItems(order))];
  return orderedBy(items, order.salt, ({ id }) => id);
}

async function faultyItems(order: FixItemsOrder): Promise<FixItem[]> {
  const { sources, salt, perFile, limit, prover } = order;
  const half = limit === 0 ? Infinity : Math.ceil(limit / 2);
  const found: Readonly<Record<Proof, FixItem[]>> = { diagnostic: [], check: [] };
  const counts = new Map<string, number>();
  const vain = new Map<string, number>();
  for (const { file, placed, id } of candidatesOf(sources, salt, perFile)) {
    const key = `${placed.fault.kind}:${file.workspace}/${file.path}`;
    const count = counts.get(key) ?? 0;
    const wanted = (['diagnostic', 'check'] as const)
      .filter((proof) => found[proof].length < half)
      .sort((a, b) => found[a].length - found[b].length);
    if (wanted.length === 0) break;
    if (perFile > 0 && count >= perFile) continue;
    for (const proof of wanted) {
      const way = `${proof}:${file.workspace}:${file.language}`;
      const tries = vain.get(way) ?? 0;
      if (tries >= triesInVain[proof] || (proof === 'check' && !prover.canCall(file, placed.function))) continue;
      const item = await proven(order, [id, proof], () => provenBy(prover, proof, file, placed));
      vain.set(way, item === null ? tries + 1 : -Infinity);
      if (item === null) continue;
      found[proof].push(item);
      counts.set(key, count + 1);
      break;
    }
  }
  const all = [...found.diagnostic, ...found.check];
  return limit === 0 ? all : all.slice(0, limit);
}

function provenBy(
  prover: FixProver,
  proof: Proof,
  file: FaultyFile,
  placed: PlacedFault,
): Promise<FixItem | undefined> {
  return proof === 'diagnostic' ? prover.byDiagnostic(file, placed) : prover.byCheck(file, placed);
}

async function correctItems(order: FixItemsOrder): Promise<FixItem[]> {
  const { sources, salt, perFile, correct, prover } = order;
  const all = sources.files.flatMap((file) =>
    file.functions.map((chosen) => ({ file, chosen, id: `correct:${file.workspace}/${file.path}:${chosen.start}` })),
  );
  const items: FixItem[] = [];
  const counts = new Map<FaultyFile, number>();
  for (const { file, chosen, id } of orderedBy(all, salt, (each) => each.id)) {
    if (items.length >= correct) break;
    const count = counts.get(file) ?? 0;
    if (perFile > 0 && count >= perFile) continue;
    const item = await proven(order, [id], () => prover.ofCorrect(file, chosen));
    if (item === null) continue;
    items.push(item);
    counts.set(file, count + 1);
  }
  return items;
}

async function proven(
  { store, setting, sources, signal, onTried }: FixItemsOrder,
  name: readonly string[],
  prove: () => Promise<FixItem | undefined>,
): Promise<FixItem | null> {
  const key = resultKey([name, setting, sources.fingerprint]);
  const known = store.get(key);
  if (known !== undefined) {
    onTried(false, known.item !== null);
    return known.item;
  }
  stopIfAborted(signal);
  const item = await prove().catch((error: unknown) => {
    // Whatever fails after Ctrl+C fails because of it.
    stopIfAborted(signal);
    throw error;
  });
  stopIfAborted(signal);
  await store.add({ key, item: item ?? null });
  onTried(true, item !== undefined);
  return item ?? null;
}

/** Some of each file and kind, in an order that the salt decides. */
function candidatesOf({ files }: FaultySources, salt: string, perFile: number): Candidate[] {
  const all = files.flatMap((file) => {
    const counts = new Map<string, number>();
    return file.faults.flatMap((placed): Candidate[] => {
      const count = counts.get(placed.fault.kind) ?? 0;
      counts.set(placed.fault.kind, count + 1);
      return perFile > 0 && count >= perFile * triesEach ? [] : [{ file, placed, id: faultId(file, placed) }];
    });
  });
  const unique = [...new Map(all.map((each) => [each.id, each])).values()];
  return orderedBy(unique, salt, ({ id }) => id);
}

function orderedBy<T>(all: readonly T[], salt: string, idOf: (one: T) => string): T[] {
  const keyed = all.map((one) => ({ one, id: idOf(one), key: stableHash(`${salt}\0${idOf(one)}`) }));
  return keyed.sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : Number(a.id > b.id))).map(({ one }) => one);
}
