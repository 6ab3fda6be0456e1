import * as vscode from 'vscode';

const terminal = (name: string): Thenable<unknown> =>
  vscode.commands.executeCommand(`workbench.action.terminal.${name}`);

/** What is selected in the active terminal. Copied, as no stable API tells it; the clipboard's text is put back. */
export async function selectedTerminalText(): Promise<string> {
  return copied(async () => {
    await terminal('copySelection');
  });
}

/** What the last command in the active terminal has written, or all that stands there where the shell does not tell of commands. */
export async function lastTerminalOutput(): Promise<string> {
  return copied(async () => {
    await terminal('copyLastCommandOutput');
    if ((await vscode.env.clipboard.readText()) !== '') return;
    await terminal('selectAll');
    await terminal('copySelection');
    await terminal('clearSelection');
  });
}

/** The text that the work puts into the clipboard; what was there before is there again afterwards. */
async function copied(copy: () => Promise<void>): Promise<string> {
  const before = await vscode.env.clipboard.readText();
  try {
    await vscode.env.clipboard.writeText('');
    await copy();
    return await vscode.env.clipboard.readText();
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}
