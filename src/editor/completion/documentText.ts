import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { TextMirror } from '../../core/text/textMirror';
import { editsInOrder } from '../syntaxEdits';

/** The text of the document that is typed in, without the editor putting it together anew for each key. */
export class DocumentText implements Disposable {
  readonly #mirror = new TextMirror();
  readonly #subscriptions = new DisposableStore();

  constructor() {
    const { workspace } = vscode;
    this.#subscriptions.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
        this.#mirror.change(document.uri.toString(), document.version, editsInOrder(contentChanges)),
      ),
    );
    // Another document may come under the same name and begin with version 1.
    this.#subscriptions.add(workspace.onDidCloseTextDocument(() => this.#mirror.forget()));
  }

  /** The whole text; call it before the document can change. */
  of(document: vscode.TextDocument, position: vscode.Position): string {
    return this.#mirror.read({
      uri: document.uri.toString(),
      version: document.version,
      cursor: { offset: document.offsetAt(position), line: document.lineAt(position.line).text },
      compose: () => document.getText(),
    });
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#mirror.forget();
  }
}
