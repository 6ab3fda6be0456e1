import { Emitter, type Event } from '../../base/event';
import type { AnswerStats } from '../../protocol/engine';
import type { CompletionTrigger } from '../text/snapshot';
import type { Outcome, Shown, Skipped } from './outcome';
import type { SkipReason, Stage } from './skip';

/** Where a request came from; nothing of the text. */
export interface RequestPlace {
  /** Milliseconds since 1970, for the time of day. */
  readonly atMs: number;
  /** Workspace-relative path with forward slashes. */
  readonly path: string;
  readonly languageId: string;
  /** Of the cursor, from 1. */
  readonly line: number;
  readonly trigger: CompletionTrigger;
}

/** What became of a request, without the text of any answer. */
export type OutcomeFacts =
  Omit<Shown, 'text' | 'range' | 'alternatives' | 'pieces' | 'laterStats'> | Omit<Skipped, 'laterStats'>;

export interface CompletionRecord extends RequestPlace {
  readonly facts: OutcomeFacts;
}

/** Requests one after the other that further typing overtook: most of them, and of little interest. */
export interface Overtaken {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly path: string;
  readonly byStage: Readonly<Partial<Record<Stage, number>>>;
  readonly evaluatedTokens: number;
}

export interface HistoryEntry {
  /** The last of them, where the gate turned away several in a row for the same reason in the same file. */
  readonly record: CompletionRecord;
  /** How many such requests these were; 1 for any other. */
  readonly times: number;
  /** What came between this record and the one before it. */
  readonly overtakenBefore: Overtaken | undefined;
}

export interface SkipCount {
  readonly stage: Stage;
  readonly reason: SkipReason;
  /** Of the newest such outcome. */
  readonly message: string;
  readonly count: number;
}

/** Figures of all requests since the start. */
export interface HistoryCounts {
  readonly asked: number;
  readonly shown: number;
  /** Of those shown. */
  readonly fromCache: number;
  readonly overtaken: number;
  /** Most frequent first, without the overtaken. */
  readonly skipped: readonly SkipCount[];
  /** Of the last {@link maxSamples} shown; undefined before the first one. */
  readonly medianShownMs: number | undefined;
  /** The same of answers that the engine gave. */
  readonly medianEngineMs: number | undefined;
}

/** While it is added up. */
interface OvertakenSum {
  firstMs: number;
  lastMs: number;
  path: string;
  byStage: Partial<Record<Stage, number>>;
  evaluatedTokens: number;
}

/** Requests that are remembered, not counting the overtaken. */
export const maxRecords = 200;
const maxSamples = 1_000;

/**
 * What became of the last requests, and how many of each kind there were since the start. In memory only, and without source text.
 * Call {@link add} once for each request; costs the same however long it runs.
 */
export class OutcomeHistory {
  readonly #entries: HistoryEntry[] = [];
  readonly #skipped = new Map<string, SkipCount>();
  readonly #shownMs: number[] = [];
  readonly #engineMs: number[] = [];
  readonly #changes = new Emitter<void>();
  #asked = 0;
  #shown = 0;
  #fromCache = 0;
  #overtakenCount = 0;
  #overtaken: OvertakenSum | undefined;
  /** Fires after each request, when the counts of one come later, and after {@link clear}. */
  readonly onChange: Event<void> = this.#changes.event;

  /** The last {@link maxRecords}, newest first. */
  get entries(): readonly HistoryEntry[] {
    return this.#entries.toReversed();
  }

  /** What was overtaken since the newest entry. */
  get overtakenLast(): Overtaken | undefined {
    return this.#overtaken;
  }

  get counts(): HistoryCounts {
    return {
      asked: this.#asked,
      shown: this.#shown,
      fromCache: this.#fromCache,
      overtaken: this.#overtakenCount,
      skipped: [...this.#skipped.values()].sort((a, b) => b.count - a.count),
      medianShownMs: median(this.#shownMs),
      medianEngineMs: median(this.#engineMs),
    };
  }

  add(place: RequestPlace, outcome: Outcome): void {
    this.#asked += 1;
    const later =
      outcome.kind === 'skipped' && outcome.reason === 'superseded'
        ? this.#noteOvertaken(place, outcome)
        : this.#noteEnded(place, outcome);
    void outcome.laterStats?.then((stats) => {
      if (stats === undefined) return;
      later(stats);
      this.#changes.fire();
    });
    this.#changes.fire();
  }

  /** Forgets the requests; the figures since the start hold no names of files and stay. */
  clear(): void {
    this.#entries.length = 0;
    this.#overtaken = undefined;
    this.#changes.fire();
  }

  dispose(): void {
    this.#changes.dispose();
  }

  /** Gives what takes the counts that come later. */
  #noteEnded(place: RequestPlace, outcome: Outcome): (stats: AnswerStats) => void {
    if (outcome.kind === 'shown') this.#noteShown(outcome);
    else this.#noteSkipped(outcome);
    const record = { ...place, facts: factsOf(outcome) };
    this.#remember(record);
    return (stats) => {
      const index = this.#entries.findLastIndex((entry) => entry.record === record);
      const entry = this.#entries[index];
      if (entry !== undefined)
        this.#entries[index] = { ...entry, record: { ...record, facts: { ...record.facts, stats } } };
    };
  }

  /** A file in which completion is off would push out everything else with each key. */
  #remember(record: CompletionRecord): void {
    const last = this.#entries.at(-1);
    if (last !== undefined && this.#overtaken === undefined && isSameRefusal(last.record, record))
      this.#entries[this.#entries.length - 1] = { ...last, record, times: last.times + 1 };
    else this.#entries.push({ record, times: 1, overtakenBefore: this.#overtaken });
    this.#overtaken = undefined;
    if (this.#entries.length > maxRecords) this.#entries.shift();
  }

  #noteShown({ from, timings }: Shown): void {
    this.#shown += 1;
    keep(this.#shownMs, timings.totalMs);
    if (from === 'cache') this.#fromCache += 1;
    else keep(this.#engineMs, timings.totalMs);
  }

  #noteSkipped({ stage, reason, message }: Skipped): void {
    const key = `${stage} ${reason}`;
    this.#skipped.set(key, { stage, reason, message, count: (this.#skipped.get(key)?.count ?? 0) + 1 });
  }

  /** Gives what takes the counts that come later, wherever the sum stands by then. */
  #noteOvertaken({ atMs, path }: RequestPlace, { stage, stats }: Skipped): (stats: AnswerStats) => void {
    this.#overtakenCount += 1;
    const sum = (this.#overtaken ??= { firstMs: atMs, lastMs: atMs, path, byStage: {}, evaluatedTokens: 0 });
    sum.lastMs = atMs;
    sum.path = path;
    sum.byStage[stage] = (sum.byStage[stage] ?? 0) + 1;
    sum.evaluatedTokens += stats?.evaluatedTokens ?? 0;
    return ({ evaluatedTokens }) => void (sum.evaluatedTokens += evaluatedTokens);
  }
}

/** Names what is kept, so that no text of an answer comes along. */
function factsOf(outcome: Outcome): OutcomeFacts {
  const { kind, sources, timings } = outcome;
  const stats = outcome.stats === undefined ? {} : { stats: outcome.stats };
  const confidence = outcome.confidence === undefined ? {} : { confidence: outcome.confidence };
  if (kind === 'shown') return { kind, from: outcome.from, sources, ...confidence, timings, ...stats };
  const { stage, reason, message } = outcome;
  return { kind, stage, reason, message, sources, ...confidence, timings, ...stats };
}

function isSameRefusal(a: CompletionRecord, b: CompletionRecord): boolean {
  const [was, is] = [a.facts, b.facts];
  if (was.kind !== 'skipped' || is.kind !== 'skipped' || was.stage !== 'gate' || is.stage !== 'gate') return false;
  return was.reason === is.reason && a.path === b.path && a.trigger === b.trigger;
}

function keep(samples: number[], sample: number): void {
  samples.push(sample);
  if (samples.length > maxSamples) samples.shift();
}

function median(samples: readonly number[]): number | undefined {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
