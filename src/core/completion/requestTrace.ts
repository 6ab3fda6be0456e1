import type { AnswerChunk, AnswerStats } from '../../protocol/engine';
import type { Clock } from '../../base/clock';
import type { LaterStats, OutcomeConfidence, Shown, Skipped, Suggestion } from './outcome';
import type { Skip } from './skip';

/** The answer under way that a request read in. */
export interface ReadFlight {
  /** Comes when the answer is over, also when it was aborted. */
  readonly stats: LaterStats;
  /** A later request read on in it. */
  readonly isReadOn: () => boolean;
}

/** What is measured of one request on its way, and the outcome that is made of it. */
export class RequestTrace {
  readonly #clock: Clock;
  readonly #startMs: number;
  #firstLineMs: number | undefined;
  #firstTokenMs: number | undefined;
  #engineMs = 0;
  #engineEndMs: number | undefined;
  settleMs = 0;
  scopeMs = 0;
  contextMs = 0;
  stats: AnswerStats | undefined;
  /** Whose counts the outcome gets later, where `stats` are not known when it is made. */
  flight: ReadFlight | undefined;
  sources: readonly string[] = [];
  confidence: OutcomeConfidence | undefined;
  /** Of the answer that is shown. */
  pieces: readonly AnswerChunk[] = [];

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

  /** Call when a piece of the answer comes; only the first call counts. */
  noteToken(): void {
    this.#firstTokenMs ??= this.totalMs;
  }

  /** Call when the engine's part is over, also by a failure. @param startMs when it began, on the same clock */
  endEngine(startMs: number): void {
    this.#engineEndMs = this.#clock.now();
    this.#engineMs = this.#engineEndMs - startMs;
  }

  shown(from: Shown['from'], suggestion: Suggestion, alternatives: readonly Suggestion[]): Shown {
    this.noteFirstLine();
    return {
      kind: 'shown',
      ...suggestion,
      alternatives,
      from,
      pieces: this.pieces,
      ...this.#rest(),
      ...this.#later(false),
    };
  }

  skipped({ stage, reason, message }: Skip): Skipped {
    return { kind: 'skipped', stage, reason, message, ...this.#rest(), ...this.#later(reason === 'superseded') };
  }

  #rest(): Pick<Skipped, 'sources' | 'timings' | 'confidence' | 'stats'> {
    const { settleMs, scopeMs, contextMs, sources, stats, totalMs, confidence } = this;
    const firstLine = this.#firstLineMs === undefined ? {} : { firstLineMs: this.#firstLineMs };
    const firstToken = this.#firstTokenMs === undefined ? {} : { firstTokenMs: this.#firstTokenMs };
    const engineMs = this.#engineMs;
    // Whatever comes after the engine is filters and the trial.
    const filterMs = this.#engineEndMs === undefined ? 0 : this.#clock.now() - this.#engineEndMs;
    const timings = { totalMs, ...firstLine, ...firstToken, settleMs, scopeMs, contextMs, engineMs, filterMs };
    return {
      sources,
      timings,
      ...(confidence === undefined ? {} : { confidence }),
      ...(stats === undefined ? {} : { stats }),
    };
  }

  /** An answer that a later request read on in is counted there, and not for one that was superseded. */
  #later(isSuperseded: boolean): { laterStats?: LaterStats } {
    const { flight } = this;
    if (flight === undefined || this.stats !== undefined) return {};
    const { stats, isReadOn } = flight;
    return { laterStats: stats.then((counts) => (isSuperseded && isReadOn() ? undefined : counts)) };
  }
}
