import * as vscode from 'vscode';
import type { CheckPlace } from '../../core/fix/fixTarget';

/**
 * Where a document lies, for checkers, which run beside this process: in a remote window its files have the scheme `file` here as well.
 * Undefined for a document on another disk or on none.
 */
export function checkPlaceOf({ uri }: vscode.TextDocument): CheckPlace | undefined {
  if (uri.scheme !== 'file') return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const others = vscode.workspace.textDocuments.filter(
    (each) => each.isDirty && each.uri.scheme === 'file' && each.uri.toString() !== uri.toString(),
  );
  return {
    path: uri.fsPath,
    root: folder?.scheme === 'file' ? folder.fsPath : '',
    unsaved: Object.fromEntries(others.map((each) => [each.uri.fsPath, each.getText()])),
  };
}
