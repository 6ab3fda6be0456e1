import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Outcome } from '../../../src/core/completion/outcome';
import type { PlinthWatch } from '../../../src/extension';
import { closeAll, openText, outcomeOf, startPlinth, trigger } from './plinth';

/** The model of the tests writes nonsense, which may well be refused by a filter; what counts is that it was asked and did answer. */
function assertAnswered(outcome: Outcome): void {
  if (outcome.kind === 'skipped') assert.equal(outcome.stage, 'filter', `${outcome.reason}: ${outcome.message}`);
  else assert.notEqual(outcome.text, '');
}

describe('completion', () => {
  let plinth: PlinthWatch;
  before(async () => {
    plinth = await startPlinth();
  });
  afterEach(closeAll);

  it('asks the model by command', async () => {
    await openText('python', 'def add(a, b):\n    return ');
    assertAnswered(await outcomeOf(plinth, trigger));
  });

  it('asks the model while typing', async () => {
    await openText('typescript', 'export function add(a: number, b: number) {\n  return');
    assertAnswered(await outcomeOf(plinth, () => vscode.commands.executeCommand('type', { text: ' ' })));
  });

  it('works with CRLF, emoji and template markers in the text', async () => {
    const editor = await openText(
      'python',
      '# 😀 é <|fim_suffix|> <|endoftext|>\ndef greet(name):\n    print("👩‍👩‍👧 " + ',
    );
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    assertAnswered(await outcomeOf(plinth, trigger));
  });

  it('works in an empty untitled document and in a language without a grammar', async () => {
    await openText('ruby', 'def add(a, b)\n  ');
    assertAnswered(await outcomeOf(plinth, trigger));
    await openText('python', '');
    const outcome = await outcomeOf(plinth, trigger);
    assert.ok(outcome.kind === 'shown' || outcome.stage === 'filter' || outcome.stage === 'gate');
  });

  it('says why nothing is shown in a language that is off', async () => {
    await openText('plaintext', 'Some words');
    const outcome = await outcomeOf(plinth, () => vscode.commands.executeCommand('type', { text: ' a' }));
    assert.equal(outcome.kind === 'skipped' ? outcome.reason : 'shown', 'language-off');
  });

  it('is quiet while paused', async () => {
    await vscode.commands.executeCommand('plinth.pause');
    const heard: Outcome[] = [];
    const listener = plinth.onOutcome((outcome) => heard.push(outcome));
    try {
      await openText('python', 'x =');
      await vscode.commands.executeCommand('type', { text: ' ' });
      await new Promise((resolve) => setTimeout(resolve, 800));
      assert.deepEqual(heard, []);
    } finally {
      listener.dispose();
      await vscode.commands.executeCommand('plinth.resume');
    }
  });

  it('leaves the document as it was', async () => {
    const content = 'const a = [1, 2, 3];\nconst b = a.';
    const editor = await openText('javascript', content);
    await outcomeOf(plinth, trigger);
    assert.equal(editor.document.getText(), content);
  });
});
