import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { PlainError } from '../../base/errors';
import type { TextEdit } from '../../core/text/minimalEdits';
import { rangeOf } from '../convert';
import { closeTabs, shows, tabsOf } from '../proposalTabs';

/** Menus and key bindings name it as well. */
export const fixScheme = 'plinth-fix';

/** One of several fixes to choose from. */
export interface FixChoice {
  /** Sorted, not overlapping. */
  readonly edits: readonly TextEdit[];
  /** The whole document with the edits. */
  readonly newText: string;
  /** What was checked, in a few words. */
  readonly label: string;
}

/** Fixes that wait for the person's word. */
export interface PendingFixes {
  readonly uri: vscode.Uri;
  /** The version of the document that the edits fit. */
  readonly version: number;
  /** Best first. */
  readonly choices: readonly [FixChoice, ...FixChoice[]];
  /** Others that are still on their way: they are put behind these. Never rejects. */
  readonly later?: Promise<readonly FixChoice[]>;
}

interface Shown {
  readonly fixes: PendingFixes;
  readonly at: number;
  readonly choice: FixChoice;
  readonly proposal: vscode.Uri;
}

/** Shows one fix at a time in the diff editor, and applies it, turns to the next one or throws all away. `scheme` is that of the proposed texts. */
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

  /** The fix that is shown. */
  get pending(): FixChoice | undefined {
    return this.#shown?.choice;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#shown?.proposal.toString() === uri.toString() ? this.#shown.choice.newText : '';
  }

  /** Shows the first of some fixes; what was still open is thrown away. */
  async show(fixes: PendingFixes): Promise<void> {
    await this.discard();
    await this.#open(fixes, 0, vscode.ViewColumn.Active);
    if (fixes.later !== undefined) void fixes.later.then((others) => this.#join(fixes, others));
  }

  /** Shows the next fix in place of this one; after the last one the first again. */
  async next(): Promise<void> {
    const last = this.#shown;
    if (last === undefined || last.fixes.choices.length < 2) return;
    const column = tabsOf(last.proposal)[0]?.group.viewColumn ?? vscode.ViewColumn.Active;
    await this.#open(last.fixes, (last.at + 1) % last.fixes.choices.length, column);
    await closeTabs(last.proposal);
  }

  /**
   * Applies the fix as one undo step and shows the document. The fixes are used up, also when this one cannot be applied.
   * @throws PlainError when the document changed since the fix was made, or the editor refuses the edit
   */
  async accept(): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined) return;
    // At once, so that a key which is pressed twice applies it once.
    this.#set(undefined);
    const { uri, version } = shown.fixes;
    const { edits } = shown.choice;
    const document = await vscode.workspace.openTextDocument(uri);
    await closeTabs(shown.proposal);
    if (document.version !== version)
      throw new PlainError(
        'changed',
        vscode.l10n.t('The document changed since this fix was made, so it was not applied.'),
        vscode.l10n.t('Ask for a fix again.'),
      );
    const edit = new vscode.WorkspaceEdit();
    for (const each of edits) edit.replace(uri, rangeOf(document, each), each.text);
    if (!(await vscode.workspace.applyEdit(edit)))
      throw new PlainError(
        'refused',
        vscode.l10n.t('The editor did not apply the fix.'),
        vscode.l10n.t('Is the file read-only?'),
      );
    const editor = await vscode.window.showTextDocument(document);
    // What stands above the first edit has not moved.
    const at = document.positionAt(edits[0]?.start ?? 0);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async discard(): Promise<void> {
    const shown = this.#shown;
    this.#set(undefined);
    if (shown !== undefined) await closeTabs(shown.proposal);
  }

  dispose(): void {
    this.#set(undefined);
    this.#subscriptions.dispose();
  }

  async #open(fixes: PendingFixes, at: number, viewColumn: vscode.ViewColumn): Promise<void> {
    const { uri, choices } = fixes;
    const choice = choices[at] ?? choices[0];
    // The same path, so that the right side has the language of the left; the number keeps the editor from showing an older text.
    const proposal = vscode.Uri.from({
      scheme: this.#scheme,
      path: absolutePath(uri.path),
      query: String((this.#count += 1)),
    });
    this.#set({ fixes, at, choice, proposal });
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    // The title is read aloud when the diff takes the focus.
    const title =
      choices.length === 1
        ? vscode.l10n.t('Fix for {0}: {1}', name, choice.label)
        : vscode.l10n.t('Fix {0} of {1} for {2}: {3}', at + 1, choices.length, name, choice.label);
    await vscode.commands.executeCommand('vscode.diff', uri, proposal, title, { preview: true, viewColumn });
  }

  /** The fix that is looked at stays as it is: no other one takes its place. */
  #join(fixes: PendingFixes, others: readonly FixChoice[]): void {
    const shown = this.#shown;
    if (shown?.fixes !== fixes || others.length === 0) return;
    this.#set({ ...shown, fixes: { ...fixes, choices: [...fixes.choices, ...others] } });
  }

  #forgetClosed(closed: readonly vscode.Tab[]): void {
    const { proposal } = this.#shown ?? {};
    const isClosed = proposal !== undefined && closed.some((tab) => shows(tab, proposal));
    // A diff that is moved leaves another one.
    if (isClosed && tabsOf(proposal).length === 0) this.#set(undefined);
  }

  #set(shown: Shown | undefined): void {
    this.#shown = shown;
    const hasMore = (shown?.fixes.choices.length ?? 0) > 1;
    void vscode.commands.executeCommand('setContext', 'plinth.fixOpen', shown !== undefined);
    void vscode.commands.executeCommand('setContext', 'plinth.fixHasMore', hasMore);
  }
}

/** Paths of untitled documents have no leading slash, which a URI without an authority may have anyway. */
function absolutePath(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
