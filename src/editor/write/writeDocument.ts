import * as vscode from 'vscode';
import { isForeign, isReadOnly } from '../convert';
import { tell } from '../notify';

/** The active editor, when something may be written into its document; else the person is told why not. */
export function writableEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  const refusal = editor === undefined ? vscode.l10n.t('Open a file to write in it.') : refusalFor(editor.document);
  if (refusal !== undefined) say(refusal);
  return refusal === undefined ? editor : undefined;
}

export function say(message: string): void {
  tell(vscode.l10n.t('Plinth: {0}', message));
}

function refusalFor(document: vscode.TextDocument): string | undefined {
  if (!vscode.workspace.isTrusted) return vscode.l10n.t('Code is written only in folders that you trust.');
  return isForeign(document) || isReadOnly(document) ? vscode.l10n.t('This document cannot be changed.') : undefined;
}
