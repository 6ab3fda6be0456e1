import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Outcome } from '../../../src/core/completion/outcome';
import type { PlinthWatch } from '../../../src/extension';

/** The extension under test, with the tiny model. */
export async function startPlinth(): Promise<PlinthWatch> {
  const extension = vscode.extensions.getExtension<PlinthWatch>('plinth.plinth');
  assert.ok(extension, 'the extension is installed');
  const plinth = await extension.activate();
  const tiny =
    process.env['PLINTH_TEST_TINY'] ?? path.join(extension.extensionPath, 'test', 'engine', 'tiny', 'tiny.gguf');
  assert.ok(fs.existsSync(tiny), `the tiny model is there: ${tiny}`);
  const configuration = vscode.workspace.getConfiguration('plinth');
  if (configuration.get('modelPath') !== tiny)
    await configuration.update('modelPath', tiny, vscode.ConfigurationTarget.Global);
  await until('the engine is ready', () => ['ready', 'languageOff', 'asleep'].includes(plinth.status()), 40_000);
  return plinth;
}

/** Waits for a condition that some event will make true. */
export async function until(what: string, isTrue: () => boolean, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!isTrue()) {
    if (Date.now() > end) assert.fail(`${what}: not after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Opens a text in the editor with the cursor at its end. */
export async function openText(languageId: string, content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: languageId, content });
  const editor = await vscode.window.showTextDocument(document);
  const end = document.positionAt(document.getText().length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** Does something and answers with the next outcome that typing did not overtake. */
export async function outcomeOf(plinth: PlinthWatch, act: () => PromiseLike<unknown>): Promise<Outcome> {
  let seen: Outcome | undefined;
  const listener = plinth.onOutcome((outcome) => {
    if (outcome.kind === 'shown' || outcome.reason !== 'superseded') seen ??= outcome;
  });
  try {
    await act();
    await until('an outcome', () => seen !== undefined, 20_000);
  } finally {
    listener.dispose();
  }
  assert.ok(seen);
  return seen;
}

/** By command, so that taste does not keep the answer back. */
export async function trigger(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
}

/** Throws changes away, so that no dialog asks about them. */
export async function closeAll(): Promise<void> {
  for (let count = 0; count < 20 && vscode.window.activeTextEditor !== undefined; count += 1)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
