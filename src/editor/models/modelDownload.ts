import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { PlainError } from '../../base/errors';
import { Emitter, type Event } from '../../base/event';
import { byteText } from '../../core/models/byteText';
import type { CatalogueModel } from '../../core/models/catalogue';
import { withCancellableProgress } from '../cancellableProgress';
import { confirm } from '../notify';
import { OneAtATime } from '../oneAtATime';
import type { LibraryProgress } from './modelLibrary';
import { licenceText } from './licenceText';
import type { ModelSetup } from './modelSetup';

/** Downloads models in the extension host, so that the editor's proxy settings apply; one at a time, with progress and cancel. */
export class ModelDownload implements Disposable {
  readonly #setup: ModelSetup;
  readonly #changes = new Emitter<boolean>();
  readonly #turn = new OneAtATime((isBusy) => this.#tell(isBusy));
  /** Fires when a download begins, with its questions, or ends. */
  readonly onChange: Event<boolean> = this.#changes.event;

  constructor(setup: ModelSetup) {
    this.#setup = setup;
  }

  get isRunning(): boolean {
    return this.#turn.isBusy;
  }

  /** Downloads what fits this machine best. */
  async runRecommended(): Promise<boolean> {
    return this.run((await this.#setup.library.recommend()).model);
  }

  /**
   * Downloads a model and puts the engine on it. Asks first where the licence forbids commercial use. Answers false when the person
   * stopped it. Rejects with a PlainError when it fails.
   */
  async run(model: CatalogueModel): Promise<boolean> {
    const isDone = await this.#turn.run(
      () => this.#download(model),
      () => this.busy(),
    );
    if (isDone) await this.#setup.refresh();
    return isDone;
  }

  /** What to tell somebody who wants something that cannot be done during a download. */
  busy(): PlainError {
    return new PlainError(
      'busy',
      vscode.l10n.t('A model is being downloaded.'),
      vscode.l10n.t('Wait for it, or cancel it.'),
    );
  }

  dispose(): void {
    this.#changes.dispose();
  }

  async #download(model: CatalogueModel): Promise<boolean> {
    if (!(await this.#acceptLicence(model))) return false;
    try {
      await this.#pullWithProgress(model);
      return true;
    } catch (error) {
      if (error instanceof PlainError && error.code === 'cancelled') return false;
      throw error;
    }
  }

  async #acceptLicence(model: CatalogueModel): Promise<boolean> {
    if (model.licence.commercialUse) return true;
    const download = vscode.l10n.t('Download');
    const detail = vscode.l10n.t(
      'Its licence ({0}) does not allow commercial use: {1}',
      model.licence.name,
      model.licence.url,
    );
    return confirm(model.displayName, detail, download);
  }

  async #pullWithProgress(model: CatalogueModel): Promise<void> {
    const title = vscode.l10n.t(
      'Plinth: downloading {0} ({1}, {2})',
      model.displayName,
      byteText(model.bytes),
      licenceText(model),
    );
    await withCancellableProgress(title, async (signal, progress) => {
      let shownPercent = 0;
      const onProgress = (state: LibraryProgress): void => {
        const percent = (100 * state.bytes) / Math.max(1, state.totalBytes);
        progress.report({ message: progressText(state), increment: Math.max(0, percent - shownPercent) });
        shownPercent = Math.max(shownPercent, percent);
      };
      await this.#setup.library.pull(model, { onProgress, signal });
    });
  }

  #tell(isRunning: boolean): void {
    void vscode.commands.executeCommand('setContext', 'plinth.downloading', isRunning);
    this.#changes.fire(isRunning);
  }
}

function progressText({ phase, bytes, totalBytes, bytesPerSecond, secondsLeft }: LibraryProgress): string {
  if (phase === 'waiting') return vscode.l10n.t('another window is downloading it');
  if (phase === 'checking') return vscode.l10n.t('checking the file');
  const amount = vscode.l10n.t('{0} of {1}', byteText(bytes), byteText(totalBytes));
  if (secondsLeft === undefined || bytesPerSecond <= 0) return amount;
  return vscode.l10n.t('{0}, {1} per second, {2} left', amount, byteText(bytesPerSecond), timeText(secondsLeft));
}

function timeText(seconds: number): string {
  if (seconds < 90) return vscode.l10n.t('{0} s', Math.ceil(seconds));
  if (seconds < 5400) return vscode.l10n.t('{0} min', Math.ceil(seconds / 60));
  return vscode.l10n.t('{0} h', Math.ceil(seconds / 3600));
}
