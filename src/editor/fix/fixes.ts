import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { fixReportScheme } from '../convert';
import { FixActions } from './fixActions';
import { FixCommand, type FixCommandParts } from './fixCommand';
import { FixPreview, fixScheme } from './fixPreview';
import { FixReport } from './fixReport';

/** "Suggest Fix" as a whole: the light bulb, the command, the preview of what it finds and the account of what it tried. */
export class Fixes implements Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly command: FixCommand;
  readonly preview: FixPreview;

  constructor(parts: Omit<FixCommandParts, 'preview' | 'report'>) {
    this.preview = this.#subscriptions.add(new FixPreview(fixScheme));
    const report = this.#subscriptions.add(new FixReport(fixReportScheme));
    this.command = new FixCommand({ ...parts, preview: this.preview, report });
    const actions = new FixActions();
    this.#subscriptions.add(
      vscode.languages.registerCodeActionsProvider({ pattern: '**' }, actions, FixActions.metadata),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
