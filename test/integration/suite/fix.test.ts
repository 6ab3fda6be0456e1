import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { PlinthWatch } from '../../../src/extension';
import type { FixCommandArguments } from '../../../src/editor/fix/fixArguments';
import { closeAll, openText, startPlinth, until } from './plinth';

const content = 'def add(a, b):\n    return a + c\n';
const where = new vscode.Range(1, 15, 1, 16);

/** A name that was meant, so that a fix is found without the model. */
const misspelled = 'def add(first, second):\n    return first + secnd\n';
const misspelledName = new vscode.Range(1, 19, 1, 24);
const misspelling = "Undefined name 'secnd'. Did you mean 'second'?";

/** The title of the diff that shows a fix. */
function fixTitle(): string {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return (
    tabs.find(({ label, input }) => input instanceof vscode.TabInputTextDiff && label.startsWith('Fix '))?.label ?? ''
  );
}

function isOneOfSeveral(): boolean {
  return /^Fix \d of \d /.test(fixTitle());
}

function quickFix(title: string, uri: vscode.Uri, range: vscode.Range, text: string): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(uri, range, text);
  return action;
}

/** Quick fixes as a language server offers them, for one document. */
function offer(uri: vscode.Uri, provide: () => vscode.ProviderResult<vscode.CodeAction[]>): vscode.Disposable {
  const selector = { scheme: uri.scheme, pattern: uri.path };
  return vscode.languages.registerCodeActionsProvider(selector, { provideCodeActions: provide });
}

function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, name);
}

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

  it('checks what a language server offers with the types of the project, and shows one after the other', async () => {
    const uri = workspaceFile('web/cart.ts');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const content = document.getText();
    const start = content.indexOf('peices');
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + 'peices'.length));
    problems.set(uri, [new vscode.Diagnostic(range, "Cannot find name 'peices'. Did you mean 'pieces'?")]);
    const elsewhere = quickFix('Elsewhere', workspaceFile('web/prices.ts'), new vscode.Range(0, 0, 0, 0), 'x');
    const command = new vscode.CodeAction('Run something', vscode.CodeActionKind.QuickFix);
    command.command = { title: 'x', command: 'plinth-test.never' };
    const server = offer(uri, () => [
      quickFix('Worse', uri, range, 'peeces'),
      quickFix('Longer', uri, range, 'Number(pieces)'),
      elsewhere,
      command,
    ]);
    try {
      // The editor asks all servers together, and that of TypeScript is slow at its start: then none of them is waited for.
      const end = Date.now() + 90_000;
      do {
        await actionsFor(uri, range);
        await vscode.commands.executeCommand('plinth.suggestFix', { uri, line: range.start.line + 1 });
        // What the index knows is shown at once; the servers' fixes join it.
        assert.match(fixTitle(), /: removes 1 error, adds 0 \(TypeScript \d+\.\d+\.\d+\)$/);
        for (let wait = 0; wait < 50 && !isOneOfSeveral(); wait += 1) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          await vscode.commands.executeCommand('plinth.nextFix');
        }
      } while (!isOneOfSeveral() && Date.now() < end);
      const titles = new Set<string>();
      const texts = new Set<string>();
      for (;;) {
        const title = fixTitle();
        if (titles.has(title)) break;
        titles.add(title);
        assert.match(title, /^Fix \d of \d for cart\.ts: removes 1 error, adds 0 \(TypeScript \d+\.\d+\.\d+\)$/);
        const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
        assert.ok(input instanceof vscode.TabInputTextDiff);
        texts.add((await vscode.workspace.openTextDocument(input.modified)).getText());
        await vscode.commands.executeCommand('plinth.nextFix');
        await until('another fix is shown', () => fixTitle() !== '' && fixTitle() !== title);
      }
      assert.ok(texts.has(content.replace('peices', 'pieces')));
      assert.ok(texts.has(content.replace('peices', 'Number(pieces)')));
      assert.ok(![...texts].some((text) => text.includes('peeces')));
      assert.equal(document.getText(), content);
      await vscode.commands.executeCommand('plinth.acceptFix');
      // After the last one comes the first again.
      assert.equal(document.getText(), [...texts][0]);
    } finally {
      server.dispose();
    }
  });

  it('says what was tried where nothing passes', async () => {
    const { document } = await openText('python', content);
    const { uri } = document;
    problems.set(uri, [new vscode.Diagnostic(where, 'This sum is not nice')]);
    const server = offer(uri, () => [quickFix('Break it', uri, where, ')')]);
    try {
      await vscode.commands.executeCommand('plinth.suggestFix', { uri, line: 2 });
    } finally {
      server.dispose();
    }
    assert.equal(plinth.hasPendingFix(), false);
    const report = (): vscode.TextDocument | undefined =>
      vscode.workspace.textDocuments.find((each) => each.uri.scheme === 'plinth-fix-report');
    await until('the report is open', () => {
      if (report() === undefined) void vscode.commands.executeCommand('notification.acceptPrimaryAction');
      return report() !== undefined;
    });
    const text = report()?.getText() ?? '';
    assert.match(text, /^- This sum is not nice$/m);
    assert.match(text, /^1\. Language server, Break it: code that does not parse/m);
    assert.match(text, /^2\. Model: an answer/m);
    assert.equal(document.getText(), content);
  });

  it('finds a name that was meant without a model', async () => {
    const settings = vscode.workspace.getConfiguration('plinth');
    await settings.update('modelPath', workspaceFile('none.gguf').fsPath, vscode.ConfigurationTarget.Global);
    try {
      await until('the model is gone', () => plinth.status() === 'modelProblem');
      const { document } = await openText('python', misspelled);
      problems.set(document.uri, [new vscode.Diagnostic(misspelledName, misspelling)]);
      await vscode.commands.executeCommand('plinth.suggestFix');
      await until('a fix is shown', () => fixTitle() !== '');
      assert.match(fixTitle(), /: syntax checked only$/);
      await vscode.commands.executeCommand('plinth.acceptFix');
      assert.equal(document.getText(), misspelled.replace('secnd', 'second'));
    } finally {
      await closeAll();
      plinth = await startPlinth();
    }
  });

  it('shows nothing when the document changes meanwhile', async () => {
    const { document } = await openText('python', content);
    const { uri } = document;
    problems.set(uri, [new vscode.Diagnostic(where, 'c is not defined')]);
    const change = new vscode.WorkspaceEdit();
    change.insert(uri, new vscode.Position(0, 0), '# new\n');
    // The server is asked once the text was taken, and nothing is proven without it.
    let changed: Thenable<boolean> | undefined;
    const server = offer(uri, async () => {
      await (changed ??= vscode.workspace.applyEdit(change));
      return [quickFix('Take b', uri, where, 'b')];
    });
    try {
      await vscode.commands.executeCommand('plinth.suggestFix', { uri, line: 2 });
      assert.equal(await changed, true);
    } finally {
      server.dispose();
    }
    assert.equal(plinth.hasPendingFix(), false);
    assert.equal(fixTitle(), '');
    assert.equal(document.getText(), `# new\n${content}`);
  });

  it('bears with odd arguments of other callers', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const argument of [undefined, null, 7, 'x', {}, { uri: 'file:///x' }, { line: 1 }])
      await vscode.commands.executeCommand('plinth.suggestFix', argument);
    for (const command of ['plinth.nextFix', 'plinth.acceptFix']) await vscode.commands.executeCommand(command);
    assert.equal(plinth.hasPendingFix(), false);
  });
});
