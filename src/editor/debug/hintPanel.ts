import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { FromPanel, PanelSymbol, ToPanel } from '../../protocol/panel';
import { readFromPanel } from '../explain/fromPanel';
import { closeOpenMarks, renderMarkdown } from '../markdown';
import { hintHtml } from './hintHtml';
import { placeText, plainMarkdown } from './hintMarkdown';
import type { HintPage, HintPages } from './hintSession';
import { hintHtmlLabels, hintLabels, hintSubtitle } from './hintTexts';

const hintViewId = 'plinth.hint';
/** Rendering more often costs more than the eye sees. */
const renderEveryMs = 100;

/** The view beside the debugger's own ones. It is there while there is a hint to show. */
export class HintPanel implements vscode.WebviewViewProvider, HintPages, Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #messages = new Emitter<FromPanel>();
  readonly #subscriptions = new DisposableStore();
  #view: vscode.WebviewView | undefined;
  #page: HintPage | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What the person does in the view. */
  readonly onMessage: Event<FromPanel> = this.#messages.event;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
    this.#subscriptions.add(vscode.window.registerWebviewViewProvider(hintViewId, this));
  }

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  /** Brings the view into sight; the focus stays where it is. */
  async reveal(): Promise<void> {
    if (this.#view !== undefined) this.#view.show(true);
    else await vscode.commands.executeCommand(`${hintViewId}.focus`, { preserveFocus: true });
  }

  show(page: HintPage): void {
    this.#page = page;
    void vscode.commands.executeCommand('setContext', 'plinth.hintOpen', true);
    this.#showAll();
  }

  grew(page: HintPage): void {
    this.#page = page;
    this.#timer ??= setTimeout(() => this.#render(), renderEveryMs);
  }

  ended(page: HintPage): void {
    this.#page = page;
    this.#render();
    this.#post({ type: 'end', status: page.status, failed: page.state === 'failed' });
  }

  hide(): void {
    this.#page = undefined;
    this.#stopTimer();
    void vscode.commands.executeCommand('setContext', 'plinth.hintOpen', false);
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
    view.webview.html = hintHtml({
      nonce: crypto.randomUUID(),
      cspSource: view.webview.cspSource,
      scriptUri: view.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'panel.js')).toString(),
      styleUri: view.webview.asWebviewUri(vscode.Uri.joinPath(media, 'panel.css')).toString(),
      language: vscode.env.language,
      labels: hintHtmlLabels(),
    });
  }

  dispose(): void {
    this.#stopTimer();
    this.#subscriptions.dispose();
    this.#messages.dispose();
  }

  #receive(value: unknown): void {
    const message = readFromPanel(value);
    // The view's document is made anew when it was hidden in between.
    if (message?.type === 'ready') this.#showAll();
    else if (message !== undefined) this.#messages.fire(message);
  }

  #showAll(): void {
    this.#stopTimer();
    const page = this.#page;
    if (page === undefined) return;
    const { plain, status, state } = page;
    const turns = [{ question: '', html: htmlOf(page) }];
    const title = { title: plain.title, subtitle: hintSubtitle(plain) };
    this.#post({ type: 'thread', ...title, depth: 'normal', turns, symbols: linksOf(page), status, state });
  }

  #render(): void {
    this.#stopTimer();
    if (this.#page === undefined) return;
    this.#post({ type: 'html', html: htmlOf(this.#page) });
    this.#post({ type: 'symbols', symbols: linksOf(this.#page) });
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #post(message: ToPanel): void {
    void this.#view?.webview.postMessage(message);
  }
}

/** Both parts of a hint; the model's stands under a line of its own. */
export function hintMarkdown({ stop, plain, answer }: HintPage): string {
  const known = plainMarkdown(stop, plain, hintLabels());
  return answer.trim() === '' ? known : `${known}\n\n---\n\n${answer}`;
}

function htmlOf(page: HintPage): string {
  const isGrowing = page.state === 'running';
  const answer = isGrowing ? closeOpenMarks(page.answer) : page.answer;
  return renderMarkdown(hintMarkdown({ ...page, answer }), { isGrowing });
}

/** The guilty place is a link, wherever it is named. */
function linksOf({ plain }: HintPage): readonly PanelSymbol[] {
  const text = placeText(plain);
  if (text === undefined || plain.place?.uri === undefined) return [];
  return [{ text, id: 0, title: vscode.l10n.t('Go to line {0}', plain.place.line) }];
}
