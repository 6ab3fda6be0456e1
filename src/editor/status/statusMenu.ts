import * as vscode from 'vscode';
import type { Configuration } from '../configuration';
import { isForeign } from '../convert';
import type { Pause } from '../pause';
import type { StatusModel } from './statusModel';

interface Entry extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

export interface StatusMenuParts {
  readonly status: StatusModel;
  readonly pause: Pause;
  readonly configuration: Configuration;
}

/** The menu behind the status item: what can be done about the present state. */
export class StatusMenu {
  readonly #parts: StatusMenuParts;

  constructor(parts: StatusMenuParts) {
    this.#parts = parts;
  }

  async show(): Promise<void> {
    const { look } = this.#parts.status;
    const entry = await vscode.window.showQuickPick(this.#entries(), { title: 'Plinth', placeHolder: look.sentence });
    await entry?.run?.();
  }

  #entries(): Entry[] {
    const { status } = this.#parts;
    const run = (command: string) => (): unknown => vscode.commands.executeCommand(command);
    const action = (icon: string, label: string, command: string): Entry => ({
      label: `$(${icon}) ${label}`,
      run: run(command),
    });
    const seen = status.index === '' ? {} : { description: status.index };
    const notes = status.notes.map((note): Entry => ({ label: `$(info) ${note}`, run: run('plinth.showLog') }));
    const missing = [action('cloud-download', vscode.l10n.t('Download Recommended Model'), 'plinth.downloadModel')];
    return [
      ...(status.kind === 'noModel' ? missing : []),
      this.#pauseEntry(),
      ...this.#languageEntry(),
      action('package', vscode.l10n.t('Choose Model…'), 'plinth.chooseModel'),
      { ...action('eye', vscode.l10n.t('Show What the Model Sees'), 'plinth.showContext'), ...seen },
      action('history', vscode.l10n.t('Show Recent Completions and Why'), 'plinth.showHistory'),
      action('output', vscode.l10n.t('Show Log'), 'plinth.showLog'),
      action('refresh', vscode.l10n.t('Restart Engine'), 'plinth.restartEngine'),
      {
        label: `$(gear) ${vscode.l10n.t('Settings')}`,
        run: () => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:plinth.plinth'),
      },
      ...(notes.length === 0
        ? []
        : [{ label: vscode.l10n.t('Good to know'), kind: vscode.QuickPickItemKind.Separator }]),
      ...notes,
    ];
  }

  #pauseEntry(): Entry {
    const { pause } = this.#parts;
    return pause.isPaused
      ? { label: `$(debug-start) ${vscode.l10n.t('Resume Completions')}`, run: () => pause.set(false) }
      : { label: `$(debug-pause) ${vscode.l10n.t('Pause Completions')}`, run: () => pause.set(true) };
  }

  #languageEntry(): readonly Entry[] {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || isForeign(document)) return [];
    const { languageId } = document;
    const { status, configuration } = this.#parts;
    const isOn = status.isLanguageOn;
    const label = isOn
      ? vscode.l10n.t('Pause for Language "{0}"', languageId)
      : vscode.l10n.t('Resume for Language "{0}"', languageId);
    return [
      {
        label: `$(${isOn ? 'circle-slash' : 'circle-large-outline'}) ${label}`,
        run: () => configuration.setLanguage(languageId, !isOn),
      },
    ];
  }
}
