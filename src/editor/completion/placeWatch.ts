import type * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { CompletionRequest } from '../../core/text/snapshot';
import { selectsCode } from '../selectedCode';

export interface PlaceWatchParts {
  readonly window: Pick<
    typeof vscode.window,
    'activeTextEditor' | 'state' | 'onDidChangeActiveTextEditor' | 'onDidChangeTextEditorSelection'
  >;
  /** Is told where the cursor goes; asks for the request once it rests. */
  readonly visitor: { visit(request: () => CompletionRequest | undefined): void };
  /** Whether completion while typing is on in a document. */
  readonly isWanted: (document: vscode.TextDocument) => boolean;
  readonly requestAt: (document: vscode.TextDocument, position: vscode.Position) => CompletionRequest;
}

/**
 * Follows the cursor to other places and other documents, so that the engine can get ready for typing there. A cursor that moves because
 * somebody types is no news, and where code is being selected nobody is about to type: then nothing is read. Each move costs a few steps; the text is only read once the cursor has come to rest.
 */
export class PlaceWatch implements Disposable {
  readonly #parts: PlaceWatchParts;
  readonly #subscriptions = new DisposableStore();
  #document: vscode.TextDocument | undefined;
  #version = 0;

  constructor(parts: PlaceWatchParts) {
    this.#parts = parts;
    const { window } = parts;
    this.#note(window.activeTextEditor);
    this.#subscriptions.add(window.onDidChangeActiveTextEditor((editor) => this.#moved(editor)));
    this.#subscriptions.add(window.onDidChangeTextEditorSelection(({ textEditor }) => this.#moved(textEditor)));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #moved(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined || editor !== this.#parts.window.activeTextEditor) return;
    if (!this.#note(editor)) return;
    const { document } = editor;
    const { version } = document;
    this.#parts.visitor.visit(() => this.#requestIn(editor, document, version));
  }

  /** True where the text is as it was when the cursor stood there last. */
  #note(editor: vscode.TextEditor | undefined): boolean {
    const [document, version] = [this.#document, this.#version];
    this.#document = editor?.document;
    this.#version = editor?.document.version ?? 0;
    return document !== this.#document || version === this.#version;
  }

  #requestIn(editor: vscode.TextEditor, document: vscode.TextDocument, version: number): CompletionRequest | undefined {
    const { window, isWanted, requestAt } = this.#parts;
    const isThere = window.activeTextEditor === editor && editor.document === document && !document.isClosed;
    if (!isThere || document.version !== version || !window.state.focused || !isWanted(document)) return undefined;
    if (selectsCode(editor)) return undefined;
    return requestAt(document, editor.selection.active);
  }
}
