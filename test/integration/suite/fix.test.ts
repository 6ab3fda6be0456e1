import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { PlinthWatch } from '../../../src/extension';
import type { FixCommandArguments } from '../../../src/editor/fix/fixActions';
import { closeAll, openText, startPlinth } from './plinth';

const content = 'def add(a, b):\n    return a + c\n';
const where = new vscode.Range(1, 15, 1, 16);

async function actionsFor(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
  );
  return actions.filter(({ title }) => title === 'Suggest fix with Plinth');
}

describe('Suggest Fix', () => {
  let plinth: PlinthWatch;
  const problems = vscode.languages.createDiagnosticCollection('plinth-test');
  before(async () => {
    plinth = await startPlinth();
  });
  afterEach(async () => {
    problems.clear();
    await closeAll();
  });

  it('is on the light bulb of a problem, and only there', async () => {
    const { document } = await openText('python', content);
    assert.deepEqual(await actionsFor(document.uri, where), []);
    const problem = new vscode.Diagnostic(where, 'c is not defined', vscode.DiagnosticSeverity.Error);
    problems.set(document.uri, [problem]);
    const [action] = await actionsFor(document.uri, where);
    assert.equal(action?.kind?.value, 'quickfix');
    assert.equal(action.command?.command, 'plinth.suggestFix');
    const [argument] = action.command.arguments as [FixCommandArguments];
    assert.equal(argument.uri.toString(), document.uri.toString());
    assert.deepEqual(
      argument.diagnostics.map(({ message }) => message),
      ['c is not defined'],
    );
    assert.deepEqual(await actionsFor(document.uri, new vscode.Range(0, 0, 0, 1)), []);
  });

  it('is not offered where nothing can be changed', async () => {
    const provider = { provideTextDocumentContent: () => content };
    const registration = vscode.workspace.registerTextDocumentContentProvider('plinth-test', provider);
    try {
      const uri = vscode.Uri.parse('plinth-test:/a.py');
      await vscode.window.showTextDocument(uri);
      problems.set(uri, [new vscode.Diagnostic(where, 'c is not defined')]);
      assert.deepEqual(await actionsFor(uri, where), []);
    } finally {
      registration.dispose();
    }
  });

  it('asks the model, and changes nothing before the person accepts', async () => {
    const { document } = await openText('python', content);
    problems.set(document.uri, [new vscode.Diagnostic(where, 'c is not defined')]);
    const [action] = await actionsFor(document.uri, where);
    assert.ok(action?.command);
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments as unknown[]));
    assert.equal(document.getText(), content);
    await vscode.commands.executeCommand('plinth.discardFix');
    assert.equal(plinth.hasPendingFix(), false);
  });

  it('bears with odd arguments of other callers', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const argument of [undefined, null, 7, 'x', {}, { uri: 'file:///x' }])
      await vscode.commands.executeCommand('plinth.suggestFix', argument);
    await vscode.commands.executeCommand('plinth.acceptFix');
    assert.equal(plinth.hasPendingFix(), false);
  });
});
