import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { systemClock } from '../../../src/base/clock';
import { TestService } from '../../../src/core/write/tests/testService';
import { Activity } from '../../../src/editor/status/activity';
import { TestCommand, type TestCommandParts } from '../../../src/editor/write/testCommand';
import { editorTestRun } from '../../../src/editor/write/testRun';
import { nodeFor, ScriptedEngine, scriptedSyntax } from '../../fakes/scriptedChat';
import { closeAll, startPlinth, until } from './plinth';

const code = 'export function add(a, b) {\n  return a + b;\n}\n';
const answer = "```js\ntest('adds', () => {\n  assert.equal(add(1, 2), 3);\n});\n```";
const expected =
  "import { test } from 'node:test';\nimport assert from 'node:assert/strict';\nimport { add } from './sum.mjs';\n\ntest('adds', () => {\n  assert.equal(add(1, 2), 3);\n});\n";

/** What the command showed and asked. */
interface Seen {
  readonly messages: { readonly text: string; readonly answers: readonly string[] }[];
  readonly details: string[];
  readonly tasks: vscode.Task[];
}

describe('Plinth writes tests', () => {
  const activity = new Activity(systemClock);
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const folder = path.join(workspace?.uri.fsPath ?? '', 'tested');
  const source = path.join(folder, 'sum.mjs');
  const target = path.join(folder, 'sum.test.mjs');

  beforeEach(async () => {
    await startPlinth();
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(source, code);
    fs.writeFileSync(path.join(folder, 'package.json'), '{"name": "tested"}');
  });
  afterEach(async () => {
    await closeAll();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const commandFor = (
    engine: ScriptedEngine,
    choices: {
      readonly run: boolean;
      readonly confirm: boolean;
      readonly execute?: TestCommandParts['run']['execute'];
    },
  ): { readonly command: TestCommand; readonly seen: Seen } => {
    const seen: Seen = { messages: [], details: [], tasks: [] };
    const syntax = scriptedSyntax([nodeFor(code, code.trimEnd(), 'add')], () => 0);
    const command = new TestCommand({
      service: new TestService({ engine, syntax }),
      offer: { isReady: () => true },
      activity,
      mayShow: () => Promise.resolve(true),
      interpreters: () => Promise.resolve([]),
      ask: (text, ...answers) => {
        seen.messages.push({ text, answers });
        return Promise.resolve(choices.run ? answers[0] : undefined);
      },
      run: {
        confirm: (_question, detail) => {
          seen.details.push(detail);
          return Promise.resolve(choices.confirm);
        },
        execute: (task) => {
          seen.tasks.push(task);
          return (choices.execute ?? (() => Promise.resolve()))(task);
        },
      },
    });
    return { command, seen };
  };
  const openSource = async (): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(source);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 2, 1, 2);
    return document;
  };
  const written = (): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/tested/sum.test.mjs'));

  it('as a text in its place that is not saved, one undo step away from nothing', async () => {
    await openSource();
    const { command, seen } = commandFor(new ScriptedEngine([answer]), { run: false, confirm: true });
    await command.run();
    const document = written();
    assert.equal(document?.uri.scheme, 'untitled');
    assert.equal(document.getText(), expected);
    assert.equal(document.languageId, 'javascript');
    assert.ok(!fs.existsSync(target), 'nothing lies on the disk');
    await until('it is shown', () => vscode.window.activeTextEditor?.document === document);
    assert.match(
      seen.messages[0]?.text ?? '',
      /1 test of add in tested\/sum\.test\.mjs, with Node's .*Checked: parses, names add,.* Not run and not saved/,
    );
    assert.deepEqual(seen.messages[0]?.answers, ['Run…']);
    assert.deepEqual([seen.details, seen.tasks], [[], []]);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), '');
  });

  it('and runs nothing without a yes to the command that it shows', async () => {
    await openSource();
    const { command, seen } = commandFor(new ScriptedEngine([answer]), { run: true, confirm: false });
    await command.run();
    assert.match(
      seen.details[0] ?? '',
      /^Command: node --test sum\.test\.mjs\n\nFolder: .*tested\n\nSaved before: tested\/sum\.test\.mjs\n/,
    );
    assert.deepEqual(seen.tasks, []);
    assert.ok(!fs.existsSync(target), 'nothing lies on the disk');
  });

  it('and runs them in a terminal after the yes, saved before', async () => {
    await openSource();
    const ended: (number | undefined)[] = [];
    const listener = vscode.tasks.onDidEndTaskProcess(({ exitCode, execution }) => {
      if (execution.task.source === 'Plinth') ended.push(exitCode);
    });
    try {
      const { execute } = editorTestRun;
      const { command, seen } = commandFor(new ScriptedEngine([answer]), { run: true, confirm: true, execute });
      await command.run();
      assert.equal(fs.readFileSync(target, 'utf8'), expected);
      assert.equal(seen.tasks.length, 1);
      await until('the tests have run', () => ended.length === 1);
      assert.deepEqual(ended, [0]);
    } finally {
      listener.dispose();
    }
  });

  it('beside those that are there, and leaves them alone', async () => {
    fs.writeFileSync(target, '// mine\n');
    await openSource();
    const { command, seen } = commandFor(new ScriptedEngine([answer]), { run: false, confirm: false });
    await command.run();
    assert.match(seen.messages[0]?.text ?? '', /in tested\/sum2\.test\.mjs.*tested\/sum\.test\.mjs is there already/);
    assert.equal(fs.readFileSync(target, 'utf8'), '// mine\n');
    // A text that is not saved takes its name as well.
    await openSource();
    const again = commandFor(new ScriptedEngine([answer]), { run: false, confirm: false });
    await again.command.run();
    assert.match(again.seen.messages[0]?.text ?? '', /in tested\/sum3\.test\.mjs/);
  });

  it('in the folder and the style of the tests of the project', async () => {
    fs.mkdirSync(path.join(folder, 'test'));
    fs.writeFileSync(
      path.join(folder, 'test', 'cart.spec.mjs'),
      'test("fills the cart", () => {\n  assert(true);\n});\n',
    );
    await openSource();
    const engine = new ScriptedEngine([answer]);
    const { command, seen } = commandFor(engine, { run: false, confirm: false });
    await command.run();
    assert.match(seen.messages[0]?.text ?? '', /in tested\/test\/sum\.spec\.mjs/);
    assert.match(engine.lastQuestion(), /fills the cart/);
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/test/sum.spec.mjs'));
    assert.match(document?.getText() ?? '', /import \{ add \} from "\.\.\/sum\.mjs";/);
  });

  it('and says so when there are none', async () => {
    const before = vscode.workspace.textDocuments.length;
    await openSource();
    const { command, seen } = commandFor(new ScriptedEngine(['No.', 'No.']), { run: true, confirm: true });
    await command.run();
    assert.deepEqual(seen.messages, []);
    assert.ok(vscode.workspace.textDocuments.length <= before + 1, 'only the source was opened');
  });

  it('by the command that the chat offers', async () => {
    assert.ok((await vscode.commands.getCommands(true)).includes('plinth.write.tests'));
  });
});
