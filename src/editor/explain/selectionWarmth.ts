import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { ExplainRequest } from '../../core/explain/explainContext';
import { selectsCode } from '../selectedCode';

export interface SelectionWarmthParts {
  readonly window: Pick<
    typeof vscode.window,
    'activeTextEditor' | 'state' | 'onDidChangeActiveTextEditor' | 'onDidChangeTextEditorSelection'
  >;
  readonly workspace: Pick<typeof vscode.workspace, 'onDidChangeTextDocument'>;
  readonly clock: Clock;
  /** Reads ahead what an explanation would ask; never rejects. */
  readonly warm: (request: ExplainRequest, signal: AbortSignal) => Promise<void>;
  /** Whether a document may be explained and the model is there, loaded and not at rest. */
  readonly isWanted: (document: vscode.TextDocument) => boolean;
  readonly requestOf: (editor: vscode.TextEditor) => ExplainRequest;
}

/** A selection that is still being made changes more often. */
const restMs = 300;
/** Somebody who has just typed is about to type on. */
const typingRestMs = 1_000;

/** Lets the model read a selection while the person is still on the way to "Explain", so that the first word comes sooner. */
export class SelectionWarmth implements Disposable {
  readonly #parts: SelectionWarmthParts;
  readonly #subscriptions = new DisposableStore();
  #running = new AbortController();
  #typedMs = -Infinity;
  /** What was read last. */
  #known = '';

  constructor(parts: SelectionWarmthParts) {
    this.#parts = parts;
    const { window, workspace } = parts;
    this.#subscriptions.add(window.onDidChangeTextEditorSelection(({ textEditor }) => this.#moved(textEditor)));
    this.#subscriptions.add(window.onDidChangeActiveTextEditor((editor) => this.#moved(editor)));
    this.#subscriptions.add(workspace.onDidChangeTextDocument((event) => this.#changed(event)));
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#running.abort();
  }

  #moved(editor: vscode.TextEditor | undefined): void {
    const { window } = this.#parts;
    if (editor !== window.activeTextEditor) return;
    this.#running.abort();
    if (editor === undefined || !selectsCode(editor)) return;
    this.#running = new AbortController();
    void this.#warmAtRest(editor, this.#running.signal);
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || document !== this.#parts.window.activeTextEditor?.document) return;
    this.#typedMs = this.#parts.clock.now();
    this.#running.abort();
  }

  async #warmAtRest(editor: vscode.TextEditor, signal: AbortSignal): Promise<void> {
    const { window, clock, warm, isWanted, requestOf } = this.#parts;
    await clock.sleep(Math.max(restMs, typingRestMs - (clock.now() - this.#typedMs)), signal);
    const { document } = editor;
    if (signal.aborted || window.activeTextEditor !== editor || !window.state.focused || !isWanted(document)) return;
    if (!selectsCode(editor)) return;
    const request = requestOf(editor);
    const name = `${document.uri.toString()}#${document.version}:${request.start}-${request.end}`;
    if (name === this.#known) return;
    this.#known = name;
    await warm(request, signal);
    // What was broken off may be read again.
    if (signal.aborted && this.#known === name) this.#known = '';
  }
}
