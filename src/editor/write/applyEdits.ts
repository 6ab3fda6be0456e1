import * as vscode from 'vscode';
import { PlainError } from '../../base/errors';
import type { TextEdit } from '../../core/text/minimalEdits';
import { rangeOf } from '../convert';

/**
 * Makes changes in a document as one undo step. @param text what the document must still hold
 * @throws PlainError `changed` when it holds something else by now, `refused` when the editor does not apply them
 */
export async function applyToDocument(
  document: vscode.TextDocument,
  text: string,
  edits: readonly TextEdit[],
): Promise<void> {
  if (document.isClosed || document.getText() !== text)
    throw new PlainError(
      'changed',
      vscode.l10n.t('The document changed meanwhile, so nothing was written into it.'),
      vscode.l10n.t('Run the command again.'),
    );
  const edit = new vscode.WorkspaceEdit();
  for (const each of edits) edit.replace(document.uri, rangeOf(document, each), each.text);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new PlainError(
      'refused',
      vscode.l10n.t('The editor did not apply the change.'),
      vscode.l10n.t('Is the file read-only?'),
    );
}

/** Shows a document with the cursor at an offset. */
export async function showAt(document: vscode.TextDocument, offset: number): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(offset);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
