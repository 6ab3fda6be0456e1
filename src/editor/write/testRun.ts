import * as vscode from 'vscode';
import { commandText, type TestCommand } from '../../core/write/tests/runCommand';
import { confirm } from '../notify';
import { say } from './writeDocument';

/** A file of tests that was written and may be run. */
export interface RunnableTests {
  readonly command: TestCommand;
  /** Where the command runs. */
  readonly folder: vscode.Uri;
  /** What is open now: a text that is not saved, or the file. */
  readonly document: vscode.TextDocument;
  /** Where the tests belong. */
  readonly target: vscode.Uri;
  /** What is tested. */
  readonly source: vscode.TextDocument;
}

export interface TestRunParts {
  /** Shows a box that must be answered. */
  readonly confirm: typeof confirm;
  readonly execute: (task: vscode.Task) => Thenable<unknown>;
}

/** The real editor. */
export const editorTestRun: TestRunParts = { confirm, execute: (task) => vscode.tasks.executeTask(task) };

/**
 * Asks with the exact command and its folder, then saves the file and runs the command in a terminal, without a shell. Nothing runs without that
 * yes, nor in a folder that is not trusted.
 */
export async function runTests(tests: RunnableTests, parts: TestRunParts): Promise<void> {
  const { command, folder, target, source } = tests;
  if (!vscode.workspace.isTrusted) return say(vscode.l10n.t('Tests are run only in folders that you trust.'));
  const saved = [target, ...(source.isDirty ? [source.uri] : [])].map((uri) => vscode.workspace.asRelativePath(uri));
  const detail = [
    vscode.l10n.t('Command: {0}', commandText(command)),
    vscode.l10n.t('Folder: {0}', folder.scheme === 'file' ? folder.fsPath : folder.toString(true)),
    vscode.l10n.t('Saved before: {0}', saved.join(', ')),
    vscode.l10n.t('The tests and the code that they call run with your rights. Read them first.'),
  ].join('\n\n');
  if (!(await parts.confirm(vscode.l10n.t('Run the new tests?'), detail, vscode.l10n.t('Run')))) return;
  if (!(await areSaved(tests)))
    return say(
      vscode.l10n.t('The tests are not at {0}, so they were not run.', vscode.workspace.asRelativePath(target)),
    );
  await parts.execute(taskOf(command, folder));
}

async function areSaved({ document, target, source }: RunnableTests): Promise<boolean> {
  if (source.isDirty && !(await source.save())) return false;
  if (!document.isClosed && document.uri.toString() !== target.toString()) {
    const place = await vscode.workspace.save(document.uri);
    return place?.path === target.path;
  }
  // Saved by the person in the meantime, or thrown away.
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === target.toString());
  if (open?.isDirty === true) return open.save();
  return isThere(target);
}

async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

/** A process and no line for a shell: nothing in an argument can mean anything. */
function taskOf({ program, args }: TestCommand, folder: vscode.Uri): vscode.Task {
  const execution = new vscode.ProcessExecution(program, [...args], { cwd: folder.fsPath });
  const scope = vscode.workspace.getWorkspaceFolder(folder) ?? vscode.TaskScope.Global;
  const task = new vscode.Task({ type: 'plinth' }, scope, vscode.l10n.t('new tests'), 'Plinth', execution);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated };
  return task;
}
