import type { Log } from '../base/log';
import { AnswerCache, noAnswers } from '../core/completion/answerCache';
import type { Outcome } from '../core/completion/outcome';
import { CompletionService } from '../core/completion/service';
import { noContext } from '../core/context/choose/contextSource';
import type { Clock, Syntax } from '../core/ports';
import { PlinthIgnore } from '../node/plinthIgnore';
import { completionDefaults } from './completionDefaults';
import { IndexedFolders } from './indexedFolders';
import { languageIdOf } from './languageId';
import { OpenDocuments } from './openDocuments';
import type { SourcePlace } from './sourceFile';
import type { Workbench } from './workbench';

/** Milliseconds at each station, in order; 0 for one that was not reached. */
interface ReportTimings {
  readonly settleMs: number;
  readonly scopeMs: number;
  readonly contextMs: number;
  /** All of the engine's part as seen from here; the next three are measured inside of it, `null` without its report. */
  readonly engineMs: number;
  readonly queueMs: number | null;
  readonly prefillMs: number | null;
  readonly decodeMs: number | null;
  readonly filterMs: number;
  /** From the request on; `null` when no text came. */
  readonly firstLineMs: number | null;
  readonly totalMs: number;
}

/** What is printed for one answer; `null` where a fact does not exist. */
export interface CompletionReport {
  /** Inserted at the place; empty when nothing is shown. */
  readonly text: string;
  readonly outcome: 'shown' | 'skipped';
  readonly stage: string | null;
  readonly reason: string | null;
  readonly message: string | null;
  /** UTF-16 offsets that `text` replaces. */
  readonly range: { readonly start: number; readonly end: number } | null;
  /** `cache` = an earlier answer that still holds. */
  readonly from: 'engine' | 'cache' | null;
  readonly ms: number;
  readonly firstLineMs: number | null;
  readonly promptTokens: number | null;
  readonly evaluatedTokens: number | null;
  readonly generatedTokens: number | null;
  /** Times of the engine: waiting with the loading of the model, reading the prompt, writing the answer. */
  readonly queueMs: number | null;
  readonly prefillMs: number | null;
  readonly decodeMs: number | null;
  readonly timings: ReportTimings;
  /** How sure the model was of the text, from 0 to 1; `null` where that is not known or there was none. */
  readonly confidence: number | null;
  readonly sources: readonly string[];
}

export interface CompleterTools {
  readonly clock: Clock;
  readonly log: Log;
  /** False: each answer comes from the engine. The engine's own KV cache is not affected. */
  readonly cache: boolean;
  /** False: the prompt holds nothing but the file itself. */
  readonly context: boolean;
  /** Where the index is kept between calls. */
  readonly indexFolder: string;
}

/** Completes places in files as the editor does, with state kept from one to the next. */
export class Completer {
  readonly #service: CompletionService;
  readonly #documents: OpenDocuments;
  readonly #syntax: Syntax;
  readonly #folders: IndexedFolders | undefined;
  readonly #readyLanguages = new Set<string>();

  constructor(bench: Workbench, tools: CompleterTools) {
    const { engine, syntax, workspace } = bench;
    if (tools.context)
      this.#folders = new IndexedFolders({ workspace, clock: tools.clock, storeFolder: tools.indexFolder });
    const answers = tools.cache ? new AnswerCache() : noAnswers;
    this.#service = new CompletionService({
      engine,
      syntax,
      trials: syntax,
      context: this.#folders?.context ?? noContext,
      withheld: new PlinthIgnore(tools.clock),
      clock: tools.clock,
      log: tools.log,
      settings: () => completionDefaults,
      answers,
    });
    this.#documents = new OpenDocuments(syntax);
    this.#syntax = syntax;
  }

  /**
   * `invoke`: who asks here wants an answer, so rules of taste and the pause for typing do not apply.
   * @param workspace absolute path of the folder whose files may serve as context
   */
  async complete(place: SourcePlace, workspace: string, signal: AbortSignal): Promise<CompletionReport> {
    const { name, text, offset } = place;
    await this.#folders?.add([workspace], signal);
    const snapshot = this.#documents.show(name, languageIdOf(name.path), text);
    await this.#loadGrammar(snapshot.languageId);
    const request = { snapshot, offset, trigger: 'invoke', cursors: 1, readOnly: false } as const;
    return reportOf(await this.#service.suggest(request, signal));
  }

  /** Without it, the first answer in each language would be given before its grammar is there. */
  async #loadGrammar(languageId: string): Promise<void> {
    if (this.#readyLanguages.has(languageId)) return;
    await this.#syntax.parse(languageId, '');
    this.#readyLanguages.add(languageId);
  }
}

function reportOf(outcome: Outcome): CompletionReport {
  const { sources, stats } = outcome;
  const timings = timingsOf(outcome);
  const { firstLineMs, queueMs, prefillMs, decodeMs } = timings;
  const isShown = outcome.kind === 'shown';
  const nothingRead = isShown && outcome.from === 'cache' ? 0 : null;
  return {
    text: isShown ? outcome.text : '',
    outcome: outcome.kind,
    stage: isShown ? null : outcome.stage,
    reason: isShown ? null : outcome.reason,
    message: isShown ? null : outcome.message,
    range: isShown ? outcome.range : null,
    from: isShown ? outcome.from : null,
    ms: timings.totalMs,
    firstLineMs,
    promptTokens: stats?.promptTokens ?? nothingRead,
    evaluatedTokens: stats?.evaluatedTokens ?? nothingRead,
    generatedTokens: stats?.generatedTokens ?? nothingRead,
    queueMs,
    prefillMs,
    decodeMs,
    timings,
    confidence: outcome.confidence === undefined ? null : Math.round(outcome.confidence.figure * 1_000) / 1_000,
    sources,
  };
}

function timingsOf({ timings, stats }: Outcome): ReportTimings {
  const { settleMs, scopeMs, contextMs, engineMs, filterMs, firstLineMs, totalMs } = timings;
  return {
    settleMs: rounded(settleMs),
    scopeMs: rounded(scopeMs),
    contextMs: rounded(contextMs),
    engineMs: rounded(engineMs),
    queueMs: stats === undefined ? null : rounded(stats.queueMs),
    prefillMs: stats === undefined ? null : rounded(stats.prefillMs),
    decodeMs: stats === undefined ? null : rounded(stats.decodeMs),
    filterMs: rounded(filterMs),
    firstLineMs: firstLineMs === undefined ? null : rounded(firstLineMs),
    totalMs: rounded(totalMs),
  };
}

/** Tenths of a millisecond. */
function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
