import * as vscode from 'vscode';
import { byteText } from '../../core/models/byteText';
import type { CatalogueModel } from '../../core/models/catalogue';
import type { Configuration } from '../configuration';
import { licenceText } from './licenceText';
import { chooseFile, chooseModel } from './modelChoice';
import type { ModelDownload } from './modelDownload';
import type { LibraryEntry } from './modelLibrary';
import type { ModelSetup } from './modelSetup';

interface Choice extends vscode.QuickPickItem {
  readonly run?: () => Promise<void>;
}

export interface ModelChooserParts {
  readonly setup: ModelSetup;
  readonly download: ModelDownload;
  readonly configuration: Configuration;
}

/** The list of models: what there is, what it weighs, under which licence, and which one fits this machine. */
export class ModelChooser {
  readonly #parts: ModelChooserParts;

  constructor(parts: ModelChooserParts) {
    this.#parts = parts;
  }

  /** Shows the list; downloads what is not here yet, and writes the choice into the user's settings. */
  async choose(): Promise<void> {
    const title = vscode.l10n.t('Plinth: Choose Model');
    const options = { title, matchOnDescription: true, matchOnDetail: true };
    const choice = await vscode.window.showQuickPick(this.#choices(), options);
    await choice?.run?.();
  }

  async #choices(): Promise<Choice[]> {
    const { setup } = this.#parts;
    const [entries, recommended] = await Promise.all([setup.library.list(), setup.library.recommend()]);
    const current = setup.state.kind === 'found' ? setup.state.model.id : undefined;
    const automatic: Choice = {
      label: `$(wand) ${vscode.l10n.t('Automatic')}`,
      description: vscode.l10n.t('the best of the downloaded models'),
      run: () => this.#use('auto'),
    };
    const own: Choice = {
      label: `$(folder-opened) ${vscode.l10n.t('A GGUF File of Your Own…')}`,
      description: vscode.l10n.t('used as it is, not verified'),
      run: () => this.#useOwnFile(),
    };
    const separator = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
    const models = entries.map((entry) => this.#choiceOf(entry, entry.model === recommended.model, current));
    return [automatic, separator(vscode.l10n.t('Models')), ...models, separator(vscode.l10n.t('Other')), own];
  }

  #choiceOf(entry: LibraryEntry, isRecommended: boolean, current: string | undefined): Choice {
    const { model, state } = entry;
    const isHere = state === 'present';
    const notes = [
      byteText(model.bytes),
      licenceText(model),
      model.id === current ? vscode.l10n.t('in use') : isHere ? vscode.l10n.t('downloaded') : '',
      state === 'partial' ? vscode.l10n.t('download begun') : '',
      state === 'wrongSize' ? vscode.l10n.t('another or a damaged file has its name') : '',
      isRecommended ? vscode.l10n.t('recommended for this machine') : '',
    ];
    const weak =
      model.weakAt.length > 0
        ? { detail: vscode.l10n.t('Good enough for completion, weak at explaining and fixing.') }
        : {};
    const label = `$(${isHere ? 'check' : 'cloud-download'}) ${model.displayName}`;
    return {
      label,
      description: notes.filter((note) => note !== '').join(' · '),
      ...weak,
      run: () => this.#take(model, isHere),
    };
  }

  async #take(model: CatalogueModel, isHere: boolean): Promise<void> {
    if (!isHere && !(await this.#parts.download.run(model))) return;
    await this.#use(model.id);
  }

  async #use(id: string): Promise<void> {
    await chooseModel(id, this.#parts.configuration, this.#parts.setup);
  }

  async #useOwnFile(): Promise<void> {
    const filters = { [vscode.l10n.t('GGUF models')]: ['gguf'] };
    const files = await vscode.window.showOpenDialog({
      canSelectMany: false,
      filters,
      openLabel: vscode.l10n.t('Use This Model'),
    });
    const file = files?.[0];
    if (file === undefined) return;
    await chooseFile(file.fsPath, this.#parts.configuration, this.#parts.setup);
  }
}
