import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import {
  type DecidedOffer,
  hideBelowOf,
  type LanguageAccepts,
  learnFrom,
  readAccepts,
} from '../../core/completion/acceptLearning';
import { AcceptWatch } from '../../core/completion/acceptWatch';
import { gateLevels } from '../../core/completion/confidenceTable';
import type { LearnedLanguage } from '../../core/completion/historyText';
import type { Shown } from '../../core/completion/outcome';
import type { CompletionRequest } from '../../core/text/snapshot';
import type { Configuration } from '../configuration';
import { tell } from '../notify';
import { editsInOrder } from '../syntaxEdits';

/** One key for all languages: "Delete All Data" removes it with the others. */
const key = 'plinth.accepts';

export interface LearnedAcceptsParts {
  /** Of all workspaces, on this machine only. Another window's counts come in by it as well. */
  readonly memory: vscode.Memento;
  readonly configuration: Configuration;
  /** Is registered for the editor, not for people: the command of an item, which runs when that was accepted. */
  readonly commandId: string;
}

/**
 * What was learned, for each language, of which suggestions the user accepts: counts and a threshold, no text. The editor has no event for a
 * suggestion that was shown or left: shown is what was handed over in time; accepted is told by the item's command; in part is seen by the
 * document's changes.
 */
export class LearnedAccepts implements Disposable {
  readonly #parts: LearnedAcceptsParts;
  readonly #watch = new AcceptWatch((languageId, decided) => this.#learn(languageId, decided));
  readonly #changes = new Emitter<void>();
  readonly #subscriptions = new DisposableStore();
  readonly onChange: Event<void> = this.#changes.event;

  constructor(parts: LearnedAcceptsParts) {
    this.#parts = parts;
    this.#subscriptions.add(
      vscode.commands.registerCommand(parts.commandId, (id: unknown) => this.#watch.accepted(id)),
    );
    this.#subscriptions.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#watch.changed(document.uri.toString(), editsInOrder(contentChanges));
      }),
    );
  }

  /** What is added to the threshold of the confidence gate. */
  hideShift(languageId: string): number {
    return readAccepts(this.#kept[languageId]).shift;
  }

  /**
   * Call when a suggestion goes to the editor: not cancelled, the document still the same.
   * @returns the command for the item; undefined where nothing is to be learned
   */
  offered(document: vscode.TextDocument, request: CompletionRequest, shown: Shown): vscode.Command | undefined {
    if (request.trigger !== 'automatic') return undefined;
    const { offset, selectedSuggestion } = request;
    const id = this.#watch.offered({
      uri: document.uri.toString(),
      languageId: document.languageId,
      text: shown.text,
      start: shown.range.start,
      offset,
      given: selectedSuggestion?.text.length ?? 0,
      figure: shown.confidence?.figure,
      level: gateLevels[this.#parts.configuration.get('completion.frequency', document)],
    });
    return { command: this.#parts.commandId, title: '', arguments: [id] };
  }

  /** For a person, the most used language first. */
  get languages(): readonly LearnedLanguage[] {
    const all = Object.entries(this.#kept).map(([languageId, value]) =>
      this.#languageOf(languageId, readAccepts(value)),
    );
    return all.sort((a, b) => b.shown - a.shown);
  }

  /** Forgets everything, for the command of that name. */
  async forget(): Promise<void> {
    await this.#parts.memory.update(key, undefined);
    this.clear();
    tell(vscode.l10n.t('Plinth: what was learned from accepted completions is forgotten.'));
  }

  /** Call when what is kept was deleted: nothing from before may be counted afterwards. */
  clear(): void {
    this.#watch.clear();
    this.#changes.fire();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changes.dispose();
  }

  get #kept(): Readonly<Record<string, unknown>> {
    const kept: unknown = this.#parts.memory.get(key);
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  }

  #learn(languageId: string, decided: DecidedOffer): void {
    const kept = this.#kept;
    const learned = learnFrom(readAccepts(kept[languageId]), decided);
    void this.#parts.memory.update(key, { ...kept, [languageId]: learned });
    this.#changes.fire();
  }

  #languageOf(languageId: string, { shown, accepted, partly, shift }: LanguageAccepts): LearnedLanguage {
    const level = gateLevels[this.#parts.configuration.get('completion.frequency', { languageId })];
    const threshold = level && { hideBelow: hideBelowOf(level, shift), usual: level.hideBelow };
    return { languageId, shown, accepted, partly, threshold };
  }
}
