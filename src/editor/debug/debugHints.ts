import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Log } from '../../base/log';
import { HintService } from '../../core/debug/hintService';
import type { Engine, Syntax, WithheldFiles } from '../../core/ports';
import type { Configuration } from '../configuration';
import type { Activity } from '../status/activity';
import { DebugTrackers } from './debugTrackers';
import { HintCommands } from './hintCommands';
import { hintMarkdown, HintPanel } from './hintPanel';
import { HintSession } from './hintSession';
import { hintTexts } from './hintTexts';
import { LineMark } from './lineMark';
import { StopWatch } from './stopWatch';
import { WorkspaceSources } from './workspaceSources';

interface DebugHintsParts {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly syntax: Syntax;
  readonly withheld: WithheldFiles;
  readonly configuration: Configuration;
  readonly activity: Activity;
  readonly clock: Clock;
  readonly log: Log;
}

const key = 'debug.hints';

/** Hints at errors: builds all that they need, and joins it. */
export class DebugHints implements Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly #session: HintSession;
  readonly #mark: LineMark;
  readonly #panel: HintPanel;
  /** What the commands do. */
  readonly commands: HintCommands;

  constructor({ extensionUri, engine, syntax, withheld, configuration, activity, clock, log }: DebugHintsParts) {
    const service = new HintService({ engine, syntax, withheld, files: new WorkspaceSources() });
    const { locator } = service;
    this.#panel = this.#subscriptions.add(new HintPanel(extensionUri));
    const panel = this.#panel;
    const isModelThere = (): boolean => engine.status.state !== 'none';
    this.#session = new HintSession({ service, pages: panel, texts: hintTexts, isModelThere, activity, log });
    const session = this.#session;
    this.#mark = this.#subscriptions.add(new LineMark());
    const isOn = (): boolean => configuration.get(key);
    const watch = new StopWatch({ locator, session, mark: this.#mark, isOn, clock, log });
    this.#subscriptions.add(new DebugTrackers(watch));
    this.#subscriptions.add(
      configuration.onChange((isChanged) => {
        if (isChanged(key) && !isOn()) watch.clear();
      }),
    );
    this.commands = this.#subscriptions.add(new HintCommands({ watch, session, panel, locator, log }));
  }

  /** What is shown, for tests. */
  get watch() {
    const { shown } = this.#session;
    return {
      title: shown?.plain.title ?? '',
      markdown: shown === undefined ? '' : hintMarkdown(shown),
      isRunning: shown?.state === 'running',
      mark: this.#mark.text,
      isVisible: this.#panel.isVisible,
    };
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
