import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { TrafficCount } from '../../base/trafficCount';
import { historyText } from '../../core/completion/historyText';
import type { OutcomeHistory } from '../../core/completion/outcomeHistory';
import { historyScheme } from '../convert';
import type { LearnedAccepts } from '../completion/learnedAccepts';
import type { StatusModel } from '../status/statusModel';

/** A view that is looked at while somebody types beside it is renewed this often at most. */
const renewEveryMs = 1_000;

export interface ShowHistoryParts {
  readonly history: OutcomeHistory;
  readonly traffic: TrafficCount;
  readonly accepts: Pick<LearnedAccepts, 'languages' | 'onChange'>;
  /** Ready or not, and what stands in the way. */
  readonly status: Pick<StatusModel, 'sentences' | 'onChange'>;
}

/**
 * "Show Recent Completions and Why", in a read-only document and not a webview: the editor's own keys, search, folding, outline, themes and
 * screen reader support work in it, and no script runs. It follows what happens while it is visible, and leaves the focus where it is.
 */
export class ShowHistory implements vscode.TextDocumentContentProvider, Disposable {
  readonly #parts: ShowHistoryParts;
  readonly #uri = vscode.Uri.from({ scheme: historyScheme, path: '/Recent completions and why.md' });
  readonly #changes = new Emitter<vscode.Uri>();
  readonly #subscriptions = new DisposableStore();
  #timer: NodeJS.Timeout | undefined;
  readonly onDidChange: Event<vscode.Uri> = this.#changes.event;

  constructor(parts: ShowHistoryParts) {
    this.#parts = parts;
    this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(historyScheme, this));
    this.#subscriptions.add(parts.history.onChange(() => this.#renewSoon()));
    this.#subscriptions.add(parts.accepts.onChange(() => this.#renewSoon()));
    this.#subscriptions.add(parts.status.onChange(() => this.#renewSoon()));
    this.#subscriptions.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#renewSoon()));
  }

  provideTextDocumentContent(): string {
    const { history, traffic, accepts, status } = this.#parts;
    const timeOfDay = (atMs: number): string => new Date(atMs).toLocaleTimeString(vscode.env.language);
    return historyText({ history, traffic, learned: accepts.languages, state: status.sentences, timeOfDay });
  }

  /** Call for the command. The document gets the focus, so that it is read aloud and closes by the keys that close any editor. */
  async run(): Promise<void> {
    // A document that is known already would be shown with its old text.
    this.#changes.fire(this.#uri);
    const shown = await vscode.workspace.openTextDocument(this.#uri);
    await vscode.window.showTextDocument(shown, { viewColumn: this.#column(), preview: true });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#changes.dispose();
  }

  /** Where it is open already, else beside what the person looks at. */
  #column(): vscode.ViewColumn {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.find(({ input }) => input instanceof vscode.TabInputText && this.#isOwn(input.uri));
    if (own !== undefined) return own.group.viewColumn;
    return vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  }

  #renewSoon(): void {
    if (this.#timer !== undefined || !this.#isVisible) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#changes.fire(this.#uri);
    }, renewEveryMs);
  }

  get #isVisible(): boolean {
    return vscode.window.visibleTextEditors.some(({ document }) => this.#isOwn(document.uri));
  }

  #isOwn(uri: vscode.Uri): boolean {
    return uri.toString() === this.#uri.toString();
  }
}
