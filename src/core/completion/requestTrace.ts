import type { AnswerStats } from '../../protocol/engine';
import type { Clock } from '../../base/clock';
import type { Shown, Skipped, Suggestion, OutcomeTimings } from './outcome';
import type { Skip } from './skip';

/** What is measured of one request on its way, and the outcome that is made of it. */
export class RequestTrace {
  readonly #clock: Clock;
  readonly #startMs: number;
  #firstLineMs: number | undefined;
  settleMs = 0;
  scopeMs = 0;
  contextMs = 0;
  engineMs = 0;
  stats: AnswerStats | undefined;
  sources: readonly string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startMs = clock.now();
  }

  get totalMs(): number {
    return this.#clock.now() - this.#startMs;
  }

  /** From the request on; undefined until {@link noteFirstLine}. */
  get firstLineMs(): number | undefined {
    return this.#firstLineMs;
  }

  /** Call as soon as the first line is known to be complete; only the first call counts. */
  noteFirstLine(): void {
    this.#firstLineMs ??= this.totalMs;
  }

  shown(from: Shown['from'], suggestion: Suggestion, alternatives: readonly Suggestion[]): Shown {
    this.noteFirstLine();
    return { kind: 'shown', ...suggestion, alternatives, from, ...this.#rest() };
  }

  skipped({ stage, reason, message }: Skip): Skipped {
    return { kind: 'skipped', stage, reason, message, ...this.#rest() };
  }

  #rest(): { sources: readonly string[]; timings: OutcomeTimings; stats?: AnswerStats } {
    const { settleMs, scopeMs, contextMs, engineMs, sources, stats, totalMs } = this;
    const firstLine = this.#firstLineMs === undefined ? {} : { firstLineMs: this.#firstLineMs };
    const timings = { totalMs, ...firstLine, settleMs, scopeMs, contextMs, engineMs };
    return stats === undefined ? { sources, timings } : { sources, timings, stats };
  }
}
