import { PlainError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { KeyUse } from '../../core/bench/typing/keyRecord';
import { AnswerCache, noAnswers } from '../../core/completion/answerCache';
import { CompletionService } from '../../core/completion/service';
import type { ContextSource } from '../../core/context/choose/contextSource';
import type { Clock, WithheldFiles } from '../../core/ports';
import type { DocumentSnapshot } from '../../core/text/snapshot';
import type { SyntaxEdit } from '../../protocol/syntax';
import { completionDefaults } from '../completionDefaults';
import type { Workbench } from '../workbench';
import { holdContext, holdEngine, holdSyntax, holdWithheld } from './heldPorts';
import { engineFailed } from './engineFailed';
import { MeteredEngine } from './meteredEngine';
import { SkippingClock } from './skippingClock';
import type { SideAnswer, TypingSide } from './typingSide';

export interface PlinthSideParts {
  readonly bench: Pick<Workbench, 'engine' | 'syntax'>;
  /** Asked for each trace, so that none depends on those before it. */
  readonly context: () => ContextSource;
  readonly withheld: WithheldFiles;
  /** False: each answer comes from the engine. */
  readonly cache: boolean;
  /** A {@link SkippingClock} waits for whatever it asks. */
  readonly clock: Clock;
  /** Sizes and waits follow the speed of the machine, as in the editor; without it a skipped pause makes each run the same. */
  readonly followsSpeed: boolean;
  readonly log: Log;
}

/** The product's own typing path, put together as the editor does it. */
export class PlinthSide implements TypingSide {
  readonly name = 'plinth';
  readonly isHostedHere = true;
  readonly #parts: PlinthSideParts;
  readonly #engine: MeteredEngine;
  #service: CompletionService | undefined;
  #uri = '';
  #keys = 0;

  constructor(parts: PlinthSideParts) {
    this.#parts = parts;
    this.#engine = new MeteredEngine(parts.bench.engine, parts.clock);
  }

  async begin({ uri, languageId, version, text }: DocumentSnapshot): Promise<void> {
    const { syntax } = this.#parts.bench;
    this.#engine.reset();
    this.#keys = 0;
    this.#uri = uri;
    this.#service = this.#newService();
    syntax.open({ uri, languageId, version, text });
    // Nobody types before the grammar is there and the file is read.
    await syntax.parse(languageId, '');
    await syntax.scopeAt({ uri, version, offset: 0 });
  }

  change({ uri, version }: DocumentSnapshot, edits: readonly SyntaxEdit[]): void {
    this.#engine.key = this.#keys++;
    this.#parts.bench.syntax.change({ uri, version, edits });
  }

  /** As the editor's `PlaceWatch` does; the service waits for the cursor to rest. */
  visit(snapshot: DocumentSnapshot, offset: number): void {
    const request = { snapshot, offset, trigger: 'automatic', cursors: 1, readOnly: false } as const;
    this.#service?.visit(() => request);
  }

  async ask(snapshot: DocumentSnapshot, offset: number, signal: AbortSignal): Promise<SideAnswer> {
    const request = { snapshot, offset, trigger: 'automatic', cursors: 1, readOnly: false } as const;
    const outcome = await this.#service?.suggest(request, signal);
    if (outcome === undefined) throw new Error('ask before begin');
    const firstLineMs = outcome.timings.firstLineMs ?? null;
    if (outcome.kind === 'skipped') {
      // An engine that fails says nothing about what is measured.
      if (engineFailed(outcome)) throw new PlainError('completionFailed', outcome.message);
      return { reason: outcome.reason, from: null, firstLineMs };
    }
    const { text, range, from } = outcome;
    return { suggestion: { text, range }, reason: null, from, firstLineMs };
  }

  idle(): Promise<void> {
    return this.#engine.idle();
  }

  usesOf(key: number): readonly KeyUse[] {
    return this.#engine.usesOf(key);
  }

  end(): Promise<void> {
    this.#service?.dispose();
    this.#parts.bench.syntax.close(this.#uri);
    this.#service = undefined;
    return Promise.resolve();
  }

  #newService(): CompletionService {
    const { bench, context, withheld, cache, clock, followsSpeed, log } = this.#parts;
    const common = {
      clock,
      log,
      settings: () => completionDefaults,
      answers: cache ? new AnswerCache() : noAnswers,
    };
    if (!(clock instanceof SkippingClock)) {
      const { syntax } = bench;
      return new CompletionService({
        ...common,
        engine: this.#engine,
        syntax,
        trials: syntax,
        context: context(),
        withheld,
      });
    }
    const syntax = holdSyntax(bench.syntax, clock);
    return new CompletionService({
      ...common,
      engine: holdEngine(this.#engine, clock),
      syntax,
      trials: syntax,
      context: holdContext(context(), clock),
      withheld: holdWithheld(withheld, clock),
      ...(followsSpeed ? {} : { speed: () => undefined }),
    });
  }
}
