import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type FixChoice, FixPreview, type PendingFixes } from '../../../src/editor/fix/fixPreview';
import { closeAll, openText, until } from './plinth';

const content = 'def add(a, b):\n    return a + c\n';
const fixed = content.replace('a + c', 'a + b');

/** `a + b` first, then whatever else is named. */
function fixesOf({ uri, version }: vscode.TextDocument, ...others: readonly string[]): PendingFixes {
  const start = content.indexOf('    return');
  const choiceOf = (sum: string): FixChoice => ({
    edits: [{ start, end: content.length, text: `    return ${sum}\n` }],
    newText: content.replace('a + c', sum),
    label: 'syntax checked only',
  });
  return { uri, version, choices: [choiceOf('a + b'), ...others.map(choiceOf)] };
}

function diffTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter((tab) => tab.input instanceof vscode.TabInputTextDiff);
}

describe('FixPreview', () => {
  let preview: FixPreview;
  beforeEach(() => {
    preview = new FixPreview('plinth-fix-test');
  });
  afterEach(async () => {
    preview.dispose();
    await closeAll();
  });

  it('shows the whole proposal with its label, in the language of the document', async () => {
    const { document } = await openText('python', content);
    await preview.show(fixesOf(document));
    await until('the diff is open', () => diffTabs().length === 1);
    const [tab] = diffTabs();
    assert.match(tab?.label ?? '', /^Fix for .+: syntax checked only$/);
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    assert.equal((await vscode.workspace.openTextDocument(tab.input.modified)).getText(), fixed);
  });

  it('applies the fix as one undo step and closes the diff', async () => {
    const { document } = await openText('python', content);
    await preview.show(fixesOf(document));
    await preview.accept();
    assert.equal(document.getText(), fixed);
    await until('the diff is closed', () => diffTabs().length === 0);
    await until('the document is shown', () => vscode.window.activeTextEditor?.document === document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), content);
  });

  it('applies a fix once when the key is pressed twice', async () => {
    const { document } = await openText('python', content);
    await preview.show(fixesOf(document));
    await Promise.all([preview.accept(), preview.accept()]);
    assert.equal(document.getText(), fixed);
  });

  it('keeps the fix when its diff is moved', async () => {
    const { document } = await openText('python', content);
    await preview.show(fixesOf(document));
    await until('the diff is open', () => diffTabs().length === 1);
    await vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup');
    await until('the diff is in a group of its own', () => diffTabs()[0]?.group.viewColumn === vscode.ViewColumn.Two);
    await preview.accept();
    assert.equal(document.getText(), fixed);
    await until('the diff is closed', () => diffTabs().length === 0);
  });

  it('turns from one fix to the next in place, after the last one to the first, and applies the one that is shown', async () => {
    const { document } = await openText('python', content);
    await preview.show(fixesOf(document, 'b + a', 'sum([a, b])'));
    const shows = async (at: number, sum: string): Promise<void> => {
      const title = new RegExp(`^Fix ${at} of 3 for .+: syntax checked only$`);
      await until(`fix ${at} alone is open`, () => diffTabs().length === 1 && title.test(diffTabs()[0]?.label ?? ''));
      assert.equal(preview.pending?.newText, content.replace('a + c', sum));
    };
    await shows(1, 'a + b');
    await preview.next();
    await shows(2, 'b + a');
    await preview.next();
    await shows(3, 'sum([a, b])');
    await preview.next();
    await shows(1, 'a + b');
    await preview.next();
    await shows(2, 'b + a');
    await preview.accept();
    assert.equal(document.getText(), content.replace('a + c', 'b + a'));
  });

  it('takes fixes that come later behind the one that is looked at', async () => {
    const { document } = await openText('python', content);
    const all = fixesOf(document, 'b + a');
    let answer: (others: readonly FixChoice[]) => void = () => undefined;
    const later = new Promise<readonly FixChoice[]>((resolve) => (answer = resolve));
    await preview.show({ ...fixesOf(document), later });
    await until('the diff is open', () => diffTabs().length === 1);
    answer(all.choices.slice(1));
    await later;
    assert.equal(preview.pending?.newText, fixed);
    await preview.next();
    await until('the other fix is open', () => /^Fix 2 of 2 /.test(diffTabs()[0]?.label ?? ''));
    await preview.accept();
    assert.equal(document.getText(), content.replace('a + c', 'b + a'));
  });

  it('has no next fix where there is one only', async () => {
    const { document } = await openText('python', content);
    await preview.show(fixesOf(document));
    await until('the diff is open', () => diffTabs().length === 1);
    const [tab] = diffTabs();
    await preview.next();
    assert.deepEqual(diffTabs(), [tab]);
  });

  it('refuses a fix for a document that changed meanwhile', async () => {
    const editor = await openText('python', content);
    await preview.show(fixesOf(editor.document));
    const change = new vscode.WorkspaceEdit();
    change.insert(editor.document.uri, new vscode.Position(0, 0), '# new\n');
    await vscode.workspace.applyEdit(change);
    await assert.rejects(preview.accept(), /changed since/);
    assert.equal(editor.document.getText(), `# new\n${content}`);
    assert.equal(preview.pending, undefined);
  });

  it('throws the fix away on discard, and when the person closes the tab', async () => {
    const { document } = await openText('python', content);
    await preview.show(fixesOf(document));
    await preview.discard();
    await until('the diff is closed', () => diffTabs().length === 0);
    assert.equal(preview.pending, undefined);
    await preview.show(fixesOf(document));
    await until('the diff is open', () => diffTabs().length === 1);
    await vscode.window.tabGroups.close(diffTabs());
    await until('the fix is forgotten', () => preview.pending === undefined);
    assert.equal(document.getText(), content);
  });
});
