import * as vscode from 'vscode';
import { frameworkManner } from '../../core/write/tests/frameworks';
import { testCommand } from '../../core/write/tests/runCommand';
import type { TestOutcome, TestService, WrittenTests } from '../../core/write/tests/testService';
import { withCancellableProgress } from '../cancellableProgress';
import { snapshotOf } from '../convert';
import type { ModelOffer } from '../models/modelOffer';
import type { ask } from '../notify';
import type { Activity } from '../status/activity';
import { runTests, type TestRunParts } from './testRun';
import { WorkspaceFiles } from './workspaceFiles';
import { say, writableEditor } from './writeDocument';
import { noTestsText, verdictText } from './writeTexts';

export interface TestCommandParts {
  readonly service: TestService;
  readonly offer: Pick<ModelOffer, 'isReady'>;
  readonly activity: Activity;
  /** Whether anything of a file may be shown to a model. */
  readonly mayShow: (file: vscode.Uri) => Promise<boolean>;
  /** Of Python, those that the user has named for a folder. */
  readonly interpreters: (root: string) => Promise<readonly string[]>;
  /** Shows a question that nobody has to answer. */
  readonly ask: typeof ask;
  readonly run: TestRunParts;
}

/** "Write Tests": shows them as a new text that is not saved, in its place beside the project's tests; they run only after a confirmation. */
export class TestCommand {
  readonly #parts: TestCommandParts;

  constructor(parts: TestCommandParts) {
    this.#parts = parts;
  }

  /**
   * Call for the command. Resolves when the message about the result is gone. Rejects with a PlainError for a file that must not be read, and when the
   * engine fails.
   */
  async run(): Promise<void> {
    const editor = writableEditor();
    if (editor === undefined || !this.#parts.offer.isReady()) return;
    const { document, selection } = editor;
    const root = rootOf(document);
    if (root === undefined) return say(vscode.l10n.t('Save the file first: its tests have to find it.'));
    const files = new WorkspaceFiles(root, this.#parts.mayShow);
    const start = document.offsetAt(selection.start);
    const end = document.offsetAt(selection.end);
    const request = { snapshot: snapshotOf(document), start, end, files };
    const work = withCancellableProgress(vscode.l10n.t('Plinth: writing tests'), (signal, progress) =>
      this.#parts.service.write(request, signal, ({ length }) =>
        progress.report({ message: vscode.l10n.t('{0} characters written', length) }),
      ),
    );
    await this.#show(document, files, await this.#parts.activity.track(work));
  }

  async #show(source: vscode.TextDocument, files: WorkspaceFiles, outcome: TestOutcome): Promise<void> {
    if (outcome.kind === 'aborted') return;
    if (outcome.kind === 'none') return say(noTestsText(outcome.reason, source.languageId));
    const { place, framework, text, languageId } = outcome;
    const target = files.uriOf(place.path);
    const document = await openUnsaved(target, text, languageId);
    await vscode.window.showTextDocument(document, { preview: false });
    const interpreters = await this.#parts.interpreters(files.uriOf('').fsPath);
    const command =
      target.scheme === 'file'
        ? await testCommand({ framework, path: place.path, text, files, interpreters })
        : undefined;
    const message = vscode.l10n.t('Plinth: {0}', resultText(outcome));
    if (command === undefined) {
      await this.#parts.ask(message);
      return;
    }
    const run = vscode.l10n.t('Run…');
    if ((await this.#parts.ask(message, run)) !== run) return;
    const folder = files.uriOf(command.folder);
    await runTests({ command, folder, document, target, source }, this.#parts.run);
  }
}

/** The folder of the project: that of the workspace, or the file's own. Undefined for what lies in no folder. */
function rootOf({ uri, isUntitled }: vscode.TextDocument): vscode.Uri | undefined {
  const isFile = vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
  if (isUntitled || !isFile) return undefined;
  return vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
}

/** A text that knows where it is to be saved, and is not: nothing lies on the disk before the person saves it. */
async function openUnsaved(target: vscode.Uri, text: string, language: string): Promise<vscode.TextDocument> {
  if (target.scheme === 'file') {
    const document = await vscode.workspace.openTextDocument(target.with({ scheme: 'untitled' }));
    if (document.getText() === '') {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), text);
      if (await vscode.workspace.applyEdit(edit)) return document;
    }
  }
  // Elsewhere the editor cannot keep a place for it.
  return vscode.workspace.openTextDocument({ content: text, language });
}

function resultText({ subject, framework, place, count, isTrimmed, verdict }: WrittenTests): string {
  const { name } = frameworkManner(framework.id);
  const tests = count === 1 ? vscode.l10n.t('1 test') : vscode.l10n.t('{0} tests', count);
  const found =
    framework.foundIn === ''
      ? vscode.l10n.t('which comes with the language')
      : vscode.l10n.t('found in {0}', framework.foundIn);
  const parts = [
    vscode.l10n.t('{0} of {1} in {2}, with {3}, {4}.', tests, subject.name, place.path, name, found),
    vscode.l10n.t(
      'Checked: {0}, names {1}, expects something. Not run and not saved.',
      verdictText(verdict),
      subject.name,
    ),
  ];
  if (isTrimmed) parts.push(vscode.l10n.t('The answer got too long; its last test was left out.'));
  if (place.taken !== '') parts.push(vscode.l10n.t('{0} is there already and stays as it is.', place.taken));
  return parts.join(' ');
}
