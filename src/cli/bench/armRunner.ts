import path from 'node:path';
import { PlainError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { BenchArm } from '../../core/bench/arms';
import type { BenchItem } from '../../core/bench/benchItem';
import { noAnswers } from '../../core/completion/answerCache';
import { confidenceFigures } from '../../core/completion/confidence';
import type { Outcome } from '../../core/completion/outcome';
import type { PromptBudget } from '../../core/completion/promptBudget';
import { CompletionService } from '../../core/completion/service';
import type { Clock, Engine } from '../../core/ports';
import { languageOf } from '../../core/syntax/languages';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import { completionDefaults } from '../completionDefaults';
import { sourceName } from '../sourceFile';
import type { Workbench } from '../workbench';
import type { ContextOfArm } from './armContext';
import { engineFailed } from './engineFailed';
import type { BenchResult } from './benchResult';
import { withContextAsComments } from './contextAsComments';
import { withLinesInMiddle } from './linesInMiddle';
import { inPlainOrder } from './plainOrder';

export interface ArmRunnerParts {
  readonly bench: Pick<Workbench, 'engine' | 'syntax'>;
  readonly contextOf: ContextOfArm;
  /** Absolute path of the folder that the items' workspaces lie in. */
  readonly root: string;
  /** The same for every prompt, whatever the speed of the machine. */
  readonly budget: PromptBudget;
  readonly clock: Clock;
  readonly log: Log;
}

export type ArmAnswer = Omit<BenchResult, 'key' | 'id' | 'arm'>;

/**
 * Asks for items as the editor does, by the product's own completion service. Each answer has a service of its own and its document is
 * closed afterwards, so that it depends on nothing that was asked before. While it is open, the document with the hole stands for the
 * file on disk.
 */
export class ArmRunner {
  readonly #parts: ArmRunnerParts;
  readonly #readyLanguages = new Set<string>();
  #versions = 0;

  constructor(parts: ArmRunnerParts) {
    this.#parts = parts;
  }

  /** @throws PlainError `completionFailed` when the engine failed: that says nothing about the arm */
  async answer(item: BenchItem, arm: BenchArm, signal: AbortSignal): Promise<ArmAnswer> {
    const { engine, syntax } = this.#parts.bench;
    const { contextOf, clock, log, budget } = this.#parts;
    const snapshot = this.#snapshotOf(item);
    const { uri, languageId, version, text } = snapshot;
    syntax.open({ uri, languageId, version, text });
    try {
      await this.#loadGrammar(languageId);
      const service = new CompletionService({
        engine: engineOf(arm, languageId, engine),
        syntax,
        trials: syntax,
        context: contextOf(arm),
        clock,
        log,
        settings: () => completionDefaults,
        speed: () => undefined,
        budget: () => budget,
        answers: noAnswers,
      });
      const request = { snapshot, offset: item.offset, trigger: 'invoke', cursors: 1, readOnly: false } as const;
      const outcome = await service.suggest(request, signal);
      if (outcome.kind === 'skipped' && (outcome.reason === 'superseded' || engineFailed(outcome)))
        throw new PlainError('completionFailed', outcome.message);
      return await this.#answerOf(item, outcome);
    } finally {
      syntax.close(uri);
    }
  }

  #snapshotOf({ workspace = '', file, language, text }: BenchItem): DocumentSnapshot {
    const folder = path.join(this.#parts.root, workspace);
    this.#versions++;
    return { ...sourceName(path.join(folder, file), folder), languageId: language, version: this.#versions, text };
  }

  async #answerOf(item: BenchItem, outcome: Outcome): Promise<ArmAnswer> {
    const isShown = outcome.kind === 'shown';
    const [text, end] = isShown ? [outcome.text, outcome.range.end] : ['', item.offset];
    const { stats, sources, timings } = outcome;
    const pieces = isShown ? outcome.pieces : [];
    return {
      shown: isShown,
      reason: isShown ? null : outcome.reason,
      text,
      end,
      confidence: confidenceFigures(text, pieces) ?? null,
      pieces,
      parses: isShown ? await this.#parses(item, text, end) : null,
      promptTokens: stats?.promptTokens ?? null,
      evaluatedTokens: stats?.evaluatedTokens ?? null,
      generatedTokens: stats?.generatedTokens ?? null,
      ms: Math.round(timings.totalMs * 10) / 10,
      sources,
    };
  }

  /** Whether the answer leaves no more errors in the file than the truth. */
  async #parses({ language, text, offset, truth }: BenchItem, answer: string, end: number): Promise<boolean | null> {
    const { syntax } = this.#parts.bench;
    const answered = await syntax.parse(language, text.slice(0, offset) + answer + text.slice(end));
    if (answered === undefined) return null;
    if (answered.errors === 0) return true;
    const original = await syntax.parse(language, text.slice(0, offset) + truth + text.slice(offset));
    return original === undefined ? null : answered.errors <= original.errors;
  }

  /** Without it, the first answer in each language would be given before its grammar is there. */
  async #loadGrammar(languageId: string): Promise<void> {
    if (this.#readyLanguages.has(languageId)) return;
    await this.#parts.bench.syntax.parse(languageId, '');
    this.#readyLanguages.add(languageId);
  }
}

/** The engine as an arm asks it. */
function engineOf({ order, linesInMiddle = 0, comments }: BenchArm, languageId: string, engine: Engine): Engine {
  if (order === 'plain') return inPlainOrder(engine);
  if (comments !== undefined)
    return withContextAsComments(engine, comments, languageOf(languageId)?.lineComment ?? '//');
  return linesInMiddle > 0 ? withLinesInMiddle(engine, linesInMiddle) : engine;
}
