import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { PlainError } from '../../base/errors';
import type { FixEdit } from '../../core/fix/minimalEdit';
import { rangeOf } from '../convert';

/** Menus name it as well. */
export const fixScheme = 'plinth-fix';

/** A fix that waits for the person's word. */
export interface PendingFix {
  readonly uri: vscode.Uri;
  /** The version of the document that the edit fits. */
  readonly version: number;
  readonly edit: FixEdit;
  /** The whole document with the edit. */
  readonly newText: string;
  /** What was checked, in a few words. */
  readonly label: string;
}

interface Shown {
  readonly fix: PendingFix;
  readonly proposal: vscode.Uri;
}

/** Shows one fix at a time in the diff editor, and applies it or throws it away. `scheme` is that of the proposed texts. */
export class FixPreview implements vscode.TextDocumentContentProvider, Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly #scheme: string;
  #shown: Shown | undefined;
  #count = 0;

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.#subscriptions.add(vscode.window.tabGroups.onDidChangeTabs(({ closed }) => this.#forgetClosed(closed)));
  }

  get pending(): PendingFix | undefined {
    return this.#shown?.fix;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#shown?.proposal.toString() === uri.toString() ? this.#shown.fix.newText : '';
  }

  /** Shows a fix; one that was still open is thrown away. */
  async show(fix: PendingFix): Promise<void> {
    await this.discard();
    // The same path, so that the right side has the language of the left; the number keeps the editor from showing an older text.
    const proposal = vscode.Uri.from({
      scheme: this.#scheme,
      path: absolutePath(fix.uri.path),
      query: String((this.#count += 1)),
    });
    this.#set({ fix, proposal });
    const name = fix.uri.path.slice(fix.uri.path.lastIndexOf('/') + 1);
    const title = vscode.l10n.t('Fix for {0} ({1})', name, fix.label);
    await vscode.commands.executeCommand('vscode.diff', fix.uri, proposal, title, { preview: true });
  }

  /**
   * Applies the fix as one undo step and shows the document. The fix is used up, also when it cannot be applied.
   * @throws PlainError when the document changed since the fix was made, or the editor refuses the edit
   */
  async accept(): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined) return;
    const { fix } = shown;
    const document = await vscode.workspace.openTextDocument(fix.uri);
    await this.#close(shown);
    if (document.version !== fix.version)
      throw new PlainError(
        'changed',
        vscode.l10n.t('The document changed since this fix was made, so it was not applied.'),
        vscode.l10n.t('Ask for a fix again.'),
      );
    const range = rangeOf(document, fix.edit);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(fix.uri, range, fix.edit.text);
    if (!(await vscode.workspace.applyEdit(edit)))
      throw new PlainError(
        'refused',
        vscode.l10n.t('The editor did not apply the fix.'),
        vscode.l10n.t('Is the file read-only?'),
      );
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(
      new vscode.Range(range.start, range.start),
      vscode.TextEditorRevealType.InCenterIfOutsideViewport,
    );
  }

  async discard(): Promise<void> {
    if (this.#shown !== undefined) await this.#close(this.#shown);
  }

  dispose(): void {
    this.#set(undefined);
    this.#subscriptions.dispose();
  }

  async #close(shown: Shown): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => shows(tab, shown.proposal));
    this.#set(undefined);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
  }

  #forgetClosed(closed: readonly vscode.Tab[]): void {
    const { proposal } = this.#shown ?? {};
    if (proposal !== undefined && closed.some((tab) => shows(tab, proposal))) this.#set(undefined);
  }

  #set(shown: Shown | undefined): void {
    this.#shown = shown;
    void vscode.commands.executeCommand('setContext', 'plinth.fixOpen', shown !== undefined);
  }
}

function shows(tab: vscode.Tab, proposal: vscode.Uri): boolean {
  return tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === proposal.toString();
}

/** Paths of untitled documents have no leading slash, which a URI without an authority may have anyway. */
function absolutePath(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
