import * as vscode from 'vscode';
import { PlainError } from '../../base/errors';
import { lineStart } from '../../core/text/lines';
import { isReadOnly } from '../convert';
import { lastCodeBlock } from '../markdown';
import { commentedText } from './commentedText';
import type { ExplainThread } from './explainThread';

interface Insertion {
  readonly editor: vscode.TextEditor;
  readonly position: vscode.Position;
  readonly text: string;
}

/**
 * Writes the last answer of a thread into the code: as a comment above what was explained, or its last block of code at the cursor; asks which
 * where both are possible. One undo step. @throws PlainError `notWritable`, `noCommentForm`, `placeGone`
 */
export async function insertExplanation(thread: ExplainThread): Promise<void> {
  const { markdown } = thread.last;
  if (markdown.trim() === '') return;
  const code = lastCodeBlock(markdown);
  const way = code === undefined ? 'comment' : await chooseWay();
  if (way === undefined) return;
  const insertion = way === 'comment' ? await commentOf(thread, markdown) : codeAtCursor(code ?? '');
  if (insertion === undefined) return;
  const { editor, position, text } = insertion;
  if (isReadOnly(editor.document))
    throw new PlainError('notWritable', vscode.l10n.t('This document cannot be changed.'), useCopy());
  if (!(await editor.edit((builder) => builder.insert(position, text)))) throw placeGone();
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function chooseWay(): Promise<'comment' | 'code' | undefined> {
  const ways = [
    { label: vscode.l10n.t('The answer, as a comment above the code'), way: 'comment' },
    { label: vscode.l10n.t('Its last block of code, at the cursor'), way: 'code' },
  ] as const;
  const chosen = await vscode.window.showQuickPick(ways, { title: vscode.l10n.t('Insert what?') });
  return chosen?.way;
}

async function commentOf(thread: ExplainThread, markdown: string): Promise<Insertion> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(thread.uri, true));
  const start = startOf(thread, document);
  if (start === undefined) throw placeGone();
  const position = document.positionAt(start);
  const indentation = /^\s*/.exec(document.lineAt(position).text)?.[0] ?? '';
  const text = commentedText(document.languageId, markdown, indentation);
  if (text === undefined)
    throw new PlainError(
      'noCommentForm',
      vscode.l10n.t('Plinth does not know how comments are written in {0}.', document.languageId),
      useCopy(),
    );
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  return { editor: shown ?? (await vscode.window.showTextDocument(document)), position, text };
}

/** Start of the line at which the code that was explained begins now; it may have moved, but must be the only one of its kind. */
function startOf({ subject }: ExplainThread, document: vscode.TextDocument): number | undefined {
  const { context, request } = subject;
  const text = document.getText();
  if (document.version === request.snapshot.version) return lineStart(text, context.span.start);
  const at = text.indexOf(context.code);
  return at === -1 || text.indexOf(context.code, at + 1) !== -1 ? undefined : lineStart(text, at);
}

/** Further lines get the indentation of the cursor's line. */
function codeAtCursor(code: string): Insertion | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const position = editor.selection.active;
  const indentation = /^\s*/.exec(editor.document.lineAt(position).text.slice(0, position.character))?.[0] ?? '';
  const text = code.replace(/\n$/, '').replace(/\n(?=[^\n])/g, `\n${indentation}`);
  return { editor, position, text };
}

function placeGone(): PlainError {
  return new PlainError('placeGone', vscode.l10n.t('The code that was explained has changed.'), useCopy());
}

function useCopy(): string {
  return vscode.l10n.t('Use "Copy" and put the text where you want it.');
}
