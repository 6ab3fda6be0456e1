import * as vscode from 'vscode';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import type { OutcomeHistory } from '../core/completion/outcomeHistory';
import { byteText } from '../core/models/byteText';
import type { DataToDelete } from '../core/models/dataToDelete';
import type { LearnedAccepts } from './completion/learnedAccepts';
import type { Configuration } from './configuration';
import type { ModelDownload } from './models/modelDownload';
import type { ModelSetup } from './models/modelSetup';
import { confirm, tell, tellProblem } from './notify';
import type { Pause } from './pause';

export interface DeleteDataParts {
  readonly configuration: Configuration;
  readonly setup: ModelSetup;
  readonly download: ModelDownload;
  readonly pause: Pause;
  readonly log: Log;
  /** Everything that Plinth remembers: for all workspaces and for this one. */
  readonly memories: readonly vscode.Memento[];
  /** Folders of the extension's own; they may not exist. */
  readonly folders: readonly vscode.Uri[];
  readonly index: KeptIndex;
  /** Recent completions, in memory only. */
  readonly history: OutcomeHistory;
  readonly accepts: Pick<LearnedAccepts, 'clear'>;
}

/** Where the index of workspaces is kept. */
export interface KeptIndex {
  /** The editor's, and the command line's; they may not exist. */
  readonly folders: readonly vscode.Uri[];
  /** Resolves when this window writes nothing of it to disk any more, until the next start. */
  readonly stopKeeping: () => Promise<void>;
}

/** What was deleted, and what could not be, with the reason. */
interface Outcome {
  readonly removed: string[];
  readonly failed: string[];
}

/** "Delete All Data": says what will go and where it lies, asks, removes it and reports. Files that are not Plinth's stay. */
export class DeleteData {
  readonly #parts: DeleteDataParts;

  constructor(parts: DeleteDataParts) {
    this.#parts = parts;
  }

  /** Rejects with a PlainError while a model is being downloaded. */
  async run(): Promise<void> {
    const { configuration, setup, download, log, index } = this.#parts;
    if (download.isRunning) throw download.busy();
    const models = await setup.library.dataToDelete(configuration.get('modelPath'));
    const folders = await existing([...index.folders, ...this.#parts.folders]);
    if (!(await this.#confirm(models, folders))) return;
    if (download.isRunning) throw download.busy();
    await index.stopKeeping();
    await setup.release();
    const outcome = await this.#delete(models, folders);
    await setup.refresh();
    for (const what of outcome.removed) log.info(`deleted: ${what}`);
    for (const { path } of models.leave) log.info(`left where it is: ${path}`);
    for (const what of outcome.failed) log.error(`not deleted: ${what}`);
    this.#report(outcome);
  }

  async #delete(models: DataToDelete, folders: readonly vscode.Uri[]): Promise<Outcome> {
    const { library } = this.#parts.setup;
    const outcome: Outcome = { removed: [], failed: [] };
    const attempt = async (what: string, work: () => PromiseLike<unknown>): Promise<void> => {
      try {
        await work();
        outcome.removed.push(what);
      } catch (error) {
        outcome.failed.push(`${what}: ${describeError(error)}`);
      }
    };
    for (const { id, what, path } of models.remove) await attempt(path, () => library.remove(id, what));
    for (const { id } of models.leave) await library.forget(id);
    for (const folder of folders)
      await attempt(folder.fsPath, () => vscode.workspace.fs.delete(folder, { recursive: true }));
    for (const memory of this.#parts.memories)
      for (const key of memory.keys())
        await attempt(vscode.l10n.t('remembered choice "{0}"', key), () => memory.update(key, undefined));
    this.#parts.history.clear();
    this.#parts.accepts.clear();
    await this.#parts.pause.set(false);
    return outcome;
  }

  async #confirm({ remove, leave }: DataToDelete, folders: readonly vscode.Uri[]): Promise<boolean> {
    const goes = [
      ...remove.map(({ path, bytes }) => `${path} (${byteText(bytes)})`),
      ...folders.map((folder) => this.#nameOf(folder)),
      vscode.l10n.t(
        'What Plinth remembers of your choices and accepted completions, and the files of the running engine',
      ),
    ];
    const stays = [vscode.l10n.t('Your settings and your own model files'), ...leave.map(({ path }) => path)];
    const none = vscode.l10n.t('There are no models that Plinth downloaded in {0}.', this.#parts.setup.library.folder);
    const detail = [
      listed(vscode.l10n.t('This goes:'), goes),
      ...(remove.length === 0 ? [none] : []),
      listed(vscode.l10n.t('This stays:'), stays),
    ];
    const question = vscode.l10n.t('Delete all data of Plinth on this machine?');
    return confirm(question, detail.join('\n\n'), vscode.l10n.t('Delete'));
  }

  #nameOf(folder: vscode.Uri): string {
    if (!this.#parts.index.folders.includes(folder)) return folder.fsPath;
    return vscode.l10n.t('{0} (the index of your folders)', folder.fsPath);
  }

  #report({ failed }: Outcome): void {
    // Short, since the editor shows one line of it; the log names every file.
    if (failed.length > 0) tellProblem(vscode.l10n.t('Plinth: not everything was deleted: {0}', failed.join('; ')));
    else tell(vscode.l10n.t('Plinth: all data deleted. The log says what went and what stays.'));
  }
}

async function existing(folders: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      try {
        await vscode.workspace.fs.stat(folder);
        return [folder];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}

/** A heading and its items, a line each. */
function listed(heading: string, items: readonly string[]): string {
  return [heading, ...items.map((item) => `• ${item}`)].join('\n');
}
