import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { ExplainContext, ExplainRequest } from '../../core/explain/explainContext';
import type { ExplainService } from '../../core/explain/explainService';
import type { ChatResult } from '../../protocol/engine';
import { isForeign, snapshotOf } from '../convert';
import type { ModelOffer } from '../models/modelOffer';
import { tell } from '../notify';
import type { Activity } from '../status/activity';
import type { ExplainView } from './explainView';

export interface ExplainCommandParts {
  readonly service: ExplainService;
  readonly view: ExplainView;
  readonly offer: ModelOffer;
  readonly activity: Activity;
  readonly log: Log;
}

/** "Explain Selection": asks the model about the selection, or the function at the cursor, and streams the answer into the panel. */
export class ExplainCommand implements Disposable {
  readonly #parts: ExplainCommandParts;
  readonly #subscriptions = new DisposableStore();
  #running = new AbortController();
  #last: ExplainRequest | undefined;

  constructor(parts: ExplainCommandParts) {
    this.#parts = parts;
    this.#subscriptions.add(parts.view.onStop(() => this.#running.abort()));
    this.#subscriptions.add(
      parts.view.onAgain(() => {
        if (this.#last === undefined || !parts.offer.isReady()) return;
        this.#explain(this.#last).catch((error: unknown) => parts.log.error(`explain: ${describeError(error)}`));
      }),
    );
  }

  /** Call for the command; resolves when the answer has ended. Rejects with a PlainError for a file that must not be read. */
  async run(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || isForeign(editor.document)) {
      tell(vscode.l10n.t('Open a file and select the code to explain.'));
      return;
    }
    const { document, selection } = editor;
    if (!this.#parts.offer.isReady()) return;
    await this.#explain({
      snapshot: snapshotOf(document),
      start: document.offsetAt(selection.start),
      end: document.offsetAt(selection.end),
    });
  }

  dispose(): void {
    this.#running.abort();
    this.#subscriptions.dispose();
  }

  /** A new question ends the one before. */
  async #explain(request: ExplainRequest): Promise<void> {
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    await this.#parts.activity.track(this.#stream(request, running.signal));
  }

  async #stream(request: ExplainRequest, signal: AbortSignal): Promise<void> {
    const { service, view, log } = this.#parts;
    // Nothing of the panel is touched before it is known that there is something to explain, and that nobody asked anew meanwhile.
    const explanation = await service.explain(request, signal);
    if (signal.aborted) return;
    if (explanation === undefined) {
      tell(vscode.l10n.t('There is no code here to explain.'));
      return;
    }
    this.#last = request;
    try {
      await view.start(titleOf(explanation.context), subtitleOf(explanation.context));
      const [stats] = await Promise.all([
        explanation.answer.done,
        (async () => {
          for await (const chunk of explanation.answer.chunks) if (!signal.aborted) view.append(chunk);
        })(),
      ]);
      log.info(`explain: ${stats.generatedTokens} tokens written, ${stats.promptTokens} in the prompt, ${stats.stop}`);
      if (this.#running.signal === signal) view.end(endingOf(stats, view.answer.markdown), false);
    } catch (error) {
      log.error(`explain: ${describeError(error)}`);
      if (this.#running.signal === signal) view.end(describeError(error), true);
    }
  }
}

function titleOf({ origin, name }: ExplainContext): string {
  if (origin === 'symbol' && name !== '') return vscode.l10n.t('Explanation of {0}', name);
  return origin === 'selection'
    ? vscode.l10n.t('Explanation of the selection')
    : vscode.l10n.t('Explanation of these lines');
}

function subtitleOf({ path, firstLine, lastLine, omittedLines, enclosing }: ExplainContext): string {
  const lines =
    firstLine === lastLine
      ? vscode.l10n.t('line {0}', firstLine)
      : vscode.l10n.t('lines {0} to {1}', firstLine, lastLine);
  const notes = [`${path}, ${lines}`];
  if (omittedLines > 0)
    notes.push(vscode.l10n.t('The last {0} lines were left out: too long for the model.', omittedLines));
  if (enclosing?.whole === false) notes.push(vscode.l10n.t('The model saw only a part of the code around it.'));
  return notes.join(' · ');
}

function endingOf({ stop }: ChatResult, markdown: string): string {
  if (stop === 'aborted') return vscode.l10n.t('Stopped.');
  if (stop === 'limit') return vscode.l10n.t('The answer was cut at its limit of length.');
  if (stop === 'repetition') return vscode.l10n.t('Stopped because the model began to repeat itself.');
  if (markdown.trim() === '') return vscode.l10n.t('The model gave no answer.');
  return vscode.l10n.t('Written by a local model: check what matters.');
}
