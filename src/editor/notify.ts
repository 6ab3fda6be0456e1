import * as vscode from 'vscode';
import { plainMessage } from './plainMessage';

// Every message to people goes through here, and nowhere else, so that no quoted text becomes a link; a unit test watches over it.

/** Shows a message without waiting for anybody. */
export function tell(message: string): void {
  void vscode.window.showInformationMessage(plainMessage(message));
}

/** Shows what went wrong, without waiting for anybody. */
export function tellProblem(message: string): void {
  void vscode.window.showErrorMessage(plainMessage(message));
}

/** Shows a question that nobody has to answer; the chosen answer, or undefined. */
export async function ask(message: string, ...answers: readonly string[]): Promise<string | undefined> {
  return vscode.window.showInformationMessage(plainMessage(message), ...answers);
}

/** Asks before something that cannot be taken back, with a box that must be answered. Only for commands, never by itself. */
export async function confirm(question: string, detail: string, yes: string): Promise<boolean> {
  const options = { modal: true, detail: plainMessage(detail) };
  return (await vscode.window.showWarningMessage(plainMessage(question), options, yes)) === yes;
}
