import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { FromPanel, ToPanel } from '../../protocol/panel';
import { closeOpenMarks, renderMarkdown } from '../markdown';
import { panelHtml } from './panelHtml';

/** Rendering more often costs more than the eye sees. */
const renderEveryMs = 100;

const explainViewId = 'plinth.explanation';

/** The panel in the side bar: holds the present explanation and shows it whenever the panel is there. */
export class ExplainView implements vscode.WebviewViewProvider, Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #stops = new Emitter<void>();
  readonly #agains = new Emitter<void>();
  readonly #subscriptions = new DisposableStore();
  #view: vscode.WebviewView | undefined;
  #start: Extract<ToPanel, { type: 'start' }> | undefined;
  #end: Extract<ToPanel, { type: 'end' }> | undefined;
  #markdown = '';
  #timer: NodeJS.Timeout | undefined;
  readonly onStop: Event<void> = this.#stops.event;
  readonly onAgain: Event<void> = this.#agains.event;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
    this.#subscriptions.add(vscode.window.registerWebviewViewProvider(explainViewId, this));
  }

  /** The Markdown that the model has written so far, and whether it is still writing. */
  get answer(): { readonly markdown: string; readonly isRunning: boolean } {
    return { markdown: this.#markdown, isRunning: this.#start !== undefined && this.#end === undefined };
  }

  /** Clears the panel for a new answer and brings it into view; the focus stays in the editor when the panel is there already. */
  async start(title: string, subtitle: string): Promise<void> {
    const start = { type: 'start', title, subtitle, status: vscode.l10n.t('Explaining…') } as const;
    this.#start = start;
    this.#end = undefined;
    this.#markdown = '';
    if (this.#view === undefined)
      await vscode.commands.executeCommand(`${explainViewId}.focus`, { preserveFocus: true });
    else this.#view.show(true);
    // While the view was opened, a newer answer may have begun, which this must not clear.
    if (this.#start === start) this.#post(start);
  }

  append(markdown: string): void {
    this.#markdown += markdown;
    this.#timer ??= setTimeout(() => this.#render(), renderEveryMs);
  }

  /** Ends the answer with a sentence about how it ended. */
  end(status: string, failed: boolean): void {
    this.#end = { type: 'end', status, failed };
    this.#render();
    this.#post(this.#end);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const media = vscode.Uri.joinPath(this.#extensionUri, 'media');
    const dist = vscode.Uri.joinPath(this.#extensionUri, 'dist');
    view.webview.options = { enableScripts: true, localResourceRoots: [media, dist] };
    this.#subscriptions.add(view.webview.onDidReceiveMessage((message: FromPanel) => this.#receive(message)));
    this.#subscriptions.add(
      view.onDidDispose(() => {
        if (this.#view === view) this.#view = undefined;
      }),
    );
    view.webview.html = panelHtml({
      nonce: crypto.randomUUID(),
      cspSource: view.webview.cspSource,
      scriptUri: view.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'panel.js')).toString(),
      styleUri: view.webview.asWebviewUri(vscode.Uri.joinPath(media, 'panel.css')).toString(),
      language: vscode.env.language,
      labels: {
        title: vscode.l10n.t('Explanation'),
        hint: vscode.l10n.t('Select code and choose "Plinth: Explain Selection".'),
        stop: vscode.l10n.t('Stop'),
        again: vscode.l10n.t('Ask Again'),
        copy: vscode.l10n.t('Copy'),
        answer: vscode.l10n.t('Answer of the model'),
      },
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#stops.dispose();
    this.#agains.dispose();
  }

  #receive(message: FromPanel): void {
    switch (message.type) {
      case 'ready':
        return this.#showAll();
      case 'stop':
        return this.#stops.fire();
      case 'again':
        return this.#agains.fire();
      case 'copy':
        void vscode.env.clipboard.writeText(this.#markdown);
    }
  }

  /** The panel's document is made anew when it was hidden in between. */
  #showAll(): void {
    if (this.#start === undefined) return;
    this.#post(this.#start);
    this.#render();
    if (this.#end !== undefined) this.#post(this.#end);
  }

  #render(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const markdown = this.#end === undefined ? closeOpenMarks(this.#markdown) : this.#markdown;
    this.#post({ type: 'html', html: renderMarkdown(markdown) });
  }

  #post(message: ToPanel): void {
    void this.#view?.webview.postMessage(message);
  }
}
