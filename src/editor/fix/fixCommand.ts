import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { describeError, PlainError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { CheckedFix } from '../../core/fix/fixCandidate';
import type { FixProgress } from '../../core/fix/fixProgress';
import type { FixOutcome, FixService } from '../../core/fix/fixService';
import { withCancellableProgress } from '../cancellableProgress';
import { rangeOf } from '../convert';
import type { ModelOffer } from '../models/modelOffer';
import { ask, tell } from '../notify';
import type { Activity } from '../status/activity';
import { type FixCommandArguments, fixArgumentsOf, type FixLineArguments } from './fixArguments';
import type { FixChoice, FixPreview } from './fixPreview';
import { type FixQuestion, fixQuestionAt, fixRefusalFor, isCurrent, withOwnWords } from './fixQuestion';
import type { FixReport } from './fixReport';
import { noFixText, progressText, triedText, verdictText } from './fixTexts';
import { quickFixesOf } from './quickFixes';
import type { MayShow } from './reportedProblems';

export interface FixCommandParts {
  readonly service: FixService;
  readonly preview: FixPreview;
  readonly report: FixReport;
  readonly offer: ModelOffer;
  readonly mayShow: MayShow;
  readonly activity: Activity;
  readonly clock: Clock;
  readonly log: Log;
}

type Proposed = Extract<FixOutcome, { readonly kind: 'proposed' }>;
type NoneFound = Extract<FixOutcome, { readonly kind: 'none' }>;

/** What is asked, and from where. */
interface Question extends FixQuestion {
  /** What the person was looking at. */
  readonly from: vscode.TextDocument | undefined;
}

/**
 * "Suggest Fix": collects what is reported at a place and what language servers offer for it, has that and then the model's answers checked,
 * and shows what passed in the diff editor.
 */
export class FixCommand {
  readonly #parts: FixCommandParts;

  constructor(parts: FixCommandParts) {
    this.#parts = parts;
  }

  /** Call for the command, with the arguments of the code action if it came from there. Rejects with a PlainError when the engine fails. */
  async run(argument: unknown): Promise<void> {
    const from = vscode.window.activeTextEditor?.document;
    const chosen = fixArgumentsOf(argument);
    const document = chosen === undefined ? from : await vscode.workspace.openTextDocument(chosen.uri);
    const refusal =
      document === undefined ? vscode.l10n.t('Open a file to fix something in it.') : fixRefusalFor(document);
    if (document === undefined || refusal !== undefined) return say(refusal ?? '');
    const asked = await this.#ask(document, chosen);
    if (asked === undefined) return;
    const question = { ...asked, from };
    const outcome = await this.#suggest(question);
    if (outcome?.kind === 'proposed') await this.#propose(question, outcome);
    else if (outcome?.kind === 'none') this.#unheard(this.#tellTried(question, outcome));
  }

  /** Problems that were named or stand on the selected lines, else those of the function around, else what the person says is wrong. */
  async #ask(
    document: vscode.TextDocument,
    chosen: FixCommandArguments | FixLineArguments | undefined,
  ): Promise<FixQuestion | undefined> {
    const named = chosen !== undefined && 'diagnostics' in chosen ? chosen.diagnostics : undefined;
    const asked = await fixQuestionAt(document, selectionIn(document, chosen), named, this.#parts);
    return asked.request.problems.length === 0 ? this.#askPerson(asked) : asked;
  }

  async #askPerson({ document, request }: FixQuestion): Promise<FixQuestion | undefined> {
    // What nobody reports only the model can find.
    if (!this.#parts.offer.isReady()) return undefined;
    const message = await vscode.window.showInputBox({
      title: vscode.l10n.t('Plinth: Suggest Fix'),
      prompt: vscode.l10n.t(
        'No problem is reported here. What is wrong? Leave it empty to let the model look for a mistake.',
      ),
    });
    if (message === undefined) return undefined;
    return { document, request: withOwnWords(request, message), areErrors: true };
  }

  /** Undefined when it needs a model and there is none, which the person is told. */
  async #suggest({ document, request }: Question): Promise<FixOutcome | undefined> {
    const { service, activity, clock, offer } = this.#parts;
    const work = withCancellableProgress(vscode.l10n.t('Plinth: looking for a fix'), (signal, progress) => {
      const onProgress = (state: FixProgress): void => progress.report({ message: progressText(state) });
      const ranges = request.problems.map((problem) => rangeOf(document, problem));
      // Not awaited: what needs no language server is not held up by a slow one.
      const offered = quickFixesOf(document, ranges, { clock, signal });
      return service.suggest({ ...request, offered }, signal, onProgress);
    });
    try {
      return await activity.track(work);
    } catch (error) {
      // What needs no model was looked at before.
      if (error instanceof PlainError && error.code === 'noModel' && !offer.isReady()) return undefined;
      throw error;
    }
  }

  async #propose(question: Question, outcome: Proposed): Promise<void> {
    const { document, from } = question;
    // The diff would take the focus from where somebody writes by now.
    const isElsewhere = vscode.window.activeTextEditor?.document !== from;
    if (isElsewhere && isCurrent(question)) this.#unheard(this.#announce(question, outcome));
    else if (isCurrent(question)) await this.#show(question, outcome);
    else say(vscode.l10n.t('The document changed while the fix was made. Ask for a fix again.'));
    this.#parts.log.info(`fix: ${outcome.fixes.length} proposed for a document of ${document.languageId}`);
  }

  async #announce(question: Question, outcome: Proposed): Promise<void> {
    const { path } = question.request.snapshot;
    const show = vscode.l10n.t('Show Fix');
    if ((await ask(vscode.l10n.t('Plinth: there is a fix for {0}.', path), show)) !== show) return;
    if (isCurrent(question)) await this.#show(question, outcome);
    else say(vscode.l10n.t('The document changed since this fix was made. Ask for a fix again.'));
  }

  async #show({ document, request, areErrors }: Question, { fixes, more }: Proposed): Promise<void> {
    const choicesOf = (some: readonly CheckedFix[]): readonly FixChoice[] =>
      some.map(({ edits, newText, verdict, source }) => {
        this.#parts.log.info(`fix: proposed by ${source}, ${edits.length} edits, check ${verdict.level}`);
        return { edits, newText, label: verdictText(verdict, areErrors) };
      });
    const [best, ...others] = choicesOf(fixes);
    if (best === undefined) return;
    const { version } = request.snapshot;
    const later = more().then(choicesOf);
    await this.#parts.preview.show({ uri: document.uri, version, choices: [best, ...others], later });
  }

  async #tellTried({ request }: Question, { target, tried }: NoneFound): Promise<void> {
    const show = vscode.l10n.t('What Was Tried');
    const answer = await ask(vscode.l10n.t('Plinth: {0}', noFixText(tried)), show);
    if (answer === show) await this.#parts.report.show(triedText(request.snapshot.path, target, tried));
  }

  /** A notification may be answered much later, or never. */
  #unheard(work: Promise<void>): void {
    void work.catch((error: unknown) => this.#parts.log.error(`fix: ${describeError(error)}`));
  }
}

function selectionIn(
  document: vscode.TextDocument,
  chosen: FixCommandArguments | FixLineArguments | undefined,
): vscode.Selection {
  if (chosen !== undefined && 'line' in chosen) {
    const { start } = document.lineAt(Math.min(chosen.line, document.lineCount) - 1).range;
    return new vscode.Selection(start, start);
  }
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? editor.selection : new vscode.Selection(0, 0, 0, 0);
}

function say(message: string): void {
  tell(vscode.l10n.t('Plinth: {0}', message));
}
