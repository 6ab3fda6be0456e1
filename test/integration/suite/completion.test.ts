import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Outcome } from '../../../src/core/completion/outcome';
import { completionRequestOf } from '../../../src/editor/convert';
import type { PlinthWatch } from '../../../src/extension';
import { closeAll, openText, outcomeOf, startPlinth, trigger, until } from './plinth';

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

  it('asks the model while paused by command only, and says why', async () => {
    await vscode.commands.executeCommand('plinth.pause');
    const heard: Outcome[] = [];
    const listener = plinth.onOutcome((outcome) => heard.push(outcome));
    // The editor asks all providers at once, so this one sees when Plinth has been asked, and how often by command.
    const asked: vscode.InlineCompletionTriggerKind[] = [];
    const witness = vscode.languages.registerInlineCompletionItemProvider(
      { pattern: '**' },
      { provideInlineCompletionItems: (_document, _position, { triggerKind }) => void asked.push(triggerKind) },
    );
    try {
      await openText('python', 'x =');
      await vscode.commands.executeCommand('type', { text: ' ' });
      const { Automatic, Invoke } = vscode.InlineCompletionTriggerKind;
      await until('the editor asks while typing', () => asked.includes(Automatic));
      await until('the reason is told', () =>
        heard.some((each) => each.kind === 'skipped' && each.reason === 'paused'),
      );
      assertAnswered(await outcomeOf(plinth, trigger));
      const byCommand = asked.filter((kind) => kind === Invoke).length;
      const answered = heard.filter((each) => each.kind === 'shown' || each.reason !== 'paused').length;
      assert.ok(answered <= byCommand, `${answered} answers, but only ${byCommand} requests by command`);
    } finally {
      listener.dispose();
      witness.dispose();
      await vscode.commands.executeCommand('plinth.resume');
    }
  });

  it('does not put the text of a document together before it is read', async () => {
    const { document } = await openText('python', 'x = 1');
    let copies = 0;
    const getText = (): string => (copies++, document.getText());
    const counted = Object.create(document, { getText: { value: getText } }) as vscode.TextDocument;
    const context = { triggerKind: vscode.InlineCompletionTriggerKind.Automatic, selectedCompletionInfo: undefined };
    const { snapshot, offset } = completionRequestOf(counted, new vscode.Position(0, 5), context);
    assert.deepEqual([snapshot.languageId, offset, copies], ['python', 5, 0]);
    assert.deepEqual([snapshot.text, snapshot.text, copies], ['x = 1', 'x = 1', 1]);
  });

  it('leaves the document as it was', async () => {
    const content = 'const a = [1, 2, 3];\nconst b = a.';
    const editor = await openText('javascript', content);
    await outcomeOf(plinth, trigger);
    assert.equal(editor.document.getText(), content);
  });
});
