import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/event';
import { coerceSetting } from './coerceSetting';
import type { CompletionSettings } from '../core/completion/completionSettings';
import { type Settings, settingSpecs } from '../core/settings';

/** Where a setting is looked up: a document's folder and language can override the user's value. */
export interface SettingPlace {
  readonly uri?: vscode.Uri;
  readonly languageId: string;
}

const section = 'plinth';
/** Without it the editor asks nobody for completions while somebody types, only by command. */
const inlineSuggest = 'editor.inlineSuggest.enabled';

/** The user's settings, always with a usable value: a wrong type falls back to the default, a number is brought within its limits. */
export class Configuration implements Disposable {
  readonly #changes = new Emitter<(key: keyof Settings) => boolean>();
  readonly #subscription: vscode.Disposable;
  /** Tells which of the settings changed; none of them where it is {@link isInlineSuggestOn} that changed. */
  readonly onChange: Event<(key: keyof Settings) => boolean> = this.#changes.event;

  constructor() {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section) || event.affectsConfiguration(inlineSuggest))
        this.#changes.fire((key) => event.affectsConfiguration(`${section}.${key}`));
    });
  }

  get<K extends keyof Settings>(key: K, place?: SettingPlace): Settings[K] {
    const value: unknown = vscode.workspace.getConfiguration(section, place).get(key);
    return coerceSetting(value, settingSpecs[key]);
  }

  /** What the typing path needs to know, for a document by its URI. A document that is not open has no language of its own. */
  completionSettings(uri: string): CompletionSettings {
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
    return {
      'completion.enabled': this.get('completion.enabled', document),
      'completion.languages': this.get('completion.languages', document),
      'completion.multiline': this.get('completion.multiline', document),
      'completion.frequency': this.get('completion.frequency', document),
    };
  }

  /** Whether the settings complete documents like this one. */
  isCompletionOn(document: vscode.TextDocument): boolean {
    const languages = this.get('completion.languages', document);
    return this.get('completion.enabled', document) && (languages[document.languageId] ?? languages['*'] ?? true);
  }

  /** Whether the editor itself asks for completions while somebody types in this document, or in general. */
  isInlineSuggestOn(document: vscode.TextDocument | undefined): boolean {
    return vscode.workspace.getConfiguration(undefined, document).get<boolean>(inlineSuggest) !== false;
  }

  /** Writes a user setting; `undefined` takes it back to its default. */
  async set<K extends keyof Settings>(key: K, value: Settings[K] | undefined): Promise<void> {
    await vscode.workspace.getConfiguration(section).update(key, value, vscode.ConfigurationTarget.Global);
  }

  /** Switches completion on or off for one language and leaves the others as the user wrote them. */
  async setLanguage(languageId: string, isOn: boolean): Promise<void> {
    const own = vscode.workspace
      .getConfiguration(section)
      .inspect<Record<string, boolean>>('completion.languages')?.globalValue;
    await this.set('completion.languages', { ...own, [languageId]: isOn });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changes.dispose();
  }
}
