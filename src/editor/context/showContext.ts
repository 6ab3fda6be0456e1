import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { type PromptPreview, previewText } from '../../core/completion/promptPreview';
import type { CompletionRequest } from '../../core/text/snapshot';
import { completionRequestOf, contextScheme, isForeign, snapshotOf } from '../convert';
import { tell } from '../notify';

interface PreviewSource {
  preview(request: CompletionRequest, signal: AbortSignal): Promise<PromptPreview>;
}

/** A cursor in a document. */
interface Place {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
  readonly column: vscode.ViewColumn;
}

/** "Show What the Model Sees": the prompt for the place of the cursor and every candidate for its context, in a document beside. */
export class ShowContext implements vscode.TextDocumentContentProvider, Disposable {
  readonly #source: PreviewSource;
  readonly #subscriptions = new DisposableStore();
  /** By URI: each view is a document of its own, since the editor would show an old text of a known one first. */
  readonly #views = new Map<string, { readonly place: Place; readonly text: string }>();
  #count = 0;

  constructor(source: PreviewSource) {
    this.#source = source;
    this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(contextScheme, this));
    // Nothing of the user's code is kept when nobody looks at it.
    this.#subscriptions.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#views.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#views.get(uri.toString())?.text ?? '';
  }

  /** Rejects with a PlainError for a file that is kept from the model. */
  async run(): Promise<void> {
    const place = this.#place(vscode.window.activeTextEditor);
    if (place === undefined) return tell(vscode.l10n.t('Open a file to see what the model is given of it.'));
    const { document, position, column } = place;
    const trigger = { triggerKind: vscode.InlineCompletionTriggerKind.Invoke, selectedCompletionInfo: undefined };
    // The text at once: the preview waits before it reads it, and the document may change meanwhile.
    const request = { ...completionRequestOf(document, position, trigger), snapshot: snapshotOf(document) };
    const title = vscode.l10n.t('Plinth: asking the index');
    const preview = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      this.#source.preview(request, new AbortController().signal),
    );
    this.#count += 1;
    const uri = vscode.Uri.from({
      scheme: contextScheme,
      path: '/What the model sees.md',
      fragment: String(this.#count),
    });
    this.#views.set(uri.toString(), { place, text: previewText(preview, document.languageId) });
    const shown = await vscode.workspace.openTextDocument(uri);
    // With the focus, so that it is read aloud, and closed by the keys that close any editor.
    await vscode.window.showTextDocument(shown, { viewColumn: besideOf(column), preview: true });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** The place of a view is the one that it shows, so that the command can be given again from there. */
  #place(editor: vscode.TextEditor | undefined): Place | undefined {
    if (editor === undefined) return undefined;
    const { document, selection, viewColumn } = editor;
    if (document.uri.scheme === contextScheme) {
      const known = this.#views.get(document.uri.toString())?.place;
      return known?.document.isClosed === false ? known : undefined;
    }
    if (isForeign(document)) return undefined;
    return { document, position: selection.active, column: viewColumn ?? vscode.ViewColumn.Active };
  }
}

/** One and the same column for one place, from wherever the command is given. */
function besideOf(column: vscode.ViewColumn): vscode.ViewColumn {
  const next = Number(column) + 1;
  return next > Number(vscode.ViewColumn.One) && next <= Number(vscode.ViewColumn.Nine)
    ? next
    : vscode.ViewColumn.Beside;
}
