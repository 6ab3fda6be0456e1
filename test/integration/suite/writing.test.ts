import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { systemClock } from '../../../src/base/clock';
import { minimalEdits } from '../../../src/core/text/minimalEdits';
import { CommitService } from '../../../src/core/write/commit/commitService';
import { DocService } from '../../../src/core/write/doc/docService';
import { EditService } from '../../../src/core/write/edit/editService';
import { Activity } from '../../../src/editor/status/activity';
import { CommitCommand } from '../../../src/editor/write/commitCommand';
import { DocCommand } from '../../../src/editor/write/docCommand';
import { EditCommand } from '../../../src/editor/write/editCommand';
import type { GitApi, GitRepository } from '../../../src/editor/write/gitApi';
import { HunkPreview } from '../../../src/editor/write/hunkPreview';
import { plainScope } from '../../fakes/fakeSyntax';
import { nodeFor, ScriptedEngine, scriptedSyntax } from '../../fakes/scriptedChat';
import { closeAll, openText, startPlinth, until } from './plinth';

const content = 'def add(a, b):\n    x = a\n    y = b\n    return x - y\n';
const changed = 'def add(a, b):\n    left = a\n    y = b\n    return left + y\n';
const offer = { isReady: () => true };

function diffTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter((tab) => tab.input instanceof vscode.TabInputTextDiff);
}

/** The text on the right side of the one diff that is open. */
function proposed(): string | undefined {
  const input = diffTabs()[0]?.input;
  const uri = input instanceof vscode.TabInputTextDiff ? input.modified.toString() : '';
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri)?.getText();
}

/** Puts the cursor into the proposed text, where the person reads it. */
async function cursorAt(line: number): Promise<void> {
  const right = (): vscode.TextEditor | undefined =>
    vscode.window.visibleTextEditors.find(
      ({ document }) => document.getText() === proposed() && document.uri.scheme !== 'untitled',
    );
  await until('the proposal has the focus', () => vscode.window.activeTextEditor === right() && right() !== undefined);
  const editor = right();
  assert.ok(editor);
  editor.selection = new vscode.Selection(line, 0, line, 0);
  await until('the cursor is there', () => editor.selection.active.line === line);
}

async function undo(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('undo');
}

describe('Writing on request', () => {
  // The extension under test owns the scheme of proposals; its preview is closed here, and another one works with a scheme of its own.
  const activity = new Activity(systemClock);
  let preview: HunkPreview;
  beforeEach(async () => {
    await startPlinth();
    preview = new HunkPreview('plinth-edit-test');
  });
  afterEach(async () => {
    preview.dispose();
    await closeAll();
  });

  describe('HunkPreview', () => {
    const edits = minimalEdits(content, changed, 0);
    const show = async (): Promise<vscode.TextDocument> => {
      const { document } = await openText('python', content);
      await preview.show({ uri: document.uri, text: content, edits, title: 'Two changes' });
      await until('the diff is open', () => diffTabs().length === 1 && proposed() === changed);
      return document;
    };

    it('makes all changes as one undo step', async () => {
      const document = await show();
      assert.equal(preview.pendingCount, 2);
      await preview.acceptAll();
      assert.equal(document.getText(), changed);
      await until('the diff is closed', () => diffTabs().length === 0);
      await undo(document);
      assert.equal(document.getText(), content);
    });

    it('makes the change at the cursor and throws another one away', async () => {
      const document = await show();
      await cursorAt(3);
      await preview.acceptHunk();
      assert.equal(document.getText(), content.replace('x - y', 'left + y'));
      assert.equal(preview.pendingCount, 1);
      await preview.discardHunk();
      assert.equal(preview.pendingCount, 0);
      await until('the diff is closed', () => diffTabs().length === 0);
      await undo(document);
      assert.equal(document.getText(), content);
    });

    it('refuses a document that changed meanwhile', async () => {
      const document = await show();
      const change = new vscode.WorkspaceEdit();
      change.insert(document.uri, new vscode.Position(0, 0), '# new\n');
      await vscode.workspace.applyEdit(change);
      await assert.rejects(preview.acceptAll(), /changed meanwhile/);
      assert.equal(document.getText(), `# new\n${content}`);
      assert.equal(preview.pendingCount, 0);
    });

    it('forgets the changes when the person closes the diff', async () => {
      await show();
      await vscode.window.tabGroups.close(diffTabs());
      await until('the changes are forgotten', () => preview.pendingCount === 0);
    });
  });

  it('changes the function as asked, after a look at the diff', async () => {
    const { document } = await openText('python', content);
    const engine = new ScriptedEngine([`\`\`\`python\n${changed}\`\`\``]);
    const syntax = scriptedSyntax([nodeFor(content, content.trimEnd(), 'add')], () => 0);
    const service = new EditService({ engine, syntax });
    const askInstruction = (): Promise<string> => Promise.resolve('Add them');
    await new EditCommand({ service, preview, askInstruction, offer, activity, clock: systemClock }).run();
    await until('the changes are shown', () => proposed() === changed);
    assert.match(diffTabs()[0]?.label ?? '', /Add them \(parses\)$/);
    assert.equal(document.getText(), content);
    await preview.acceptAll();
    assert.equal(document.getText(), changed);
  });

  it('offers nothing that does not parse', async () => {
    const { document } = await openText('python', content);
    const broken = '```python\ndef add(a, b):\n    return (a + b\n```';
    const engine = new ScriptedEngine([broken, broken]);
    const syntax = scriptedSyntax([nodeFor(content, content.trimEnd(), 'add')], (text) => (text === content ? 0 : 1));
    const askInstruction = (): Promise<string> => Promise.resolve('Add them');
    const service = new EditService({ engine, syntax });
    await new EditCommand({ service, preview, askInstruction, offer, activity, clock: systemClock }).run();
    await until('the diff is closed', () => diffTabs().length === 0);
    assert.equal(document.getText(), content);
  });

  it('writes new documentation at once, and replaces what is there only after a look at the diff', async () => {
    const { document } = await openText('python', content);
    const engine = new ScriptedEngine(['"""Adds.\n\nArgs:\n    a: one\n    c: none\n"""', '"""Sums up."""']);
    const documented = content.replace('    x = a', '    """Adds.\n\n    Args:\n        a: one\n    """\n    x = a');
    const syntax = scriptedSyntax(undefined, () => 0);
    const scope = (text: string): void => {
      syntax.scope = { ...plainScope, enclosing: [nodeFor(text, text.trimEnd(), 'add')] };
    };
    scope(content);
    const command = new DocCommand({ service: new DocService({ engine, syntax }), preview, offer, activity });
    await command.run();
    assert.equal(document.getText(), documented);
    await undo(document);
    assert.equal(document.getText(), content);
    await vscode.commands.executeCommand('redo');
    scope(documented);
    await command.run();
    await until('the diff is open', () => diffTabs().length === 1);
    assert.equal(document.getText(), documented);
    await preview.acceptAll();
    assert.equal(document.getText(), content.replace('    x = a', '    """Sums up."""\n    x = a'));
  });

  describe('CommitCommand', () => {
    const diff = 'diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n+retry();\n';
    const repositoryOf = (typed: string): GitRepository => ({
      rootUri: vscode.Uri.file('/repository'),
      inputBox: { value: typed },
      state: { indexChanges: [], workingTreeChanges: [] },
      ui: { selected: true },
      diff: (cached) => Promise.resolve(cached === true ? '' : diff),
      log: () => Promise.reject(new Error('no commit yet')),
    });
    const commandFor = (repository: GitRepository, engine: ScriptedEngine): CommitCommand => {
      const api: GitApi = { repositories: [repository], getRepository: () => null };
      return new CommitCommand({
        service: new CommitService(engine),
        offer,
        activity,
        git: () => Promise.resolve(api),
      });
    };

    it('writes into the input box, behind what was typed', async () => {
      const repository = repositoryOf('fix:');
      const engine = new ScriptedEngine(['```\nfix: try again\n```']);
      await commandFor(repository, engine).run({ rootUri: repository.rootUri });
      assert.equal(repository.inputBox.value, 'fix: try again');
      assert.match(engine.lastQuestion(), /\+retry\(\);/);
    });

    it('puts back what was typed when there is no message', async () => {
      const repository = repositoryOf('WIP ');
      await commandFor(repository, new ScriptedEngine(['```\n```'])).run(undefined);
      assert.equal(repository.inputBox.value, 'WIP ');
    });

    it('leaves the box to somebody who types in it meanwhile', async () => {
      const repository = repositoryOf('');
      const texts = ['Add', 'Add retries'];
      let box = '';
      // After the first piece the person types.
      Object.defineProperty(repository.inputBox, 'value', {
        get: () => box,
        set: () => (box = 'mine'),
      });
      await commandFor(repository, new ScriptedEngine(texts)).run(undefined);
      assert.equal(box, 'mine');
    });
  });
});
