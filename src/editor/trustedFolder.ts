import * as vscode from 'vscode';

/** The folder of a document, where the user trusts what its files say. */
export function trustedFolderOf(uri: string): string | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true))?.uri;
  return vscode.workspace.isTrusted && folder?.scheme === 'file' ? folder.fsPath : undefined;
}
