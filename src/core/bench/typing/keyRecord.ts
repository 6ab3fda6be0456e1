import type { Double } from './shownDouble';
import type { Misfit } from './shownFit';
import type { KeyKind } from './trace';

/** What the model was asked for a key. */
export interface KeyUse {
  readonly promptTokens: number;
  /** Of those, the ones that had to be read anew. */
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
  /** From the abort until the model was free; `null` where nothing was aborted. */
  readonly freeMs: number | null;
  /** How long the last native call took, which an abort has to wait for; `null` where that is not known. */
  readonly lastStepMs: number | null;
}

/** What came of a key. `cancelled`: the next key came first. */
export interface KeyRecord {
  readonly kind: KeyKind;
  readonly end: 'shown' | 'skipped' | 'cancelled';
  /** Why nothing was shown. */
  readonly reason: string | null;
  readonly from: 'engine' | 'cache' | null;
  /** From the key until the suggestion was in the editor. */
  readonly shownMs: number | null;
  /** Until its first line was known; `null` where that is not told. */
  readonly firstLineMs: number | null;
  readonly misfit: Misfit | null;
  /** What it said twice, though it fitted. */
  readonly double: Double | null;
  /** The first line is what the trace types next; `null` where that question does not arise. */
  readonly exact: boolean | null;
  /** How long the host's thread worked until the next key; `null` for a side whose host this is not. */
  readonly hostBusyMs: number | null;
  /** CPU time of the whole host process, its worker thread included. */
  readonly hostCpuMs: number | null;
  /** Requests that were made from this key until the next one. */
  readonly uses: readonly KeyUse[];
}

/** One trace as one side answered it. */
export interface TraceRecord {
  readonly trace: string;
  readonly side: string;
  readonly wantedLines: number;
  readonly keys: readonly KeyRecord[];
  /** Longest time that the host's thread could do nothing else; `null` for a side whose host this is not. */
  readonly longestBlockMs: number | null;
}
