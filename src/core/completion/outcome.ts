import type { AnswerChunk, AnswerStats } from '../../protocol/engine';
import { type SkipReason, skipReasons, type Stage } from './skip';

/** Milliseconds from the request on; a station that was not reached has 0. */
export interface OutcomeTimings {
  readonly totalMs: number;
  /** Until the first line of the answer was complete; absent when no text came. */
  readonly firstLineMs?: number;
  /** Until the first piece of the answer came from the engine; absent when none did. */
  readonly firstTokenMs?: number;
  readonly settleMs: number;
  readonly scopeMs: number;
  readonly contextMs: number;
  readonly engineMs: number;
  /** After the engine: the filters and the trial by the parser. */
  readonly filterMs: number;
}

/**
 * The counts of an answer that went on when the outcome was made, once it is over; undefined when there are none to come. Never rejects. In
 * the place of `stats`, and only where the engine had been asked.
 */
export type LaterStats = Promise<AnswerStats | undefined>;

/** How sure the model was of what is shown, or of what is not shown because of it. */
export interface OutcomeConfidence {
  /** What was judged: from 0 to 1, see the table of the gate. */
  readonly figure: number;
  /** From which figure on a text is shown; 0 where each is, as for who asks by command. */
  readonly hideBelow: number;
  /** The unsure end of the answer was left out. */
  readonly isShortened: boolean;
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
  /** The answer that `text` is of, as it was streamed. */
  readonly pieces: readonly AnswerChunk[];
  /** Paths of the other files whose excerpts the model saw. */
  readonly sources: readonly string[];
  /** Absent where nothing is known of the text, or there was none. */
  readonly confidence?: OutcomeConfidence;
  readonly timings: OutcomeTimings;
  /** Absent for an answer from the cache, and while the engine has not reported yet. */
  readonly stats?: AnswerStats;
  readonly laterStats?: LaterStats;
}

export interface Skipped {
  readonly kind: 'skipped';
  readonly stage: Stage;
  /** Stable word for machines. */
  readonly reason: SkipReason;
  /** The same for a person, with the cure where there is one. */
  readonly message: string;
  readonly sources: readonly string[];
  readonly confidence?: OutcomeConfidence;
  readonly timings: OutcomeTimings;
  readonly stats?: AnswerStats;
  readonly laterStats?: LaterStats;
}

/** What became of a request: every answer, and every absence of one, has a reason. */
export type Outcome = Shown | Skipped;

/** The outcome of a request that was turned away at the gate, before any work and without a clock. */
export function refusedAtGate(reason: SkipReason): Skipped {
  const timings = { totalMs: 0, settleMs: 0, scopeMs: 0, contextMs: 0, engineMs: 0, filterMs: 0 };
  return { kind: 'skipped', stage: 'gate', reason, message: skipReasons[reason], sources: [], timings };
}
