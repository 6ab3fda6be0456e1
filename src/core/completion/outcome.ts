import type { AnswerStats } from '../../protocol/engine';
import type { SkipReason, Stage } from './skip';

/** Milliseconds from the request on; a station that was not reached has 0. */
export interface OutcomeTimings {
  readonly totalMs: number;
  /** Until the first line of the answer was complete; absent when no text came. */
  readonly firstLineMs?: number;
  readonly settleMs: number;
  readonly scopeMs: number;
  readonly contextMs: number;
  readonly engineMs: number;
}

/** A text and what of the document it replaces, in UTF-16 offsets of the snapshot. */
export interface Suggestion {
  readonly text: string;
  readonly range: { readonly start: number; readonly end: number };
}

export interface Shown extends Suggestion {
  readonly kind: 'shown';
  /** Other texts that are known for this place, when the user asked by command. */
  readonly alternatives: readonly Suggestion[];
  /** `cache`: an earlier answer that still holds, served without the engine. */
  readonly from: 'engine' | 'cache';
  /** Paths of the other files whose excerpts the model saw. */
  readonly sources: readonly string[];
  readonly timings: OutcomeTimings;
  /** Absent for an answer from the cache, and when the engine was slow to report after it had been stopped. */
  readonly stats?: AnswerStats;
}

export interface Skipped {
  readonly kind: 'skipped';
  readonly stage: Stage;
  /** Stable word for machines. */
  readonly reason: SkipReason;
  /** The same for a person, with the cure where there is one. */
  readonly message: string;
  readonly sources: readonly string[];
  readonly timings: OutcomeTimings;
  readonly stats?: AnswerStats;
}

/** What became of a request: every answer, and every absence of one, has a reason. */
export type Outcome = Shown | Skipped;
