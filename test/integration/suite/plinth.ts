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
  await until('the engine is ready', () => ['ready', 'languageOff', 'asleep'].includes(plinth.status()));
  return plinth;
}

/** Waits for a condition that some event will make true, far longer than a busy machine needs. */
export async function until(what: string, isTrue: () => boolean, ms = 90_000): Promise<void> {
  const end = Date.now() + ms;
  while (!isTrue()) {
    if (Date.now() > end) assert.fail(`${what}: not after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An untitled document. One that has the name of an earlier one may get that one's backup, when it is not deleted yet, instead of its content. */
async function untitled(languageId: string, content: string): Promise<vscode.TextDocument> {
  const end = Date.now() + 90_000;
  for (;;) {
    const document = await vscode.workspace.openTextDocument({ language: languageId, content });
    const isOwn = document.getText().replaceAll('\r\n', '\n') === content.replaceAll('\r\n', '\n');
    if (isOwn || Date.now() > end) return document;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** Opens a text in the editor with the cursor at its end. */
export async function openText(languageId: string, content: string): Promise<vscode.TextEditor> {
  const document = await untitled(languageId, content);
  const editor = await vscode.window.showTextDocument(document);
  const end = document.positionAt(document.getText().length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** Does something and answers with the next outcome of a request that was neither overtaken by typing nor made during a pause. */
export async function outcomeOf(plinth: PlinthWatch, act: () => PromiseLike<unknown>): Promise<Outcome> {
  let seen: Outcome | undefined;
  const listener = plinth.onOutcome((outcome) => {
    if (outcome.kind === 'shown' || !['superseded', 'paused'].includes(outcome.reason)) seen ??= outcome;
  });
  try {
    await act();
    await until('an outcome', () => seen !== undefined);
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

/**
 * Throws changes away, so that no dialog asks about them, and answers when every tab and every untitled text is gone: the next text may get
 * the name of one that is not, and its content with it. What is active here may lag behind what is active in the editor.
 */
export async function closeAll(): Promise<void> {
  const end = Date.now() + 90_000;
  const tabs = (): readonly vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const texts = (): readonly vscode.TextDocument[] =>
    vscode.workspace.textDocuments.filter(({ uri, isClosed }) => uri.scheme === 'untitled' && !isClosed);
  while (tabs().length > 0 && Date.now() < end)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await until('no tab is left', () => tabs().length === 0);
  await until('no untitled text is left', () => texts().length === 0);
}
