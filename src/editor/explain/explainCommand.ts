import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { ExplainRequest } from '../../core/explain/explainContext';
import type { ExplainDepth, FromPanel } from '../../protocol/panel';
import { isForeign, snapshotOf } from '../convert';
import type { ModelOffer } from '../models/modelOffer';
import { tell, tellProblem } from '../notify';
import type { DepthMemory } from './depthMemory';
import type { ExplainSession } from './explainSession';
import type { ExplainSymbols } from './explainSymbols';
import type { ExplainView } from './explainView';
import { insertExplanation } from './insertExplanation';

export interface ExplainCommandParts {
  readonly session: ExplainSession;
  readonly view: ExplainView;
  readonly depths: DepthMemory;
  readonly symbols: ExplainSymbols;
  readonly offer: ModelOffer;
  readonly log: Log;
}

/** "Explain Selection" and what is done in the panel: asks the model about the selection, or the function at the cursor. */
export class ExplainCommand implements Disposable {
  readonly #parts: ExplainCommandParts;
  readonly #subscriptions = new DisposableStore();
  /** A link of the panel is being followed, which is no turn to another document. */
  #isOpening = false;

  constructor(parts: ExplainCommandParts) {
    this.#parts = parts;
    const { view, session } = parts;
    this.#subscriptions.add(view.onMessage((message) => void this.#receive(message)));
    this.#subscriptions.add(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined && !this.#isOpening) session.follow(editor.document.uri.toString());
      }),
    );
  }

  /**
   * Call for a command; resolves when the answer has ended. Rejects with a PlainError for a file that must not be read.
   * @param depth absent: the one that was chosen in the panel
   */
  async run(depth: ExplainDepth = this.#parts.depths.depth): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || isForeign(editor.document)) {
      tell(vscode.l10n.t('Open a file and select the code to explain.'));
      return;
    }
    await this.#explain(explainRequestOf(editor), depth);
  }

  dispose(): void {
    this.#parts.session.stop();
    this.#subscriptions.dispose();
  }

  async #explain(request: ExplainRequest, depth: ExplainDepth): Promise<void> {
    const { session, offer } = this.#parts;
    if (offer.isReady() && !(await session.explain(request, depth)))
      tell(vscode.l10n.t('There is no code here to explain.'));
  }

  async #receive(message: FromPanel): Promise<void> {
    try {
      await this.#act(message);
    } catch (error) {
      this.#parts.log.error(`explain: ${describeError(error)}`);
      tellProblem(vscode.l10n.t('Plinth: {0}', describeError(error)));
    }
  }

  async #act(message: FromPanel): Promise<void> {
    const { session, offer } = this.#parts;
    const { shown } = session;
    switch (message.type) {
      case 'stop':
        return session.stop();
      case 'choose':
        return session.choose(message.id);
      case 'again':
        if (offer.isReady()) await session.again();
        return;
      case 'ask':
        if (offer.isReady()) await session.ask(message.question);
        return;
      case 'depth':
        return this.#changeDepth(message.depth);
      case 'copy':
        if (shown !== undefined) await vscode.env.clipboard.writeText(shown.markdown);
        return;
      case 'insert':
        if (shown !== undefined) await insertExplanation(shown);
        return;
      case 'open':
        return this.#open(message.id);
      case 'ready':
        return;
    }
  }

  /** What is shown is explained again at the other depth. */
  async #changeDepth(depth: ExplainDepth): Promise<void> {
    const { session, depths } = this.#parts;
    await depths.set(depth);
    const shown = session.shown?.subject;
    if (shown !== undefined && shown.depth !== depth) await this.#explain(shown.request, depth);
  }

  async #open(id: number): Promise<void> {
    const { session, symbols } = this.#parts;
    const { shown } = session;
    if (shown === undefined) return;
    this.#isOpening = true;
    try {
      await symbols.open(shown, id);
    } finally {
      this.#isOpening = false;
    }
  }
}

/** What the selection of an editor, or its cursor, points at. */
export function explainRequestOf({ document, selection }: vscode.TextEditor): ExplainRequest {
  return {
    snapshot: snapshotOf(document),
    start: document.offsetAt(selection.start),
    end: document.offsetAt(selection.end),
  };
}
