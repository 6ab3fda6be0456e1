import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { cutText } from '../../core/debug/shownValue';
import type { PlainHint } from '../../core/debug/plainHint';
import { plainHintLines } from '../../core/debug/plainHintText';
import { fenceCode } from '../../core/text/codeFence';

/** Longer ones run out of the window. */
const maxMarkChars = 160;

/** What was raised and what is to blame, behind the guilty line. */
export class LineMark implements Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly #type: vscode.TextEditorDecorationType;
  #plain: PlainHint | undefined;

  constructor() {
    const after = { margin: '0 0 0 2em', color: new vscode.ThemeColor('editorError.foreground') };
    const rangeBehavior = vscode.DecorationRangeBehavior.ClosedClosed;
    this.#type = this.#subscriptions.add(vscode.window.createTextEditorDecorationType({ after, rangeBehavior }));
    // The debugger opens the file of the stop at about the same time.
    this.#subscriptions.add(
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        if (this.#plain !== undefined) for (const editor of editors) this.#mark(editor);
      }),
    );
  }

  /** The text behind the line; empty without one. */
  get text(): string {
    return this.#plain?.place?.uri === undefined ? '' : markText(this.#plain);
  }

  show(plain: PlainHint): void {
    this.#plain = plain;
    for (const editor of vscode.window.visibleTextEditors) this.#mark(editor);
  }

  clear(): void {
    if (this.#plain === undefined) return;
    this.#plain = undefined;
    for (const editor of vscode.window.visibleTextEditors) this.#mark(editor);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #mark(editor: vscode.TextEditor): void {
    editor.setDecorations(this.#type, this.#marksIn(editor.document));
  }

  #marksIn(document: vscode.TextDocument): readonly vscode.DecorationOptions[] {
    const plain = this.#plain;
    const place = plain?.place;
    if (plain === undefined || place?.uri !== document.uri.toString() || place.line > document.lineCount) return [];
    const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(place.line - 1);
    const hoverMessage = new vscode.MarkdownString(fenceCode('text', plainHintLines(plain).join('\n')));
    hoverMessage.isTrusted = false;
    const code = range.with(range.start.translate(0, firstNonWhitespaceCharacterIndex));
    return [{ range: code, hoverMessage, renderOptions: { after: { contentText: markText(plain) } } }];
  }
}

/** What is to blame goes first: long lines run out of the window, and the debugger says by itself what was raised. */
function markText({ title, culprit }: PlainHint): string {
  return cutText(culprit === '' ? title : `${culprit} · ${title}`, maxMarkChars);
}
