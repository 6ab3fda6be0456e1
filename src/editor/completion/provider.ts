import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import { type Outcome, refusedAtGate } from '../../core/completion/outcome';
import type { OutcomeHistory } from '../../core/completion/outcomeHistory';
import type { CompletionRequest } from '../../core/text/snapshot';
import { signalOf } from '../abortSignal';
import { completionRequestOf, inlineItemOf, isForeign } from '../convert';
import type { Activity } from '../status/activity';
import type { DocumentText } from './documentText';
import type { LearnedAccepts } from './learnedAccepts';

/** What decides what is shown, and logs why; never rejects. */
interface CompletionSource {
  suggest(request: CompletionRequest, signal: AbortSignal): Promise<Outcome>;
}

interface CompletionProviderParts {
  readonly source: CompletionSource;
  readonly activity: Activity;
  readonly history: OutcomeHistory;
  readonly accepts: Pick<LearnedAccepts, 'offered'>;
  readonly texts: Pick<DocumentText, 'of'>;
  readonly isPaused: () => boolean;
}

/** Ghost text: brings each call of the editor to core, and what core decides back to the editor. */
export class CompletionProvider implements vscode.InlineCompletionItemProvider, Disposable {
  readonly #parts: CompletionProviderParts;
  readonly #outcomes = new Emitter<Outcome>();
  /** What became of each request. */
  readonly onOutcome: Event<Outcome> = this.#outcomes.event;

  constructor(parts: CompletionProviderParts) {
    this.#parts = parts;
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    if (isForeign(document)) return [];
    const { texts } = this.#parts;
    const request = completionRequestOf(document, position, context, (...at) => texts.of(...at));
    const outcome = await this.#outcomeOf(request, token);
    const { snapshot, trigger } = request;
    const { path, languageId } = snapshot;
    this.#parts.history.add({ atMs: Date.now(), path, languageId, line: position.line + 1, trigger }, outcome);
    this.#outcomes.fire(outcome);
    if (outcome.kind === 'skipped') return [];
    const isLate = token.isCancellationRequested || document.version !== snapshot.version;
    const command = isLate ? undefined : this.#parts.accepts.offered(document, request, outcome);
    return [outcome, ...outcome.alternatives].map((suggestion) => inlineItemOf(document, suggestion, command));
  }

  /** Who asks by command gets an answer during a pause as well. */
  async #outcomeOf(request: CompletionRequest, token: vscode.CancellationToken): Promise<Outcome> {
    const { isPaused, activity, source } = this.#parts;
    if (isPaused() && request.trigger === 'automatic') return refusedAtGate('paused');
    const { signal, listener } = signalOf(token);
    try {
      return await activity.track(source.suggest(request, signal));
    } finally {
      listener.dispose();
    }
  }

  dispose(): void {
    this.#outcomes.dispose();
  }
}
