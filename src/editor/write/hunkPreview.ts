import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { TextEdit } from '../../core/text/minimalEdits';
import {
  afterAccept,
  afterDiscard,
  hunkLines,
  hunkNear,
  type PendingHunks,
  proposedText,
} from '../../core/write/hunks';
import { closeTabs, shows, tabsOf } from '../proposalTabs';
import { applyToDocument, showAt } from './applyEdits';

/** Changes of a document to be looked at. */
export interface Proposal {
  readonly uri: vscode.Uri;
  /** The text of the document that the edits fit. */
  readonly text: string;
  /** Sorted, not overlapping. */
  readonly edits: readonly TextEdit[];
  /** What it is and how it was checked; read aloud when the diff takes the focus. */
  readonly title: string;
}

interface Shown {
  readonly uri: vscode.Uri;
  readonly proposal: vscode.Uri;
  readonly title: string;
  readonly pending: PendingHunks;
  /** While it is being written: what there is so far. */
  readonly draft: string | undefined;
}

/**
 * Shows changes in the diff editor, as they are written and when they are, and makes or throws away each of them alone or all together. The right
 * side holds the document with all changes that are left. `scheme` is that of the right sides.
 */
export class HunkPreview implements vscode.TextDocumentContentProvider, Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #mark = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
  });
  readonly onDidChange = this.#changes.event;
  readonly #closed = new vscode.EventEmitter<void>();
  /** The changes are gone: made, thrown away, or closed by the person. */
  readonly onDidClose = this.#closed.event;
  readonly #scheme: string;
  #shown: Shown | undefined;
  /** A change is being made; a second one would fit no more. */
  #isApplying = false;
  #count = 0;

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.#subscriptions.add(this.#changes);
    this.#subscriptions.add(this.#closed);
    this.#subscriptions.add(this.#mark);
    this.#subscriptions.add(vscode.window.tabGroups.onDidChangeTabs(({ closed }) => this.#forgetClosed(closed)));
    this.#subscriptions.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#markHunks()));
    this.#subscriptions.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === this.#shown?.proposal.toString()) this.#markHunks();
      }),
    );
  }

  /** Changes that wait for the person's word; 0 while they are being written. */
  get pendingCount(): number {
    return this.#shown?.draft === undefined ? (this.#shown?.pending.edits.length ?? 0) : 0;
  }

  /** Changes are being written or wait; who shows others throws them away. */
  get isOpen(): boolean {
    return this.#shown !== undefined;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const shown = this.#shown;
    if (shown === undefined || shown.proposal.toString() !== uri.toString()) return '';
    return shown.draft ?? proposedText(shown.pending);
  }

  /** Opens the diff of a document with itself, for changes that are about to be written. What was still open is thrown away. */
  async begin({ uri, text, title }: Omit<Proposal, 'edits'>): Promise<void> {
    await this.discardAll();
    await this.#open({ uri, title, pending: { text, edits: [] }, draft: text }, false);
  }

  /** The whole document with what is written so far. False when the person closed the diff. */
  update(draft: string): boolean {
    const shown = this.#shown;
    if (shown?.draft === undefined) return false;
    this.#set({ ...shown, draft });
    return true;
  }

  /** Shows changes that may be accepted, in place of those that were being written. */
  async show({ uri, text, edits, title }: Proposal): Promise<void> {
    const last = this.#shown?.proposal;
    const isElsewhere = last !== undefined && !tabsOf(last).some((tab) => tab.isActive && tab.group.isActive);
    await this.#open({ uri, title, pending: { text, edits }, draft: undefined }, isElsewhere);
    if (last !== undefined) await closeTabs(last);
  }

  /** Makes the change at the cursor, as one undo step. @throws PlainError when the document changed, or the editor refuses */
  async acceptHunk(): Promise<void> {
    const shown = this.#ready();
    const index = shown && this.#indexAtCursor(shown);
    const edit = index === undefined ? undefined : shown?.pending.edits[index];
    if (shown === undefined || index === undefined || edit === undefined) return;
    await this.#apply(shown, [edit]);
    // The person may have closed the diff meanwhile.
    if (this.#shown === shown) await this.#goOn({ ...shown, pending: afterAccept(shown.pending, index) }, edit.start);
  }

  /** Throws the change at the cursor away. */
  async discardHunk(): Promise<void> {
    const shown = this.#ready();
    const index = shown && this.#indexAtCursor(shown);
    if (shown === undefined || index === undefined) return;
    const start = shown.pending.edits[index]?.start ?? 0;
    await this.#goOn({ ...shown, pending: afterDiscard(shown.pending, index) }, start);
  }

  /** Makes all changes that are left, as one undo step. @throws PlainError when the document changed, or the editor refuses */
  async acceptAll(): Promise<void> {
    const shown = this.#ready();
    if (shown === undefined) return;
    await this.#apply(shown, shown.pending.edits);
    if (this.#shown === shown) await this.#end(shown, shown.pending.edits[0]?.start ?? 0);
  }

  async discardAll(): Promise<void> {
    const shown = this.#shown;
    this.#set(undefined);
    if (shown !== undefined) await closeTabs(shown.proposal);
  }

  dispose(): void {
    this.#set(undefined);
    this.#subscriptions.dispose();
  }

  #ready(): Shown | undefined {
    return this.#shown?.draft === undefined && !this.#isApplying ? this.#shown : undefined;
  }

  async #apply({ uri, pending }: Shown, edits: readonly TextEdit[]): Promise<void> {
    this.#isApplying = true;
    try {
      await applyToDocument(await vscode.workspace.openTextDocument(uri), pending.text, edits);
    } catch (error) {
      // What fits no more is used up.
      await this.discardAll();
      throw error;
    } finally {
      this.#isApplying = false;
    }
  }

  async #goOn(shown: Shown, offset: number): Promise<void> {
    if (shown.pending.edits.length === 0) return this.#end(shown, offset);
    this.#set(shown);
  }

  async #end({ uri }: Shown, offset: number): Promise<void> {
    await this.discardAll();
    await showAt(await vscode.workspace.openTextDocument(uri), offset);
  }

  /** By the side of the diff in which the cursor stands. */
  #indexAtCursor({ uri, proposal, pending }: Shown): number | undefined {
    const editor = vscode.window.activeTextEditor;
    const line = editor?.selection.active.line ?? 0;
    const active = editor?.document.uri.toString();
    if (active === uri.toString()) return hunkNear(hunkLines(pending, 'old'), line);
    return hunkNear(hunkLines(pending, 'proposed'), active === proposal.toString() ? line : 0);
  }

  async #open(next: Omit<Shown, 'proposal'>, preserveFocus: boolean): Promise<void> {
    // The same path, so that the right side has the language of the left; the number keeps the editor from showing an older text.
    const path = next.uri.path.startsWith('/') ? next.uri.path : `/${next.uri.path}`;
    const proposal = vscode.Uri.from({ scheme: this.#scheme, path, query: String((this.#count += 1)) });
    const last = this.#shown?.proposal;
    const viewColumn = (last && tabsOf(last)[0]?.group.viewColumn) ?? vscode.ViewColumn.Active;
    this.#set({ ...next, proposal });
    // What is being written is not lost when the person opens another file in its place.
    const options = { preview: next.draft === undefined, preserveFocus, viewColumn };
    await vscode.commands.executeCommand('vscode.diff', next.uri, proposal, next.title, options);
  }

  #forgetClosed(closed: readonly vscode.Tab[]): void {
    const { proposal } = this.#shown ?? {};
    const isClosed = proposal !== undefined && closed.some((tab) => shows(tab, proposal));
    // A diff that is moved, or one half of two, leaves another one.
    if (isClosed && tabsOf(proposal).length === 0) this.#set(undefined);
  }

  #set(shown: Shown | undefined): void {
    const isClosing = shown === undefined && this.#shown !== undefined;
    this.#shown = shown;
    const isOpen = shown !== undefined && shown.draft === undefined;
    void vscode.commands.executeCommand('setContext', 'plinth.editOpen', isOpen);
    if (shown !== undefined) this.#changes.fire(shown.proposal);
    if (isClosing) this.#closed.fire();
  }

  /** Which change is which, where several are left. */
  #markHunks(): void {
    const shown = this.#ready();
    if (shown === undefined) return;
    const editor = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === shown.proposal.toString(),
    );
    if (editor === undefined || editor.document.getText() !== proposedText(shown.pending)) return;
    const lines = hunkLines(shown.pending, 'proposed');
    const marks = lines.map(({ first }, index): vscode.DecorationOptions => {
      const { range } = editor.document.lineAt(Math.min(first, editor.document.lineCount - 1));
      const contentText = vscode.l10n.t('change {0} of {1}', index + 1, lines.length);
      return { range: new vscode.Range(range.end, range.end), renderOptions: { after: { contentText } } };
    });
    editor.setDecorations(this.#mark, lines.length > 1 ? marks : []);
  }
}
