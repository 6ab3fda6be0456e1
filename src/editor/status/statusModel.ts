import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { Outcome } from '../../core/completion/outcome';
import type { Engine, WorkspaceIndexing } from '../../core/ports';
import type { Configuration } from '../configuration';
import { isForeign } from '../convert';
import type { ModelDownload } from '../models/modelDownload';
import type { ModelSetup } from '../models/modelSetup';
import type { Pause } from '../pause';
import type { Activity } from './activity';
import { activeOtherProviders } from './otherProviders';
import { type StatusKind, statusKind } from './statusKind';
import { indexLine } from './indexLine';
import { engineProblem, type StatusLook, statusLook } from './statusText';

export interface StatusParts {
  readonly engine: Engine;
  readonly index: Pick<WorkspaceIndexing, 'indexProgress' | 'onIndexProgress'>;
  readonly setup: ModelSetup;
  readonly download: ModelDownload;
  readonly pause: Pause;
  readonly activity: Activity;
  readonly configuration: Configuration;
  readonly onOutcome: Event<Outcome>;
}

/** Everything that the status item and its menu tell, in one place. */
export class StatusModel implements Disposable {
  readonly #parts: StatusParts;
  readonly #changes = new Emitter<void>();
  readonly #subscriptions = new DisposableStore();
  #lastReason = '';
  readonly onChange: Event<void> = this.#changes.event;

  constructor(parts: StatusParts) {
    this.#parts = parts;
    const changed = (): void => this.#changes.fire();
    for (const event of [
      parts.engine.onStatus,
      parts.index.onIndexProgress,
      parts.setup.onChange,
      parts.download.onChange,
      parts.pause.onChange,
      parts.activity.onChange,
      parts.configuration.onChange,
      vscode.window.onDidChangeActiveTextEditor,
      vscode.extensions.onDidChange,
    ] as readonly ((listener: () => void) => Disposable)[])
      this.#subscriptions.add(event(changed));
    this.#subscriptions.add(parts.onOutcome((outcome) => this.#note(outcome)));
  }

  get kind(): StatusKind {
    const { engine, setup, download, pause, activity } = this.#parts;
    return statusKind({
      engine: engine.status,
      model: setup.state,
      isDownloading: download.isRunning,
      isPaused: pause.isPaused,
      isBusy: activity.isBusy,
      isLanguageOff: !this.isLanguageOn,
    });
  }

  get look(): StatusLook {
    const { engine, setup } = this.#parts;
    const problem = setup.state.kind === 'broken' ? setup.state.problem : engineProblem(engine.status);
    return statusLook(this.kind, { engine: engine.status, problem });
  }

  /** What else a person should know now: a degraded engine, other extensions, why nothing was shown. */
  get notes(): readonly string[] {
    const { engine } = this.#parts;
    const degraded = engine.status.state === 'ready' ? engineProblem(engine.status) : '';
    const others = activeOtherProviders();
    const mixed =
      others.length === 0
        ? ''
        : vscode.l10n.t('The editor may mix these suggestions with those of: {0}.', others.join(', '));
    const why = this.#lastReason === '' ? '' : vscode.l10n.t('Why nothing was shown last time: {0}', this.#lastReason);
    return [degraded, this.#editorNote, mixed, why].filter((note) => note !== '');
  }

  /** The whole story, a sentence each. */
  get sentences(): readonly string[] {
    return [this.look.sentence, this.index, ...this.notes].filter((sentence) => sentence !== '');
  }

  /** How far the index of the workspace is; empty without one. */
  get index(): string {
    return indexLine(this.#parts.index.indexProgress);
  }

  /** Whether the settings complete the language of the active editor; true without an editor. */
  get isLanguageOn(): boolean {
    const document = this.#document;
    return document === undefined || this.#parts.configuration.isCompletionOn(document);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changes.dispose();
  }

  /** The one in the active editor, if it is one that could be completed. */
  get #document(): vscode.TextDocument | undefined {
    const document = vscode.window.activeTextEditor?.document;
    return document === undefined || isForeign(document) ? undefined : document;
  }

  /** What in the editor's own settings keeps it from asking for completions. */
  get #editorNote(): string {
    if (this.#parts.configuration.isInlineSuggestOn(this.#document)) return '';
    return vscode.l10n.t(
      'The setting "editor.inlineSuggest.enabled" is off: the editor asks for no completions while you type.',
    );
  }

  /** An answer that typing overtook says nothing about why a place stays empty; a pause has a look of its own. */
  #note(outcome: Outcome): void {
    if (outcome.kind === 'skipped' && ['superseded', 'paused'].includes(outcome.reason)) return;
    const reason = outcome.kind === 'skipped' ? vscode.l10n.t(outcome.message) : '';
    if (reason === this.#lastReason) return;
    this.#lastReason = reason;
    this.#changes.fire();
  }
}
