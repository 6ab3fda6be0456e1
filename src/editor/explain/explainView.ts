import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { FromPanel, ToPanel } from '../../protocol/panel';
import { closeOpenMarks, renderMarkdown } from '../markdown';
import type { DepthMemory } from './depthMemory';
import type { ExplainHistory } from './explainHistory';
import type { ThreadPanel } from './explainSession';
import { panelLabels } from './explainTexts';
import type { ExplainThread } from './explainThread';
import { readFromPanel } from './fromPanel';
import { panelHtml } from './panelHtml';

/** Rendering more often costs more than the eye sees. */
const renderEveryMs = 100;

const explainViewId = 'plinth.explanation';

/** The panel in the side bar: shows the present conversation whenever the panel is there. */
export class ExplainView implements vscode.WebviewViewProvider, ThreadPanel, Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #depths: DepthMemory;
  readonly #messages = new Emitter<FromPanel>();
  readonly #subscriptions = new DisposableStore();
  #view: vscode.WebviewView | undefined;
  #thread: ExplainThread | undefined;
  #history: ExplainHistory | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What the person does in the panel. */
  readonly onMessage: Event<FromPanel> = this.#messages.event;

  constructor(extensionUri: vscode.Uri, depths: DepthMemory) {
    this.#extensionUri = extensionUri;
    this.#depths = depths;
    this.#subscriptions.add(vscode.window.registerWebviewViewProvider(explainViewId, this));
  }

  async reveal(): Promise<void> {
    if (this.#view !== undefined) this.#view.show(true);
    else await vscode.commands.executeCommand(`${explainViewId}.focus`, { preserveFocus: true });
  }

  show(thread: ExplainThread, history: ExplainHistory): void {
    this.#thread = thread;
    this.#history = history;
    this.#showAll();
  }

  asked(thread: ExplainThread): void {
    if (thread !== this.#thread) return;
    this.#post({ type: 'turn', question: thread.last.question, status: thread.status });
  }

  grew(thread: ExplainThread): void {
    if (thread === this.#thread) this.#timer ??= setTimeout(() => this.#render(thread), renderEveryMs);
  }

  ended(thread: ExplainThread): void {
    if (thread !== this.#thread) return;
    this.#render(thread);
    this.#post({ type: 'symbols', symbols: thread.symbols });
    this.#post({ type: 'end', status: thread.status, failed: thread.state === 'failed' });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const media = vscode.Uri.joinPath(this.#extensionUri, 'media');
    const dist = vscode.Uri.joinPath(this.#extensionUri, 'dist');
    view.webview.options = { enableScripts: true, localResourceRoots: [media, dist] };
    this.#subscriptions.add(view.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
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
      labels: panelLabels(),
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#messages.dispose();
  }

  #receive(value: unknown): void {
    const message = readFromPanel(value);
    // The panel's document is made anew when it was hidden in between.
    if (message?.type === 'ready') this.#showAll();
    else if (message !== undefined) this.#messages.fire(message);
  }

  #showAll(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const thread = this.#thread;
    if (thread === undefined) return this.#post({ type: 'depth', depth: this.#depths.depth });
    const { title, subtitle, depth } = thread.subject;
    const { status, state, symbols } = thread;
    const turns = thread.turns.map(({ question, markdown }, index) => {
      const isGrowing = state === 'running' && index === thread.turns.length - 1;
      return { question, html: htmlOf(markdown, isGrowing) };
    });
    this.#post({ type: 'thread', title, subtitle, depth, turns, symbols, status, state });
    const entries = this.#history?.entries(vscode.env.language) ?? [];
    this.#post({ type: 'history', entries, shown: thread.id });
  }

  #render(thread: ExplainThread): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (thread === this.#thread)
      this.#post({ type: 'html', html: htmlOf(thread.last.markdown, thread.state === 'running') });
  }

  #post(message: ToPanel): void {
    void this.#view?.webview.postMessage(message);
  }
}

function htmlOf(markdown: string, isGrowing: boolean): string {
  return renderMarkdown(isGrowing ? closeOpenMarks(markdown) : markdown, { isGrowing });
}
