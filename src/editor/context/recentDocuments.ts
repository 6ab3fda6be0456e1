import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Lru } from '../../base/lru';

const maxDocuments = 12;

/** The files that somebody looks at or has just looked at. Other documents are in no index. */
export class RecentDocuments implements Disposable {
  readonly #used = new Lru<string, true>(maxDocuments);
  readonly #subscriptions = new DisposableStore();

  constructor() {
    this.#subscriptions.add(vscode.window.onDidChangeActiveTextEditor((editor) => this.#note(editor)));
    this.#subscriptions.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#used.delete(uri.toString())),
    );
    for (const editor of [...vscode.window.visibleTextEditors, vscode.window.activeTextEditor]) this.#note(editor);
  }

  /** URIs, the one used last first, then those that are only visible. */
  list(): string[] {
    const used = [...this.#used.entries()].map(([uri]) => uri).reverse();
    const visible = vscode.window.visibleTextEditors.filter(isFile).map(({ document }) => document.uri.toString());
    return [...new Set([...used, ...visible])];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #note(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined && isFile(editor)) this.#used.set(editor.document.uri.toString(), true);
  }
}

function isFile({ document }: vscode.TextEditor): boolean {
  return document.uri.scheme === 'file';
}
