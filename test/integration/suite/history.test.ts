import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { historyScheme } from '../../../src/editor/convert';
import type { PlinthWatch } from '../../../src/extension';
import { closeAll, openText, outcomeOf, startPlinth, trigger, until } from './plinth';

/** The document of the command; empty where it is not open. */
function shownText(): string {
  const known = vscode.workspace.textDocuments.find(({ uri, isClosed }) => uri.scheme === historyScheme && !isClosed);
  return known?.getText() ?? '';
}

describe('recent completions', () => {
  let plinth: PlinthWatch;
  before(async () => {
    plinth = await startPlinth();
  });
  afterEach(closeAll);

  it('takes the focus by command, and shows the last request without its text', async () => {
    await openText('python', 'private_name = 1\nother = ');
    const outcome = await outcomeOf(plinth, trigger);
    await vscode.commands.executeCommand('plinth.showHistory');
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, historyScheme);
    await until('the request is shown', () => /^### .* (?:shown|nothing): Untitled-\d+, line 2$/m.test(shownText()));
    const text = shownText();
    assert.match(text, /^- Requests: [1-9]/m);
    assert.match(text, /^- Bytes sent over the network since start: 0$/m);
    assert.match(text, /python, asked by command$/m);
    assert.match(text, outcome.kind === 'shown' ? /^- From the (?:engine|cache)/m : new RegExp(outcome.reason));
    assert.doesNotMatch(text, /private_name/);
  });

  it('follows what happens beside it, and leaves the focus there', async () => {
    await openText('plaintext', 'Some words');
    await vscode.commands.executeCommand('plinth.showHistory');
    // Else the next text would hide the view.
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    const { document } = await openText('markdown', '# A title\n\nSome words');
    await outcomeOf(plinth, () => vscode.commands.executeCommand('type', { text: ' a' }));
    const line =
      /^### .* nothing.*: Untitled-\d+, line 3\n- Completion is switched off for this language.*markdown, while typing$/m;
    await until('the view is renewed', () => line.test(shownText()));
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  it('tells of requests during a pause, and says when the editor itself does not ask', async () => {
    const editor = vscode.workspace.getConfiguration('editor');
    await openText('python', 'x =');
    await vscode.commands.executeCommand('plinth.pause');
    try {
      const paused: string[] = [];
      const listener = plinth.onOutcome((outcome) => paused.push(outcome.kind === 'shown' ? '' : outcome.reason));
      await vscode.commands.executeCommand('type', { text: ' ' });
      await until('the editor has asked', () => paused.includes('paused'));
      listener.dispose();
      await editor.update('inlineSuggest.enabled', false, vscode.ConfigurationTarget.Global);
      await vscode.commands.executeCommand('plinth.showHistory');
      await until('the pause is shown', () => shownText().includes('(gate: paused); python, while typing'));
      await until('the setting is shown', () => shownText().includes('"editor.inlineSuggest.enabled" is off'));
    } finally {
      await editor.update('inlineSuggest.enabled', true, vscode.ConfigurationTarget.Global);
      await vscode.commands.executeCommand('plinth.resume');
    }
    await until('the note is gone', () => !shownText().includes('"editor.inlineSuggest.enabled" is off'));
  });

  it('stays in one place, however often it is asked for', async () => {
    await openText('python', 'x = 1');
    for (let i = 0; i < 3; i++) await vscode.commands.executeCommand('plinth.showHistory');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.equal(tabs.length, 2);
  });
});
