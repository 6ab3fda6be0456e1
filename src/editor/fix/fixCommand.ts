import * as vscode from 'vscode';
import type { Log } from '../../base/log';
import type { FixRefusal } from '../../core/fix/fixAnswer';
import type { FixOutcome, FixService } from '../../core/fix/fixService';
import type { FixProblem, FixRequest } from '../../core/fix/fixTarget';
import { signalOf } from '../abortSignal';
import { isForeign, isReadOnly, snapshotOf } from '../convert';
import type { ModelOffer } from '../models/modelOffer';
import { tell } from '../notify';
import type { Activity } from '../status/activity';
import type { FixCommandArguments } from './fixActions';
import type { FixPreview } from './fixPreview';

export interface FixCommandParts {
  readonly service: FixService;
  readonly preview: FixPreview;
  readonly offer: ModelOffer;
  readonly activity: Activity;
  readonly log: Log;
}

/** "Suggest Fix": asks the model for an edit of the function around a problem and shows what passed the checks in the diff editor. */
export class FixCommand {
  readonly #parts: FixCommandParts;

  constructor(parts: FixCommandParts) {
    this.#parts = parts;
  }

  /** Call for the command, with the arguments of the code action if it came from there. Rejects with a PlainError when the engine fails. */
  async run(argument: unknown): Promise<void> {
    const chosen = isFixArguments(argument) ? argument : undefined;
    const document = await documentOf(chosen);
    const refusal =
      document === undefined ? vscode.l10n.t('Open a file to fix something in it.') : refusalFor(document);
    if (document === undefined || refusal !== undefined) return say(refusal ?? '');
    if (!this.#parts.offer.isReady()) return;
    const request = await this.#requestFor(document, chosen?.diagnostics);
    if (request === undefined) return;
    const outcome = await this.#suggest(request);
    if (outcome.kind === 'proposed') await this.#show(document, request, outcome);
    else if (outcome.kind === 'none') say(noFixText(outcome.refusals));
  }

  /** Problems on the cursor's line, else those of the function around it, else what the person says is wrong. */
  async #requestFor(
    document: vscode.TextDocument,
    chosen: readonly vscode.Diagnostic[] | undefined,
  ): Promise<FixRequest | undefined> {
    const snapshot = snapshotOf(document);
    const problemsOf = (list: readonly vscode.Diagnostic[]): FixProblem[] =>
      list.map((each) => problemOf(document, each));
    const editor = vscode.window.activeTextEditor;
    const selection = editor?.document === document ? editor.selection : new vscode.Selection(0, 0, 0, 0);
    const all = vscode.languages
      .getDiagnostics(document.uri)
      .filter(
        (each) =>
          each.severity === vscode.DiagnosticSeverity.Error || each.severity === vscode.DiagnosticSeverity.Warning,
      )
      .sort((a, b) => a.severity - b.severity);
    const onLine =
      chosen ??
      all.filter((each) => each.range.start.line <= selection.end.line && each.range.end.line >= selection.start.line);
    const first = onLine[0];
    if (first !== undefined)
      return { snapshot, offset: document.offsetAt(first.range.start), problems: problemsOf(onLine) };
    const request = { snapshot, offset: document.offsetAt(selection.active), problems: problemsOf(all) };
    const target = await this.#parts.service.targetOf(request);
    if (target.problems.length > 0) return request;
    const message = await vscode.window.showInputBox({
      title: vscode.l10n.t('Plinth: Suggest Fix'),
      prompt: vscode.l10n.t(
        'No problem is reported here. What is wrong? Leave it empty to let the model look for a mistake.',
      ),
    });
    if (message === undefined) return undefined;
    const own = { message, source: '', start: request.offset, end: request.offset };
    return { ...request, problems: message.trim() === '' ? [] : [own] };
  }

  async #suggest(request: FixRequest): Promise<FixOutcome> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Plinth: looking for a fix'),
      cancellable: true,
    };
    const work = vscode.window.withProgress(options, async (progress, token) => {
      const { signal, listener } = signalOf(token);
      const onProgress = (attempt: number, chars: number): void => {
        const doing = chars === 0 ? vscode.l10n.t('reading') : vscode.l10n.t('{0} characters written', chars);
        progress.report({ message: attempt === 1 ? doing : vscode.l10n.t('second attempt, {0}', doing) });
      };
      try {
        return await this.#parts.service.suggest(request, signal, onProgress);
      } finally {
        listener.dispose();
      }
    });
    return this.#parts.activity.track(Promise.resolve(work));
  }

  async #show(
    document: vscode.TextDocument,
    request: FixRequest,
    outcome: Extract<FixOutcome, { kind: 'proposed' }>,
  ): Promise<void> {
    const { version } = request.snapshot;
    if (document.isClosed || document.version !== version)
      return say(vscode.l10n.t('The document changed while the fix was made. Ask for a fix again.'));
    this.#parts.log.info(
      `fix: proposed after ${outcome.attempts} attempts, ${outcome.edit.text.length} chars, check ${outcome.check}`,
    );
    const label = outcome.check === 'syntax' ? vscode.l10n.t('syntax checked only') : vscode.l10n.t('not checked');
    await this.#parts.preview.show({ uri: document.uri, version, edit: outcome.edit, newText: outcome.newText, label });
  }
}

async function documentOf(chosen: FixCommandArguments | undefined): Promise<vscode.TextDocument | undefined> {
  return chosen === undefined
    ? vscode.window.activeTextEditor?.document
    : vscode.workspace.openTextDocument(chosen.uri);
}

function refusalFor(document: vscode.TextDocument): string | undefined {
  if (!vscode.workspace.isTrusted) return vscode.l10n.t('Fixes are suggested only in folders that you trust.');
  if (isForeign(document) || isReadOnly(document)) return vscode.l10n.t('This document cannot be changed.');
  return undefined;
}

function problemOf(document: vscode.TextDocument, { message, source, range }: vscode.Diagnostic): FixProblem {
  return { message, source: source ?? '', start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

function isFixArguments(argument: unknown): argument is FixCommandArguments {
  if (typeof argument !== 'object' || argument === null) return false;
  const { uri, diagnostics } = argument as { readonly uri?: unknown; readonly diagnostics?: unknown };
  return uri instanceof vscode.Uri && Array.isArray(diagnostics);
}

function say(message: string): void {
  tell(vscode.l10n.t('Plinth: {0}', message));
}

/** What was tried, attempt by attempt. */
function noFixText(refusals: readonly FixRefusal[]): string {
  const reasons: Readonly<Record<FixRefusal, string>> = {
    noCode: vscode.l10n.t('an answer without code'),
    elided: vscode.l10n.t('an answer that left lines out'),
    tooLong: vscode.l10n.t('an answer that was too long'),
    unchanged: vscode.l10n.t('the same code again'),
    syntaxErrors: vscode.l10n.t('code that does not parse'),
  };
  const tried = refusals.map((refusal) => reasons[refusal]);
  return vscode.l10n.t('No fix found. The model gave: {0}.', tried.join(vscode.l10n.t(', then ')));
}
