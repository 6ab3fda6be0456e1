import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import { fixReportScheme } from '../convert';
import { checkPlaceOf } from './checkPlace';
import { CheckerWarmth, type CheckerWarmthParts } from './checkerWarmth';
import { FixActions } from './fixActions';
import { FixCommand, type FixCommandParts } from './fixCommand';
import { FixPreview, fixScheme } from './fixPreview';
import { FixReport } from './fixReport';

export interface FixesParts extends Omit<FixCommandParts, 'preview' | 'report'> {
  /** Is asked to read projects ahead. */
  readonly checker: { readonly warm: CheckerWarmthParts['warm'] };
}

/** "Suggest Fix" as a whole: the light bulb, the command, the preview of what it finds and the account of what it tried. */
export class Fixes implements Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly command: FixCommand;
  readonly preview: FixPreview;

  constructor(parts: FixesParts) {
    this.preview = this.#subscriptions.add(new FixPreview(fixScheme));
    const report = this.#subscriptions.add(new FixReport(fixReportScheme));
    this.command = new FixCommand({ ...parts, preview: this.preview, report });
    const { window, workspace } = vscode;
    const { checker, clock } = parts;
    const warm: CheckerWarmthParts['warm'] = (question, signal) => checker.warm(question, signal);
    const warmth = this.#subscriptions.add(
      new CheckerWarmth({ window, workspace, clock, warm, placeOf: checkPlaceOf }),
    );
    const actions = new FixActions((document) => warmth.offered(document));
    this.#subscriptions.add(
      vscode.languages.registerCodeActionsProvider({ pattern: '**' }, actions, FixActions.metadata),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
