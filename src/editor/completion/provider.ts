import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { Outcome } from '../../core/completion/outcome';
import type { CompletionRequest } from '../../core/text/snapshot';
import { signalOf } from '../abortSignal';
import { completionRequestOf, inlineItemOf, isForeign } from '../convert';
import type { Activity } from '../status/activity';

/** What decides what is shown, and logs why; never rejects. */
interface CompletionSource {
  suggest(request: CompletionRequest, signal: AbortSignal): Promise<Outcome>;
}

interface CompletionProviderParts {
  readonly source: CompletionSource;
  readonly activity: Activity;
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
    const isAsked = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    if (isForeign(document) || (this.#parts.isPaused() && !isAsked)) return [];
    const request = completionRequestOf(document, position, context);
    const { signal, listener } = signalOf(token);
    try {
      const outcome = await this.#parts.activity.track(this.#parts.source.suggest(request, signal));
      this.#outcomes.fire(outcome);
      if (outcome.kind === 'skipped') return [];
      return [outcome, ...outcome.alternatives].map((suggestion) => inlineItemOf(document, suggestion));
    } finally {
      listener.dispose();
    }
  }

  dispose(): void {
    this.#outcomes.dispose();
  }
}
