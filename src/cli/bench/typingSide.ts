import type { Said } from '../../core/bench/typing/shownFit';
import type { KeyUse } from '../../core/bench/typing/keyRecord';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import type { SyntaxEdit } from '../../protocol/syntax';

/** What a side says to one key. */
export interface SideAnswer {
  /** Absent when nothing is shown. */
  readonly suggestion?: Said;
  /** Why nothing is shown. */
  readonly reason: string | null;
  readonly from: 'engine' | 'cache' | null;
  /** From the question until the first line was known; `null` where the side does not tell. */
  readonly firstLineMs: number | null;
}

/**
 * One who completes while a trace is typed. Calls come in the order `begin`, then for each key `change` and `ask`, with `visit` before those
 * of the first key at another place, then `idle` and `end`.
 */
export interface TypingSide {
  readonly name: string;
  /** True where its work before the model is done in this process, so that its CPU time and blocks are the side's own. */
  readonly isHostedHere: boolean;
  /** Opens a document. Nothing of an earlier one may be of use. */
  begin(snapshot: DocumentSnapshot): Promise<void>;
  /** Tells of a key's edits before it asks for it; the number of a key is that of the calls since `begin`, from 0. */
  change(snapshot: DocumentSnapshot, edits: readonly SyntaxEdit[]): void;
  /** Tells that the cursor has come to another place, where nothing is typed yet; what was asked before is cancelled. Returns at once. */
  visit(snapshot: DocumentSnapshot, offset: number): void;
  /** Never rejects because of an abort. @throws PlainError when the side failed, which says nothing about its answers */
  ask(snapshot: DocumentSnapshot, offset: number, signal: AbortSignal): Promise<SideAnswer>;
  /** Resolves when nothing is asked or prepared any more. */
  idle(): Promise<void>;
  /** What the model was asked since `begin`, by the number of the key. Complete after `idle`. */
  usesOf(key: number): readonly KeyUse[];
  /** Closes the document. */
  end(): Promise<void>;
}
