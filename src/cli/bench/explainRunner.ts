import path from 'node:path';
import { PlainError } from '../../base/errors';
import type { ExplainItem } from '../../core/bench/explain/explainItem';
import type { ExplainAnswer } from '../../core/bench/explain/explainJudgement';
import { type Explanation, ExplainService } from '../../core/explain/explainService';
import { namedSymbols } from '../../core/explain/namedSymbols';
import type { Clock } from '../../core/ports';
import { noTaskSources } from '../../core/prompt/taskContext';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import { nothingWithheld } from '../../core/text/withheldFiles';
import type { ExplainDepth } from '../../protocol/panel';
import { sourceName } from '../sourceFile';
import type { Workbench } from '../workbench';

export interface ExplainRunnerParts {
  readonly bench: Pick<Workbench, 'engine' | 'syntax' | 'workspace'>;
  /** Absolute path of the folder that the items' workspaces lie in. */
  readonly root: string;
  /** The text of an item's file. */
  readonly textOf: (item: ExplainItem) => string;
  readonly clock: Clock;
}

/** Some hundred tokens that no item begins with. */
const warmUpText = 'Nobody has asked anything yet; these words are only read. '.repeat(30);

/** Has functions explained as the editor does, by the product's own service and index, one question after the other. */
export class ExplainRunner {
  readonly #parts: ExplainRunnerParts;
  readonly #service: ExplainService;
  #versions = 0;

  constructor(parts: ExplainRunnerParts) {
    this.#parts = parts;
    const { engine, syntax, workspace } = parts.bench;
    this.#service = new ExplainService(engine, syntax, nothingWithheld, { ...noTaskSources, workspace });
  }

  /** Call once before the first question: the engine has then read something, and knows how fast it reads. */
  async warmUp(signal: AbortSignal): Promise<void> {
    const messages = [{ role: 'user', content: warmUpText }] as const;
    await this.#parts.bench.engine.chat({ lane: 'warm', messages, answerTokens: 0 }, signal).done;
  }

  /** @throws PlainError of the engine, or `nothingThere` */
  async answer(item: ExplainItem, depth: ExplainDepth, signal: AbortSignal): Promise<ExplainAnswer> {
    const { syntax } = this.#parts.bench;
    const snapshot = this.#snapshotOf(item);
    const { uri, languageId, version, text } = snapshot;
    syntax.open({ uri, languageId, version, text });
    try {
      // In an editor the grammar is there and the file is read before anybody has selected something.
      await syntax.parse(languageId, '');
      await syntax.scopeAt({ uri, version, offset: item.start });
      return await this.#ask(item, snapshot, { depth, signal });
    } finally {
      syntax.close(uri);
    }
  }

  async #ask(
    { id, start, end }: ExplainItem,
    snapshot: DocumentSnapshot,
    { depth, signal }: { readonly depth: ExplainDepth; readonly signal: AbortSignal },
  ): Promise<ExplainAnswer> {
    const { bench, clock } = this.#parts;
    const speed = bench.engine.status.engine?.speed.prefillTokensPerSecond ?? 0;
    const beganMs = clock.now();
    const explanation = await this.#service.explain({ snapshot, start, end }, signal, depth);
    if (explanation === undefined) throw new PlainError('nothingThere', `Nothing was asked about ${id}.`);
    const { text, firstWordMs, result } = await this.#read(explanation, beganMs);
    const { stop, promptTokens, evaluatedTokens, generatedTokens, prefillMs } = result;
    const ms = rounded(clock.now() - beganMs);
    const { context, shownCode } = explanation;
    const named = await namedSymbols({
      markdown: text,
      selection: context.code,
      seen: snapshot.text,
      shown: shownCode,
      uri: snapshot.uri,
      index: bench.workspace,
    });
    return {
      text,
      stop,
      symbols: named.map(({ name, kind }) => ({ name, kind })),
      promptTokens,
      evaluatedTokens,
      generatedTokens,
      prefillMs: rounded(prefillMs),
      firstWordMs,
      ms,
      // An engine that has told no speed yet is taken by its own word.
      prefillTokensPerSecond: rounded(speed > 0 ? speed : (evaluatedTokens * 1_000) / Math.max(1, prefillMs)),
    };
  }

  async #read({ answer: { chunks, done } }: Explanation, beganMs: number) {
    let text = '';
    let firstWordMs: number | null = null;
    const readChunks = async (): Promise<void> => {
      for await (const chunk of chunks) {
        text += chunk;
        if (firstWordMs === null && text.trim() !== '') firstWordMs = rounded(this.#parts.clock.now() - beganMs);
      }
    };
    // Side by side, so that a failure is not left unheard while the chunks are awaited.
    const [result] = await Promise.all([done, readChunks()]);
    return { text, firstWordMs, result };
  }

  #snapshotOf(item: ExplainItem): DocumentSnapshot {
    const folder = path.join(this.#parts.root, item.workspace);
    this.#versions++;
    const name = sourceName(path.join(folder, item.file), folder);
    return { ...name, languageId: item.language, version: this.#versions, text: this.#parts.textOf(item) };
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
