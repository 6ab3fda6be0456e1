import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { PlinthWatch } from '../../../src/extension';
import { runNode, type Stop, stopDebugger } from './nodeDebugger';
import { closeAll, openText, startPlinth, until } from './plinth';

const program = `const rates = { EUR: 1 };

function priceOf(cart) {
  const quantity = cart.items.length;
  return quantity * rates.EUR;
}

priceOf({ owner: 'Ada' });
`;

describe('debugging hints', () => {
  let plinth: PlinthWatch;
  let folder: vscode.WorkspaceFolder;
  let file = '';
  before(async () => {
    plinth = await startPlinth();
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    folder = first;
    file = path.join(folder.uri.fsPath, 'throws.js');
    fs.writeFileSync(file, program);
  });
  afterEach(async () => {
    await stopDebugger();
    await vscode.workspace
      .getConfiguration('plinth')
      .update('debug.hints', undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });
  after(() => fs.rmSync(file));

  const runToError = (): Promise<Stop> => runNode(folder, file, ['uncaught']);

  it('says at once what was raised, where and by which value, and takes it back when the program goes on', async () => {
    const { session, threadId } = await runToError();
    await until('the hint', () => plinth.hint().title !== '');
    // A machine that is very busy is told the values by the second, patient question.
    await until('the values', () => plinth.hint().markdown.includes('owner'));
    const { title, markdown, mark } = plinth.hint();
    assert.match(title, /^TypeError: Cannot read properties of undefined \(reading 'length'\)$/);
    assert.match(markdown, /^`throws\.js:4` · `(?:global\.)?priceOf`/);
    assert.match(markdown, /```javascript\nconst quantity = cart\.items\.length;\n```/);
    assert.match(markdown, /`cart\.items is undefined`/);
    assert.match(markdown, /cart\.owner = 'Ada'/);
    assert.equal(mark, `cart.items is undefined · ${title}`);
    await until("the model's part has ended", () => !plinth.hint().isRunning);
    await vscode.commands.executeCommand('plinth.explainStop');
    await until('the view is in sight', () => plinth.hint().isVisible);
    assert.equal(plinth.hint().markdown.startsWith(markdown), true);
    await session.customRequest('continue', { threadId });
    await until('the hint is gone', () => plinth.hint().title === '' && plinth.hint().mark === '');
  });

  it('can be switched off at once, and asked for by command', async () => {
    const { session, threadId } = await runToError();
    await until('the hint', () => plinth.hint().mark !== '');
    await vscode.workspace.getConfiguration('plinth').update('debug.hints', false, vscode.ConfigurationTarget.Global);
    await until('the hint is gone', () => plinth.hint().title === '' && plinth.hint().mark === '');
    await vscode.commands.executeCommand('plinth.explainStop');
    assert.match(plinth.hint().title, /^TypeError: /);
    assert.equal(plinth.hint().isRunning, false);
    await session.customRequest('continue', { threadId });
    await until('the hint is gone with the program', () => plinth.hint().title === '' && plinth.hint().mark === '');
  });

  it('explains the trace of a failed test, of a selection and in a terminal', async () => {
    const trace = (place: string): string =>
      `TypeError: ${place} failed\n    at priceOf (${file}:4:31)\n    at Object.<anonymous> (${file}:8:1)\n`;
    const message = new vscode.TestMessage(trace('test'));
    await vscode.commands.executeCommand('plinth.explainError', { message });
    assert.equal(plinth.hint().title, 'TypeError: test failed');
    await until('the view is in sight', () => plinth.hint().isVisible);
    assert.ok(plinth.hint().markdown.startsWith('`throws.js:4` · `priceOf`'));

    const failed = new vscode.TestMessage('expected 1 to equal 2');
    failed.location = new vscode.Location(vscode.Uri.file(file), new vscode.Position(4, 2));
    await vscode.commands.executeCommand('plinth.explainError', { message: failed });
    assert.equal(plinth.hint().title, 'expected 1 to equal 2');
    assert.ok(plinth.hint().markdown.startsWith('`throws.js:5`'));

    const editor = await openText('log', `before\n${trace('selection')}after\n`);
    editor.selection = new vscode.Selection(0, 0, 4, 0);
    await vscode.commands.executeCommand('plinth.explainError');
    assert.equal(plinth.hint().title, 'TypeError: selection failed');
    await closeAll();

    const writes = new vscode.EventEmitter<string>();
    const closed = new vscode.EventEmitter<void>();
    let isOpen = false;
    const pty: vscode.Pseudoterminal = {
      onDidWrite: writes.event,
      onDidClose: closed.event,
      open: () => (isOpen = true),
      close: () => undefined,
    };
    const terminal = vscode.window.createTerminal({ name: 'plinth-test', pty });
    try {
      terminal.show();
      await until('the terminal is open', () => isOpen && vscode.window.activeTerminal === terminal);
      writes.fire(trace('terminal').replaceAll('\n', '\r\n'));
      await vscode.env.clipboard.writeText('of the user');
      const end = Date.now() + 60_000;
      // What was written arrives some time later.
      while (plinth.hint().title !== 'TypeError: terminal failed' && Date.now() < end)
        await vscode.commands.executeCommand('plinth.explainLastCommand');
      assert.equal(plinth.hint().title, 'TypeError: terminal failed');
      assert.equal(await vscode.env.clipboard.readText(), 'of the user');
    } finally {
      terminal.dispose();
    }
  });

  it('explains the problem at the cursor, and leaves the last hint alone when there is no error', async () => {
    const problems = vscode.languages.createDiagnosticCollection('plinth-hint-test');
    try {
      const editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
      const range = new vscode.Range(3, 19, 3, 29);
      const problem = new vscode.Diagnostic(range, "Property 'items' does not exist.");
      problem.source = 'ts';
      problem.code = 2339;
      problems.set(editor.document.uri, [problem]);
      editor.selection = new vscode.Selection(3, 0, 3, 0);
      await vscode.commands.executeCommand('plinth.explainError');
      assert.equal(plinth.hint().title, "ts 2339: Property 'items' does not exist.");
      assert.ok(plinth.hint().markdown.startsWith('`throws.js:4`'));
      // As the Problems view opens it: with a selection that is no trace.
      problems.set(editor.document.uri, [new vscode.Diagnostic(range, 'Too short.')]);
      editor.selection = new vscode.Selection(range.start, range.end);
      await vscode.commands.executeCommand('plinth.explainError');
      assert.equal(plinth.hint().title, 'Too short.');
    } finally {
      problems.dispose();
    }
    const { document } = await openText('log', 'all is well\n');
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 1, 0) });
    await vscode.commands.executeCommand('plinth.explainError');
    assert.equal(plinth.hint().title, 'Too short.');
  });
});
