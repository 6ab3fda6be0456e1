import type { IndexProgress, SourceNote } from '../../../protocol/context';
import type { ContextPiece } from '../../../protocol/engine';
import type { ContextPlace } from './contextPlace';
import type { RankedSnippet } from './rank';

export interface CollectOrder {
  /** Tokens that context may have in the prompt. */
  readonly budgetTokens: number;
  /** The index is waited for this long; what it finds later is not used. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** What was found for a place, and what of it goes into the prompt. */
export interface ContextChoice {
  /** In prompt order. */
  readonly pieces: readonly ContextPiece[];
  /** Names that are likely to be written at the cursor, the likeliest first. */
  readonly hints: readonly string[];
  /** Every candidate with its verdict, the kept ones first. */
  readonly ranked: readonly RankedSnippet[];
  readonly notes: readonly SourceNote[];
  /** Absent when the index did not answer. */
  readonly index?: IndexProgress;
}

/** Where a prompt gets its context from. Never throws; sources that fail or are late are left out. */
export interface ContextSource {
  collect(place: ContextPlace, order: CollectOrder): Promise<ContextChoice>;
}

/** Nothing was looked for, or nothing was found. */
export const noChoice: ContextChoice = { pieces: [], hints: [], ranked: [], notes: [] };

/** For prompts that hold nothing but the file itself. */
export const noContext: ContextSource = { collect: () => Promise.resolve(noChoice) };
