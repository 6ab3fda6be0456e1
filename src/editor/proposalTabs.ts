import * as vscode from 'vscode';

/** The tabs with a diff whose right side is a proposal; several while it is being moved or split. */
export function tabsOf(proposal: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => shows(tab, proposal));
}

export async function closeTabs(proposal: vscode.Uri): Promise<void> {
  const tabs = tabsOf(proposal);
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
}

/** Whether a tab is a diff with this right side; also of one that is closed by now. */
export function shows(tab: vscode.Tab, proposal: vscode.Uri): boolean {
  return tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === proposal.toString();
}
