import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { Lru } from '../../base/lru';
import { editDiff } from '../../core/chat/editDiff';
import type { CheckedFix } from '../../core/fix/fixCandidate';
import type { FixProgress } from '../../core/fix/fixProgress';
import type { FixOutcome, FixService } from '../../core/fix/fixService';
import { fenceCode } from '../../core/text/codeFence';
import { rangeOf } from '../convert';
import type { FixChoice, FixPreview } from '../fix/fixPreview';
import { type FixQuestion, fixQuestionAt, fixRefusalFor, isCurrent, withOwnWords } from '../fix/fixQuestion';
import { noFixText, progressText, verdictText } from '../fix/fixTexts';
import { quickFixesOf } from '../fix/quickFixes';
import type { MayShow } from '../fix/reportedProblems';
import { tell } from '../notify';
import type { ChatCode } from './chatSubject';

export interface ChatFixParts {
  readonly service: FixService;
  readonly preview: FixPreview;
  readonly mayShow: MayShow;
  readonly clock: Clock;
}

type Proposed = Extract<FixOutcome, { readonly kind: 'proposed' }>;

/** Fixes behind a button of the chat. */
interface Offer {
  readonly question: FixQuestion;
  readonly proposed: Proposed;
}

/** The button's command. Nobody else calls it, so the manifest does not name it. */
export const showChatFix = 'plinth.showChatFix';

const maxOffers = 10;
const maxShown = 3;
/** A question with its problems is told in the chat; more would only be scrolled over. */
const maxProblemsTold = 5;

/** `/fix` of the chat: the same checked fixes as the command, told in the chat, with a button that opens their preview. */
export class ChatFix {
  readonly #parts: ChatFixParts;
  readonly #offers = new Lru<number, Offer>(maxOffers);
  #count = 0;

  constructor(parts: ChatFixParts) {
    this.#parts = parts;
  }

  /** Answers a request. @param words what the person says is wrong, where nothing is reported. Rejects with a PlainError, as the fix service does. */
  async answer(code: ChatCode, words: string, response: vscode.ChatResponseStream, signal: AbortSignal): Promise<void> {
    const { document, range } = code;
    const refusal = fixRefusalFor(document);
    if (refusal !== undefined) return response.markdown(refusal);
    const asked = await fixQuestionAt(document, selectionOf(code), undefined, this.#parts);
    const isReported = asked.request.problems.length > 0;
    const question = isReported ? asked : { ...asked, request: withOwnWords(asked.request, words), areErrors: true };
    const { problems } = question.request;
    for (const { message } of isReported ? problems.slice(0, maxProblemsTold) : [])
      response.markdown(`- ${fenced(message)}\n`);
    response.reference(new vscode.Location(document.uri, range));
    const outcome = await this.#search(question, response, signal);
    if (signal.aborted || outcome.kind === 'aborted') return;
    if (outcome.kind === 'none') return response.markdown(noFixText(outcome.tried));
    this.#tell({ question, proposed: outcome }, response);
  }

  /** Opens the preview of what a button stands for. */
  async show(id: unknown): Promise<void> {
    const offer = typeof id === 'number' ? this.#offers.get(id) : undefined;
    if (offer === undefined || !isCurrent(offer.question)) {
      const gone = vscode.l10n.t('The document changed since this fix was made. Ask for a fix again.');
      return tell(vscode.l10n.t('Plinth: {0}', gone));
    }
    const { question, proposed } = offer;
    const choicesOf = (fixes: readonly CheckedFix[]): readonly FixChoice[] =>
      fixes.map(({ edits, newText, verdict }) => ({ edits, newText, label: verdictText(verdict, question.areErrors) }));
    const [best, ...others] = choicesOf(proposed.fixes);
    if (best === undefined) return;
    const { version } = question.request.snapshot;
    const later = proposed.more().then(choicesOf);
    await this.#parts.preview.show({ uri: question.document.uri, version, choices: [best, ...others], later });
  }

  async #search(
    { document, request }: FixQuestion,
    response: vscode.ChatResponseStream,
    signal: AbortSignal,
  ): Promise<FixOutcome> {
    const { service, clock } = this.#parts;
    const ranges = request.problems.map((problem) => rangeOf(document, problem));
    const offered = quickFixesOf(document, ranges, { clock, signal });
    let step = '';
    const onProgress = (progress: FixProgress): void => {
      // The chat keeps each line, so that only a new step is told.
      const next = 'attempt' in progress ? `${progress.kind} ${progress.attempt}` : progress.kind;
      if (next !== step && !signal.aborted) response.progress(progressText(progress));
      step = next;
    };
    return service.suggest({ ...request, offered }, signal, onProgress);
  }

  #tell(offer: Offer, response: vscode.ChatResponseStream): void {
    const { question, proposed } = offer;
    const { text } = question.request.snapshot;
    for (const { newText, verdict } of proposed.fixes.slice(0, maxShown)) {
      response.markdown(`\n\n${vscode.l10n.t('A fix: {0}.', verdictText(verdict, question.areErrors))}\n\n`);
      response.markdown(`${fenceCode('diff', editDiff(text, newText))}\n\n`);
    }
    const id = (this.#count += 1);
    this.#offers.set(id, offer);
    response.button({ command: showChatFix, title: vscode.l10n.t('Show in the Diff Editor'), arguments: [id] });
  }
}

/** The cursor is at its end, where it mostly is in the editor. */
function selectionOf({ document, range }: ChatCode): vscode.Selection {
  const active = vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.selection;
  return active?.isEqual(range) === true ? active : new vscode.Selection(range.start, range.end);
}

/** Messages of checkers quote code, which is shown as it is. */
function fenced(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().replaceAll('`', "'");
  return `\`${line}\``;
}
