import * as vscode from 'vscode';
import { byteText } from '../../core/models/byteText';
import { ask, tellProblem } from '../notify';
import { licenceText } from './licenceText';
import type { ModelChooser } from './modelChooser';
import type { ModelDownload } from './modelDownload';
import type { ModelSetup } from './modelSetup';

const key = 'plinth.modelOffered';

export interface ModelOfferParts {
  readonly setup: ModelSetup;
  readonly download: ModelDownload;
  readonly chooser: ModelChooser;
  /** Remembers across windows that the offer was made. */
  readonly memory: vscode.Memento;
}

/** Offers a download: once by itself when there is no model, later only where a person asked for something that needs one. */
export class ModelOffer {
  readonly #parts: ModelOfferParts;

  constructor(parts: ModelOfferParts) {
    this.#parts = parts;
  }

  /** Call after the start. Does nothing when a model is there or the offer was made before. Never waits for an answer to go on. */
  async makeOnce(): Promise<void> {
    const { setup, memory } = this.#parts;
    if (setup.state.kind !== 'missing' || memory.get<boolean>(key) === true) return;
    await memory.update(key, true);
    await this.make(vscode.l10n.t('Plinth needs a model, which runs on this machine. Nothing you type leaves it.'));
  }

  /** Shows the offer with size and licence, and does what the person chooses. */
  async make(reason: string): Promise<void> {
    const { setup, download, chooser } = this.#parts;
    const { model, reason: fit } = await setup.library.recommend();
    const what = vscode.l10n.t(
      'Download {0} ({1}, {2})? {3}',
      model.displayName,
      byteText(model.bytes),
      licenceText(model),
      fit,
    );
    const yes = vscode.l10n.t('Download');
    const other = vscode.l10n.t('Other Models…');
    const answer = await ask(`${reason} ${what}`, yes, other, vscode.l10n.t('Not Now'));
    if (answer === yes) await download.run(model);
    if (answer === other) await chooser.choose();
  }

  /** True when a model is there or on its way; else tells why nothing happens and offers one. For commands that need the model. */
  isReady(): boolean {
    const { state } = this.#parts.setup;
    if (state.kind === 'found' || state.kind === 'resolving') return true;
    if (state.kind === 'missing') void this.make(vscode.l10n.t('There is no model yet.'));
    else tellProblem(vscode.l10n.t('Plinth: {0}', state.problem));
    return false;
  }
}
