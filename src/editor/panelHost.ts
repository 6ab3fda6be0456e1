import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import { Emitter, type Event } from '../base/event';
import type { FromPanel, ToPanel } from '../protocol/panel';
import { readFromPanel } from './fromPanel';
import type { PanelDocument } from './panelDocument';

/** Rendering more often costs more than the eye sees. */
const renderEveryMs = 100;

export interface PanelHostParts {
  readonly viewId: string;
  /** Of the extension, where script and style sheet lie. */
  readonly extensionUri: vscode.Uri;
  /** Makes the document, in HTML. */
  readonly html: (document: PanelDocument) => string;
  /** Sends all of the present state: the document was made anew, at first or since it was hidden in between. */
  readonly showAll: () => void;
  /** Sends what has grown since. */
  readonly render: () => void;
}

/** A view whose document runs the panel's script: makes the document when it is wanted and carries the messages. */
export class PanelHost implements vscode.WebviewViewProvider, Disposable {
  readonly #parts: PanelHostParts;
  readonly #messages = new Emitter<FromPanel>();
  readonly #subscriptions = new DisposableStore();
  #view: vscode.WebviewView | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What the person does in the view; nothing that its document only tells of itself. */
  readonly onMessage: Event<FromPanel> = this.#messages.event;

  constructor(parts: PanelHostParts) {
    this.#parts = parts;
    this.#subscriptions.add(vscode.window.registerWebviewViewProvider(parts.viewId, this));
  }

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  /** Brings the view into sight; the focus stays where it is. */
  async reveal(): Promise<void> {
    if (this.#view !== undefined) this.#view.show(true);
    else await vscode.commands.executeCommand(`${this.#parts.viewId}.focus`, { preserveFocus: true });
  }

  /** Goes nowhere while there is no document; a later one asks for everything. */
  post(message: ToPanel): void {
    void this.#view?.webview.postMessage(message);
  }

  /** Call when something has grown: it is rendered soon. */
  renderSoon(): void {
    this.#timer ??= setTimeout(() => this.renderNow(), renderEveryMs);
  }

  renderNow(): void {
    this.stopTimer();
    this.#parts.render();
  }

  showAll(): void {
    this.stopTimer();
    this.#parts.showAll();
  }

  /** Call when there is nothing to render any more. */
  stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { extensionUri, html } = this.#parts;
    this.#view = view;
    const media = vscode.Uri.joinPath(extensionUri, 'media');
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    view.webview.options = { enableScripts: true, localResourceRoots: [media, dist] };
    this.#subscriptions.add(view.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this.#subscriptions.add(
      view.onDidDispose(() => {
        if (this.#view === view) this.#view = undefined;
      }),
    );
    view.webview.html = html({
      nonce: crypto.randomUUID(),
      cspSource: view.webview.cspSource,
      scriptUri: view.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'panel.js')).toString(),
      styleUri: view.webview.asWebviewUri(vscode.Uri.joinPath(media, 'panel.css')).toString(),
      language: vscode.env.language,
    });
  }

  dispose(): void {
    this.stopTimer();
    this.#subscriptions.dispose();
    this.#messages.dispose();
  }

  #receive(value: unknown): void {
    const message = readFromPanel(value);
    if (message?.type === 'ready') this.showAll();
    else if (message !== undefined) this.#messages.fire(message);
  }
}
