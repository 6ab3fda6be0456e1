import * as vscode from 'vscode';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import type { LibraryEntry } from './models/modelLibrary';
import type { ModelSetup } from './models/modelSetup';
import { sizeText } from './models/modelSizes';
import type { Pause } from './pause';

export interface DeleteDataParts {
  readonly setup: ModelSetup;
  readonly pause: Pause;
  readonly log: Log;
  /** Everything that Plinth remembers: for all workspaces and for this one. */
  readonly memories: readonly vscode.Memento[];
  /** Folders of the extension's own; they may not exist. */
  readonly folders: readonly vscode.Uri[];
}

/** "Delete All Data": says what will go and where it lies, asks, removes it and reports. */
export class DeleteData {
  readonly #parts: DeleteDataParts;

  constructor(parts: DeleteDataParts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { setup, log } = this.#parts;
    const models = (await setup.library.list()).filter((entry) => entry.state !== 'absent');
    const folders = await this.#existingFolders();
    if (!(await this.#confirm(models, folders))) return;
    setup.release();
    const removed: string[] = [];
    const failed: string[] = [];
    const attempt = async (what: string, work: () => PromiseLike<unknown>): Promise<void> => {
      try {
        await work();
        removed.push(what);
      } catch (error) {
        failed.push(`${what}: ${describeError(error)}`);
      }
    };
    for (const entry of models) await attempt(entry.path, () => setup.library.remove(entry.model.id));
    for (const folder of folders)
      await attempt(folder.fsPath, () => vscode.workspace.fs.delete(folder, { recursive: true }));
    for (const memory of this.#parts.memories)
      for (const key of memory.keys())
        await attempt(vscode.l10n.t('remembered choice "{0}"', key), () => memory.update(key, undefined));
    await this.#parts.pause.set(false);
    await setup.refresh();
    for (const what of removed) log.info(`deleted: ${what}`);
    for (const what of failed) log.error(`not deleted: ${what}`);
    await this.#report(removed, failed);
  }

  async #confirm(models: readonly LibraryEntry[], folders: readonly vscode.Uri[]): Promise<boolean> {
    const lines = [
      ...models.map((entry) => `${entry.path} (${sizeText(entry.bytes)})`),
      ...(models.length === 0 ? [vscode.l10n.t('No models in {0}.', this.#parts.setup.library.folder)] : []),
      ...folders.map((folder) => folder.fsPath),
      vscode.l10n.t('What Plinth remembers of your choices, and the files of the running engine.'),
      vscode.l10n.t('Your settings and your own model files stay.'),
    ];
    const yes = vscode.l10n.t('Delete');
    const question = vscode.l10n.t('Delete all data of Plinth on this machine?');
    return (await vscode.window.showWarningMessage(question, { modal: true, detail: lines.join('\n') }, yes)) === yes;
  }

  async #existingFolders(): Promise<readonly vscode.Uri[]> {
    const found = await Promise.all(
      this.#parts.folders.map(async (folder) => {
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

  async #report(removed: readonly string[], failed: readonly string[]): Promise<void> {
    if (failed.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Plinth: {0} things deleted; the log lists them.', removed.length),
      );
      return;
    }
    const message = vscode.l10n.t(
      'Plinth: {0} things deleted, {1} could not be: {2}',
      removed.length,
      failed.length,
      failed.join('; '),
    );
    await vscode.window.showErrorMessage(message);
  }
}
