import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { Event } from '../../base/event';
import type { FromPanel } from '../../protocol/panel';
import { closeOpenMarks, renderMarkdown } from '../markdown';
import { PanelHost } from '../panelHost';
import type { DepthMemory } from './depthMemory';
import type { ExplainHistory } from './explainHistory';
import type { ThreadPanel } from './explainSession';
import { panelLabels } from './explainTexts';
import type { ExplainThread } from './explainThread';
import { panelHtml } from './panelHtml';

/** The panel in the side bar: shows the present conversation whenever the panel is there. */
export class ExplainView implements ThreadPanel, Disposable {
  readonly #depths: DepthMemory;
  readonly #host: PanelHost;
  #thread: ExplainThread | undefined;
  #history: ExplainHistory | undefined;
  /** What the person does in the panel. */
  readonly onMessage: Event<FromPanel>;

  constructor(extensionUri: vscode.Uri, depths: DepthMemory) {
    this.#depths = depths;
    this.#host = new PanelHost({
      viewId: 'plinth.explanation',
      extensionUri,
      html: (document) => panelHtml(document, panelLabels()),
      showAll: () => this.#showAll(),
      render: () => this.#render(),
    });
    this.onMessage = this.#host.onMessage;
  }

  reveal(): Promise<void> {
    return this.#host.reveal();
  }

  show(thread: ExplainThread, history: ExplainHistory): void {
    this.#thread = thread;
    this.#history = history;
    this.#host.showAll();
  }

  asked(thread: ExplainThread): void {
    if (thread !== this.#thread) return;
    this.#host.post({ type: 'turn', question: thread.last.question, status: thread.status });
  }

  grew(thread: ExplainThread): void {
    if (thread === this.#thread) this.#host.renderSoon();
  }

  ended(thread: ExplainThread): void {
    if (thread !== this.#thread) return;
    this.#host.renderNow();
    this.#host.post({ type: 'symbols', symbols: thread.symbols });
    this.#host.post({ type: 'end', status: thread.status, failed: thread.state === 'failed' });
  }

  dispose(): void {
    this.#host.dispose();
  }

  #showAll(): void {
    const thread = this.#thread;
    if (thread === undefined) return this.#host.post({ type: 'depth', depth: this.#depths.depth });
    const { title, subtitle, depth } = thread.subject;
    const { status, state, symbols } = thread;
    const turns = thread.turns.map(({ question, markdown }, index) => {
      const isGrowing = state === 'running' && index === thread.turns.length - 1;
      return { question, html: htmlOf(markdown, isGrowing) };
    });
    this.#host.post({ type: 'thread', title, subtitle, depth, turns, symbols, status, state });
    const entries = this.#history?.entries(vscode.env.language) ?? [];
    this.#host.post({ type: 'history', entries, shown: thread.id });
  }

  #render(): void {
    const thread = this.#thread;
    if (thread !== undefined)
      this.#host.post({ type: 'html', html: htmlOf(thread.last.markdown, thread.state === 'running') });
  }
}

function htmlOf(markdown: string, isGrowing: boolean): string {
  return renderMarkdown(isGrowing ? closeOpenMarks(markdown) : markdown, { isGrowing });
}
