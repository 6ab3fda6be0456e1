import { PlainError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { ChatMessage } from '../../protocol/engine';
import type { Engine, Syntax, WithheldFiles } from '../ports';
import { lineNumberAt } from '../text/lineSpan';
import type { DocumentSnapshot } from '../text/snapshot';
import { nothingWithheld, refuseWithheldFile } from '../text/withheldFiles';
import { type FixRefusal, readFixAnswer } from './fixAnswer';
import { fixMessages, repairMessages } from './fixPrompt';
import { chooseFixTarget, type FixRequest, type FixTarget } from './fixTarget';
import { applyEdit, type FixEdit, minimalEdit } from './minimalEdit';

/** A fix that may be shown, or the honest end of the search. */
export type FixOutcome =
  | {
      readonly kind: 'proposed';
      readonly target: FixTarget;
      readonly edit: FixEdit;
      /** The whole document after the edit. */
      readonly newText: string;
      /** `syntax`: it parses at least as well as before. `none`: no grammar for this language, not checked. */
      readonly check: 'syntax' | 'none';
      readonly attempts: number;
    }
  | { readonly kind: 'none'; readonly target: FixTarget; readonly refusals: readonly FixRefusal[] }
  | { readonly kind: 'aborted' };

export interface FixServiceParts {
  readonly engine: Engine;
  readonly syntax: Syntax;
  readonly log: Log;
  /** Files that the user keeps from the model; by default none. */
  readonly withheld?: WithheldFiles;
}

const maxAttempts = 2;
const maxAnswerTokens = 1600;

interface Attempt {
  readonly answer: string;
  readonly result: FixOutcome | { readonly kind: 'refused'; readonly reason: FixRefusal; readonly complaint: string };
}

/** Proposes an edit of the function around a problem, checks it by parsing, and asks once more when it cannot be used. */
export class FixService {
  readonly #engine: Engine;
  readonly #syntax: Syntax;
  readonly #log: Log;
  readonly #withheld: WithheldFiles;

  constructor(parts: FixServiceParts) {
    this.#engine = parts.engine;
    this.#syntax = parts.syntax;
    this.#log = parts.log;
    this.#withheld = parts.withheld ?? nothingWithheld;
  }

  /** The lines that a fix would replace, with the problems that stand in them. @throws PlainError `secretFile` */
  async targetOf(request: FixRequest): Promise<FixTarget> {
    return chooseFixTarget(request, this.#syntax);
  }

  /**
   * Call when the user asked for a fix; never from a code action. `onProgress` hears which
   * attempt is under way and how many characters the model has written in it; 0 while it still reads.
   * Rejects with a PlainError when the engine fails, and with `secretFile` or `withheldFile`; an abort answers `aborted`.
   */
  async suggest(
    request: FixRequest,
    signal: AbortSignal,
    onProgress: (attempt: number, chars: number) => void = () => undefined,
  ): Promise<FixOutcome> {
    await refuseWithheldFile(request.snapshot, this.#withheld);
    const target = await chooseFixTarget(request, this.#syntax, signal);
    if (signal.aborted) return { kind: 'aborted' };
    const refusals: FixRefusal[] = [];
    let messages = fixMessages(request.snapshot, target);
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const work = { snapshot: request.snapshot, target, messages, attempt, onProgress };
      const attempted = await this.#attempt(work, signal).catch((error: unknown) => {
        // The model could take the first question; a second one that is too long for it only means that no fix was found.
        if (attempt > 1 && error instanceof PlainError && error.code === 'notCapable') return undefined;
        throw error;
      });
      if (attempted === undefined) {
        this.#log.info(`fix: attempt ${attempt} did not fit the model`);
        break;
      }
      const { answer, result } = attempted;
      if (result.kind !== 'refused') return result;
      this.#log.info(`fix: attempt ${attempt} refused (${result.reason})`);
      refusals.push(result.reason);
      messages = repairMessages(messages, answer, result.complaint);
    }
    return { kind: 'none', target, refusals };
  }

  async #attempt(
    work: {
      readonly snapshot: DocumentSnapshot;
      readonly target: FixTarget;
      readonly messages: readonly ChatMessage[];
      readonly attempt: number;
      readonly onProgress: (attempt: number, chars: number) => void;
    },
    signal: AbortSignal,
  ): Promise<Attempt> {
    const { snapshot, target } = work;
    const answerTokens = Math.min(maxAnswerTokens, 120 + Math.ceil(target.text.length / 2));
    const stream = this.#engine.chat({ lane: 'fix', messages: work.messages, answerTokens }, signal);
    let answer = '';
    work.onProgress(work.attempt, 0);
    // Read side by side, so that a failure is not left unheard while the chunks are awaited.
    const [stats] = await Promise.all([
      stream.done,
      (async () => {
        for await (const chunk of stream.chunks) work.onProgress(work.attempt, (answer += chunk).length);
      })(),
    ]);
    if (signal.aborted || stats.stop === 'aborted') return { answer, result: { kind: 'aborted' } };
    const reading = readFixAnswer(answer, target, stats.stop === 'limit');
    if (reading.kind === 'refused') return { answer, result: { ...reading, complaint: complaints[reading.reason] } };
    const edit = minimalEdit(target.text, reading.code, target.start);
    const newText = applyEdit(snapshot.text, edit);
    const check = await this.#check(snapshot, newText);
    if (check.kind === 'worse')
      return { answer, result: { kind: 'refused', reason: 'syntaxErrors', complaint: check.complaint } };
    return { answer, result: { kind: 'proposed', target, edit, newText, check: check.kind, attempts: work.attempt } };
  }

  /** A text with more syntax errors than before is never shown. */
  async #check(
    snapshot: DocumentSnapshot,
    newText: string,
  ): Promise<{ readonly kind: 'syntax' | 'none' } | { readonly kind: 'worse'; readonly complaint: string }> {
    const [before, after] = await Promise.all([
      this.#syntax.parse(snapshot.languageId, snapshot.text),
      this.#syntax.parse(snapshot.languageId, newText),
    ]);
    if (before === undefined || after === undefined) return { kind: 'none' };
    if (after.errors <= before.errors) return { kind: 'syntax' };
    const at = after.errorOffsets.find((offset) => !before.errorOffsets.includes(offset));
    const line =
      at === undefined ? '' : (newText.split(/\r?\n/)[lineNumberAt(newText, at) - 1] ?? '').trim().slice(0, 200);
    const where = line === '' ? '' : ` near \`${line.replaceAll('`', "'")}\``;
    return { kind: 'worse', complaint: `That code does not parse: there is a syntax error${where}.` };
  }
}

const complaints: { readonly [K in FixRefusal]: string } = {
  noCode: 'That answer holds no code block.',
  elided: 'That answer leaves lines out. Write every line.',
  tooLong: 'That answer was too long and was cut. Write only the code, without any words around it.',
  unchanged: 'That code is the same as before: the problem is still there.',
  syntaxErrors: 'That code does not parse.',
};
