import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';

/**
 * Shows what was tried in a read-only document: the editor's own keys, search and screen reader support work in it. `scheme` is that of the
 * documents.
 */
export class FixReport implements vscode.TextDocumentContentProvider, Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly #scheme: string;
  /** By URI: each report is a document of its own, since the editor would show an old text of a known one first. */
  readonly #texts = new Map<string, string>();
  #count = 0;

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.#subscriptions.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Only when somebody asked to see it: the document takes the focus. */
  async show(text: string): Promise<void> {
    this.#count += 1;
    const path = `/${vscode.l10n.t('What was tried')}.md`;
    const uri = vscode.Uri.from({ scheme: this.#scheme, path, fragment: String(this.#count) });
    this.#texts.set(uri.toString(), text);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
