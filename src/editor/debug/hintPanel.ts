import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { Event } from '../../base/event';
import type { FromPanel, PanelSymbol } from '../../protocol/panel';
import { closeOpenMarks, renderMarkdown } from '../markdown';
import { PanelHost } from '../panelHost';
import { hintHtml } from './hintHtml';
import { placeText, plainMarkdown } from './hintMarkdown';
import type { HintPage, HintPages } from './hintSession';
import { hintHtmlLabels, hintLabels, hintSubtitle } from './hintTexts';

/** The view beside the debugger's own ones. It is there while there is a hint to show. */
export class HintPanel implements HintPages, Disposable {
  readonly #host: PanelHost;
  #page: HintPage | undefined;
  /** What the person does in the view. */
  readonly onMessage: Event<FromPanel>;

  constructor(extensionUri: vscode.Uri) {
    this.#host = new PanelHost({
      viewId: 'plinth.hint',
      extensionUri,
      html: (document) => hintHtml(document, hintHtmlLabels()),
      showAll: () => this.#showAll(),
      render: () => this.#render(),
    });
    this.onMessage = this.#host.onMessage;
  }

  get isVisible(): boolean {
    return this.#host.isVisible;
  }

  reveal(): Promise<void> {
    return this.#host.reveal();
  }

  show(page: HintPage): void {
    this.#page = page;
    void vscode.commands.executeCommand('setContext', 'plinth.hintOpen', true);
    this.#host.showAll();
  }

  grew(page: HintPage): void {
    this.#page = page;
    this.#host.renderSoon();
  }

  ended(page: HintPage): void {
    this.#page = page;
    this.#host.renderNow();
    this.#host.post({ type: 'end', status: page.status, failed: page.state === 'failed' });
  }

  hide(): void {
    this.#page = undefined;
    this.#host.stopTimer();
    void vscode.commands.executeCommand('setContext', 'plinth.hintOpen', false);
  }

  dispose(): void {
    this.#host.dispose();
  }

  #showAll(): void {
    const page = this.#page;
    if (page === undefined) return;
    const { plain, status, state } = page;
    const turns = [{ question: '', html: htmlOf(page) }];
    const title = { title: plain.title, subtitle: hintSubtitle(plain) };
    this.#host.post({ type: 'thread', ...title, depth: 'normal', turns, symbols: linksOf(page), status, state });
  }

  #render(): void {
    if (this.#page === undefined) return;
    this.#host.post({ type: 'html', html: htmlOf(this.#page) });
    this.#host.post({ type: 'symbols', symbols: linksOf(this.#page) });
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
