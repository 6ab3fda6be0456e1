import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { completionRequestOf, isForeign, snapshotOf } from '../../../src/editor/convert';
import { closeAll, openText, startPlinth, until } from './plinth';

const typed = { triggerKind: vscode.InlineCompletionTriggerKind.Automatic, selectedCompletionInfo: undefined };

/** What the editor's states look like to the one who decides about a completion. */
describe('states of the editor', () => {
  before(startPlinth);
  afterEach(closeAll);

  it('counts a placeholder of a snippet that is selected as one cursor more', async () => {
    const editor = await openText('javascript', '');
    await editor.insertSnippet(new vscode.SnippetString('for (const ${1:item} of ${2:items}) {\n\t$0\n}'));
    await until('the placeholder is selected', () => editor.document.getText(editor.selection) === 'item');
    assert.equal(completionRequestOf(editor.document, editor.selection.active, typed).cursors, 2);
  });

  it('counts the cursors', async () => {
    const editor = await openText('javascript', 'a\nb');
    editor.selections = [0, 1].map((line) => new vscode.Selection(line, 1, line, 1));
    await until('there are two cursors', () => vscode.window.activeTextEditor?.selections.length === 2);
    assert.equal(completionRequestOf(editor.document, new vscode.Position(0, 1), typed).cursors, 2);
  });

  it('follows what is selected among the suggestions', async () => {
    const { document } = await openText('javascript', 'const a = arr.fi');
    const selectedCompletionInfo = { range: new vscode.Range(0, 14, 0, 16), text: 'filter' };
    const request = completionRequestOf(document, new vscode.Position(0, 16), { ...typed, selectedCompletionInfo });
    assert.deepEqual(request.selectedSuggestion, { start: 14, text: 'filter' });
  });

  it('takes the text of a cell and the path of its notebook', async () => {
    const root = vscode.workspace.workspaceFolders?.[0] ?? assert.fail('no folder is open');
    const file = path.join(root.uri.fsPath, 'notes', 'sales report.ipynb');
    const cell = {
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      outputs: [],
      source: ['total = 1\n', 'x = '],
    };
    const metadata = { language_info: { name: 'python' } };
    fs.mkdirSync(path.dirname(file));
    fs.writeFileSync(file, JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }));
    try {
      const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
      const { document } = notebook.cellAt(0);
      const snapshot = snapshotOf(document);
      assert.equal(document.uri.scheme, 'vscode-notebook-cell');
      assert.deepEqual(
        [snapshot.path, snapshot.repository, snapshot.languageId, snapshot.text],
        ['notes/sales report.ipynb', root.name, 'python', 'total = 1\nx = '],
      );
      const request = completionRequestOf(document, new vscode.Position(1, 4), typed);
      assert.deepEqual([request.readOnly, request.cursors, isForeign(document)], [false, 1, false]);
    } finally {
      fs.rmSync(path.dirname(file), { recursive: true, force: true });
    }
  });

  it('does not complete what is only shown', async () => {
    const scheme = 'plinth-test-shown';
    const provider = { provideTextDocumentContent: () => 'const a = ' };
    const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, provider);
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path: '/shown.ts' }));
      assert.equal(completionRequestOf(document, new vscode.Position(0, 10), typed).readOnly, true);
    } finally {
      registration.dispose();
    }
    const { document: untitled } = await openText('typescript', 'const a = ');
    assert.equal(completionRequestOf(untitled, new vscode.Position(0, 10), typed).readOnly, false);
  });
});
