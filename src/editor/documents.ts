import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { SyntaxDocuments } from '../core/ports';
import { languageOf } from '../core/syntax/languages';
import { editsInOrder } from './syntaxEdits';

/**
 * Tells the syntax side about the open documents that have a grammar: opened, changed edit by edit, closed. The other side ignores
 * those that are too large for a tree; everything then works without syntax.
 */
export class DocumentFeed implements Disposable {
  readonly #syntax: SyntaxDocuments;
  readonly #open = new Set<string>();
  readonly #subscriptions = new DisposableStore();

  constructor(syntax: SyntaxDocuments) {
    this.#syntax = syntax;
    this.#subscriptions.add(vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)));
    this.#subscriptions.add(vscode.workspace.onDidChangeTextDocument((event) => this.#changed(event)));
    this.#subscriptions.add(
      vscode.workspace.onDidCloseTextDocument((document) => this.#closed(document.uri.toString())),
    );
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const uri of [...this.#open]) this.#closed(uri);
  }

  #opened(document: vscode.TextDocument): void {
    const { languageId, version } = document;
    if (languageOf(languageId) === undefined) return;
    const uri = document.uri.toString();
    this.#open.add(uri);
    this.#syntax.open({ uri, languageId, version, text: document.getText() });
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    if (contentChanges.length === 0) return;
    if (!this.#open.has(uri)) return this.#opened(document);
    this.#syntax.change({ uri, version: document.version, edits: editsInOrder(contentChanges) });
  }

  #closed(uri: string): void {
    if (this.#open.delete(uri)) this.#syntax.close(uri);
  }
}
