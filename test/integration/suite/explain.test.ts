import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { PlinthWatch } from '../../../src/extension';
import { closeAll, openText, startPlinth, until } from './plinth';

describe('Explain Selection', () => {
  let plinth: PlinthWatch;
  before(async () => {
    plinth = await startPlinth();
  });
  afterEach(closeAll);

  it('streams an answer into the panel, for a selection and for a cursor', async () => {
    const editor = await openText('python', 'def add(a, b):\n    return a + b\n');
    editor.selection = new vscode.Selection(0, 0, 1, 16);
    await vscode.commands.executeCommand('plinth.explainSelection');
    assert.equal(plinth.explanation().isRunning, false);
    assert.notEqual(plinth.explanation().markdown, '');
    editor.selection = new vscode.Selection(1, 6, 1, 6);
    await vscode.commands.executeCommand('plinth.explainSelection');
    assert.notEqual(plinth.explanation().markdown, '');
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });

  it('explains at a depth of its own by command, and at the cursor by that of the context menu', async () => {
    const editor = await openText('python', 'def add(a, b):\n    return a + b\n');
    editor.selection = new vscode.Selection(1, 6, 1, 6);
    for (const command of ['plinth.explainInOneSentence', 'plinth.explainLineByLine', 'plinth.explainHere']) {
      await vscode.commands.executeCommand(command);
      assert.equal(plinth.explanation().isRunning, false);
      assert.equal(plinth.explanation().title, 'Explanation of add');
    }
  });

  it('shows the conversation of a file again when its editor becomes active', async () => {
    const titles: string[] = [];
    const editors: vscode.TextEditor[] = [];
    for (const name of ['first', 'second']) {
      const editor = await openText('python', `def ${name}(a):\n    return a\n`);
      editor.selection = new vscode.Selection(0, 5, 0, 5);
      await vscode.commands.executeCommand('plinth.explainSelection');
      titles.push(plinth.explanation().title);
      editors.push(editor);
    }
    assert.deepEqual(titles, ['Explanation of first', 'Explanation of second']);
    const [first] = editors;
    assert.ok(first);
    await vscode.window.showTextDocument(first.document);
    await until('the first one is shown', () => plinth.explanation().title === 'Explanation of first');
  });

  it('a newer question ends the one before', async () => {
    const editor = await openText('python', 'def add(a, b):\n    return a + b\n');
    editor.selection = new vscode.Selection(0, 0, 1, 16);
    const both = [1, 2].map(() => vscode.commands.executeCommand('plinth.explainSelection'));
    await Promise.all(both);
    assert.equal(plinth.explanation().isRunning, false);
    assert.equal(plinth.explanation().title, 'Explanation of the selection');
  });

  it('explains a text that cannot be written', async () => {
    const provider = { provideTextDocumentContent: () => 'SELECT 1;\n' };
    const registration = vscode.workspace.registerTextDocumentContentProvider('plinth-test', provider);
    try {
      await vscode.window.showTextDocument(vscode.Uri.parse('plinth-test:/query.sql'));
      await vscode.commands.executeCommand('plinth.explainSelection');
      assert.equal(plinth.explanation().isRunning, false);
      assert.notEqual(plinth.explanation().markdown, '');
    } finally {
      registration.dispose();
    }
  });

  it('leaves the last answer alone when there is nothing to explain', async () => {
    const before = plinth.explanation().markdown;
    await openText('python', ' \n\n');
    await vscode.commands.executeCommand('plinth.explainSelection');
    assert.equal(plinth.explanation().markdown, before);
  });
});
