import { type Clock, systemClock } from '../../base/clock';
import { PlainError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { ChatMessage, ChatSampling } from '../../protocol/engine';
import type { Checker, Engine, ImportFinder, Syntax, WithheldFiles } from '../ports';
import { readAnswer } from '../prompt/readAnswer';
import { gatherTaskContext, noTaskSources, type TaskSources } from '../prompt/taskContext';
import { nothingWithheld, refuseWithheldFile } from '../text/withheldFiles';
import { type CheckedFix, type FixRefusal, type FixTrial, rankFixes } from './fixCandidate';
import { fixComplaint } from './fixComplaint';
import type { FixProgress } from './fixProgress';
import { fixMessages, repairMessages } from './fixPrompt';
import { chooseFixTarget, type FixProblem, type FixRequest, type FixTarget } from './fixTarget';
import { FixVerifier, type Judged, noChecker, type VerifiedText } from './fixVerifier';
import { noImports } from './indexCandidates';
import { modelCandidate } from './modelCandidate';
import { noMore, ReadyFixes, trialOf } from './readyFixes';

/** Fixes that may be shown, or the honest end of the search. */
export type FixOutcome =
  | {
      readonly kind: 'proposed';
      readonly target: FixTarget;
      /** Best first, at least one. */
      readonly fixes: readonly CheckedFix[];
      /**
       * Others that were not waited for, such as what a slow language server offers: they are checked only when this is called, which may be once.
       * Best first, none of `fixes`; never rejects, and gives none after the abort of the search.
       */
      readonly more: () => Promise<readonly CheckedFix[]>;
    }
  | { readonly kind: 'none'; readonly target: FixTarget; readonly tried: readonly FixTrial[] }
  | { readonly kind: 'aborted' };

export interface FixServiceParts {
  readonly engine: Pick<Engine, 'chat'>;
  readonly syntax: Syntax;
  readonly log: Log;
  /** By default the system's. */
  readonly clock?: Clock;
  /** Files that the user keeps from the model; by default none. */
  readonly withheld?: WithheldFiles;
  /** By default nothing but the syntax is checked. */
  readonly checker?: Checker;
  /** By default nothing is known of other files. */
  readonly imports?: ImportFinder;
  /** By default nothing but the document is shown to the model. */
  readonly sources?: TaskSources;
}

/** The first answer is the likeliest one; the others are drawn, further and further away from it. */
const samplings: readonly (ChatSampling | undefined)[] = [
  undefined,
  { temperature: 0.5, seed: 1 },
  { temperature: 0.8, seed: 2 },
  { temperature: 1, seed: 3 },
];
const mostAttempts = samplings.length + 1;
const maxAnswerTokens = 1600;
/** After these a drawn answer is no better: the model is told what is wrong at once. */
const hopeless: ReadonlySet<FixRefusal> = new Set(['tooLong', 'notFitting']);
/** A complaint about code that nearly was a fix helps more than one about its form. */
const telling: readonly FixRefusal[] = ['addsErrors', 'failsTest', 'notFixed', 'syntaxErrors'];

interface Search {
  readonly held: VerifiedText;
  readonly target: FixTarget;
  readonly messages: readonly ChatMessage[];
  readonly seen: Set<string>;
  readonly tried: FixTrial[];
  readonly onProgress: (progress: FixProgress) => void;
}

interface Attempt {
  readonly answer: string;
  readonly result: Judged | { readonly kind: 'aborted' } | { readonly kind: 'unusable'; readonly reason: FixRefusal };
}

/** Finds changes that cure a problem, checks each of them, and shows none that is known to be wrong. */
export class FixService {
  readonly #engine: Pick<Engine, 'chat'>;
  readonly #syntax: Syntax;
  readonly #log: Log;
  readonly #withheld: WithheldFiles;
  readonly #sources: TaskSources;
  readonly #verifier: FixVerifier;
  readonly #ready: ReadyFixes;

  constructor(parts: FixServiceParts) {
    this.#engine = parts.engine;
    this.#syntax = parts.syntax;
    this.#log = parts.log;
    this.#withheld = parts.withheld ?? nothingWithheld;
    this.#sources = parts.sources ?? noTaskSources;
    const verifier = new FixVerifier({ syntax: parts.syntax, checker: parts.checker ?? noChecker });
    this.#verifier = verifier;
    this.#ready = new ReadyFixes({
      verifier,
      imports: parts.imports ?? noImports,
      clock: parts.clock ?? systemClock,
    });
  }

  /** The lines that a fix would replace, with the problems that stand in them. @throws PlainError `secretFile` */
  async targetOf(request: FixRequest): Promise<FixTarget> {
    return chooseFixTarget(request, this.#syntax);
  }

  /**
   * Call when the user asked for a fix; never from a code action. First what needs no model: what the index knows, and the request's offered
   * fixes, which may still be on their way. Where none of them passes, the model answers until one does, four times at most, and once more with what was wrong.
   * Rejects with a PlainError when the engine fails, and with `secretFile` or `withheldFile`; an abort answers `aborted`.
   */
  async suggest(
    request: FixRequest,
    signal: AbortSignal,
    onProgress: (progress: FixProgress) => void = () => undefined,
  ): Promise<FixOutcome> {
    await refuseWithheldFile(request.snapshot, this.#withheld);
    const target = await chooseFixTarget(request, this.#syntax, signal);
    if (signal.aborted) return { kind: 'aborted' };
    try {
      return await this.#search(request, target, onProgress, signal);
    } catch (error) {
      // Checkers reject when they are stopped.
      if (signal.aborted) return { kind: 'aborted' };
      throw error;
    }
  }

  async #search(
    request: FixRequest,
    chosen: FixTarget,
    onProgress: (progress: FixProgress) => void,
    signal: AbortSignal,
  ): Promise<FixOutcome> {
    onProgress({ kind: 'looking' });
    const target = await this.#withFoundProblems(request, chosen, signal);
    const held = { request, asked: target.problems };
    const tried: FixTrial[] = [];
    const seen = new Set<string>();
    const ready = await this.#ready.find({ held, target, seen, tried, onProgress }, signal);
    if (signal.aborted) return { kind: 'aborted' };
    if (ready.isEnough) return { kind: 'proposed', target, fixes: rankFixes(ready.fixes), more: ready.more };
    const found = ready.fixes;
    const task = await gatherTaskContext(request.snapshot, target, this.#sources);
    if (signal.aborted) return { kind: 'aborted' };
    const messages = fixMessages(request.snapshot, target, task);
    const asked = await this.#askModel({ held, target, messages, seen, tried, onProgress }, signal).catch(
      (error: unknown) => {
        if (found.length === 0) throw error;
        this.#log.info('fix: the model failed; what the language server offers is left');
        return undefined;
      },
    );
    if (asked === 'aborted') return { kind: 'aborted' };
    const fixes = rankFixes(asked === undefined ? found : [...found, asked]);
    return fixes.length > 0 ? { kind: 'proposed', target, fixes, more: noMore } : { kind: 'none', target, tried };
  }

  /** Where the user names no problem, a checker may know of one. */
  async #withFoundProblems(request: FixRequest, target: FixTarget, signal: AbortSignal): Promise<FixTarget> {
    if (target.problems.length > 0) return target;
    const known = (await this.#verifier.problemsOf(request, signal)) ?? [];
    const problems = known
      .filter(({ severity, path }) => severity === 'error' && path === undefined)
      .filter(({ start }) => target.start <= start && start <= target.end)
      .slice(0, 5)
      .map(({ start, end, message, code }): FixProblem => ({ start, end, message, code, source: '' }));
    return { ...target, problems };
  }

  async #askModel(search: Search, signal: AbortSignal): Promise<CheckedFix | 'aborted' | undefined> {
    let complaint: { readonly answer: string; readonly reason: FixRefusal; readonly detail: string } | undefined;
    const note = (answer: string, reason: FixRefusal, detail: string): void => {
      const rank = (each: FixRefusal): number => (telling.includes(each) ? 1 : 0);
      if (complaint === undefined || rank(reason) > rank(complaint.reason)) complaint = { answer, reason, detail };
    };
    for (const [index, sampling] of samplings.entries()) {
      const attempt = await this.#attempt(search, { messages: search.messages, sampling, attempt: index + 1 }, signal);
      const { result, answer } = attempt;
      if (result.kind === 'aborted') return 'aborted';
      if (result.kind === 'passed') return result.fix;
      note(answer, result.reason, result.kind === 'refused' ? result.detail : '');
      if (hopeless.has(result.reason)) break;
    }
    if (complaint === undefined) return undefined;
    const { answer, reason, detail } = complaint;
    const messages = repairMessages(search.messages, answer, fixComplaint(reason, detail));
    const last = { messages, sampling: undefined, attempt: mostAttempts };
    const { result } = await this.#attempt(search, last, signal);
    if (result.kind === 'aborted') return 'aborted';
    return result.kind === 'passed' ? result.fix : undefined;
  }

  async #attempt(
    search: Search,
    order: {
      readonly messages: readonly ChatMessage[];
      readonly sampling: ChatSampling | undefined;
      readonly attempt: number;
    },
    signal: AbortSignal,
  ): Promise<Attempt> {
    const read = await this.#answer(search, order, signal).catch((error: unknown) => {
      // The model could take the first question; a later one that is too long for it only means that no fix was found.
      if (order.attempt > 1 && error instanceof PlainError && error.code === 'notCapable') return undefined;
      throw error;
    });
    if (read === undefined) return this.#unusable(search, '', 'notFitting');
    const { answer, stop } = read;
    if (signal.aborted || stop === 'aborted') return { answer, result: { kind: 'aborted' } };
    const { snapshot } = search.held.request;
    const candidate = modelCandidate(answer, { stop }, { snapshot, target: search.target });
    if (typeof candidate === 'string') return this.#unusable(search, answer, candidate);
    // The same code once more was judged already.
    if (search.seen.has(candidate.newText)) return this.#unusable(search, answer, 'unchanged');
    search.seen.add(candidate.newText);
    search.onProgress({ kind: 'checking', attempt: order.attempt, mostAttempts });
    const [result] = await this.#verifier.judge(search.held, [candidate], signal);
    if (signal.aborted || result === undefined) return { answer, result: { kind: 'aborted' } };
    search.tried.push(...trialOf(result));
    this.#log.info(
      `fix: attempt ${order.attempt} ${result.kind === 'passed' ? 'passed' : `refused (${result.reason})`}`,
    );
    return { answer, result };
  }

  #unusable(search: Search, answer: string, reason: FixRefusal): Attempt {
    this.#log.info(`fix: an answer is of no use (${reason})`);
    search.tried.push({ source: 'model', title: '', reason, detail: '' });
    return { answer, result: { kind: 'unusable', reason } };
  }

  async #answer(
    { target, onProgress }: Search,
    order: {
      readonly messages: readonly ChatMessage[];
      readonly sampling: ChatSampling | undefined;
      readonly attempt: number;
    },
    signal: AbortSignal,
  ) {
    const { messages, sampling, attempt } = order;
    const answerTokens = Math.min(maxAnswerTokens, 120 + Math.ceil(target.text.length / 2));
    const drawn = sampling === undefined ? {} : { sampling };
    const stream = this.#engine.chat({ lane: 'fix', messages, answerTokens, ...drawn }, signal);
    const report = (answer: string): void =>
      onProgress({ kind: 'writing', attempt, mostAttempts, chars: answer.length });
    report('');
    const { text: answer, result } = await readAnswer(stream, report);
    return { answer, stop: result.stop };
  }
}
