import { within } from '../../base/cancel';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { ScopeFacts } from '../../protocol/syntax';
import type { ContextSource } from '../context/choose/contextSource';
import type { Clock, Engine, Syntax, SyntaxTrials, WithheldFiles } from '../ports';
import { refuseSecretFile } from '../text/secretFiles';
import { nothingWithheld, refuseWithheldFile } from '../text/withheldFiles';
import type { CompletionRequest, CompletionTrigger } from '../text/snapshot';
import { AnswerCache, type Answers } from './answerCache';
import { AnswerCutter, type AskCut } from './answerCutter';
import { type AnswerPlan, planAnswer } from './answerPlan';
import { type CompletionPlace, placeOf } from './completionPlace';
import type { CompletionSettings } from './completionSettings';
import { atCursorDepth } from './cursorDepth';
import { type DocumentPrompt, DocumentPrompts } from './documentPrompts';
import { type EngineOrder, readAnswer } from './engineAnswer';
import { filterAnswer } from './filters/list';
import { admit } from './gate';
import type { Outcome, Shown, Suggestion } from './outcome';
import { TypingPace } from './pace';
import type { promptBudget } from './promptBudget';
import type { PromptPreview } from './promptPreview';
import { RequestTrace } from './requestTrace';
import { Skip } from './skip';
import { noTrials, shouldParse } from './trial';

/** Syntax facts that come later are done without. Who asks by command waits for an answer, not between two keys. */
const syntaxWaitMs: Readonly<Record<CompletionTrigger, number>> = { automatic: 50, invoke: 1_000 };
/** The counts of an answer that is complete are not worth keeping a typist waiting for; the prompt session learns from them when they come. */
const reportWaitMs: Readonly<Record<CompletionTrigger, number>> = { automatic: 0, invoke: 10_000 };

export interface CompletionParts {
  readonly engine: Engine;
  readonly syntax: Syntax;
  /** Whether an answer breaks the code around it; `noTrials`, the default, lets all pass. */
  readonly trials?: SyntaxTrials;
  /** What of other files goes into the prompt; `noContext` for nothing. */
  readonly context: ContextSource;
  readonly clock: Clock;
  readonly log: Log;
  /** Read for each request, so that a change counts at once. */
  readonly settings: (uri: string) => CompletionSettings;
  /** Tokens for a prompt at the measured speed; by default {@link promptBudget}. */
  readonly budget?: typeof promptBudget;
  /** Files of `.plinthignore`; by default there are none. */
  readonly withheld?: WithheldFiles;
  /** Where answers are remembered; `noAnswers` asks the engine each time. By default a cache of its own. */
  readonly answers?: Answers;
}

/** Work on one request. */
interface Job {
  readonly request: CompletionRequest;
  readonly place: CompletionPlace;
  readonly isMultilineOn: boolean;
  readonly signal: AbortSignal;
  readonly trace: RequestTrace;
}

/** What the engine wrote, and what the filters leave of it; nothing where they refuse it. */
interface FilteredAnswer {
  readonly answer: string;
  readonly suggestion: Suggestion | undefined;
}

/** The typing path: from a place in a document to a text to show there, or the reason why there is none. */
export class CompletionService {
  readonly #engine: Engine;
  readonly #syntax: Syntax;
  readonly #trials: SyntaxTrials;
  readonly #prompts: DocumentPrompts;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #settings: (uri: string) => CompletionSettings;
  readonly #withheld: WithheldFiles;
  readonly #answers: Answers;
  readonly #pace = new TypingPace();

  constructor(parts: CompletionParts) {
    this.#engine = parts.engine;
    this.#syntax = parts.syntax;
    this.#trials = parts.trials ?? noTrials;
    this.#prompts = new DocumentPrompts(parts);
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#settings = parts.settings;
    this.#withheld = parts.withheld ?? nothingWithheld;
    this.#answers = parts.answers ?? new AnswerCache();
  }

  /**
   * Call once for each key (trigger `automatic`) or command (`invoke`). Never throws; an aborted request ends soon as skipped with the
   * reason `superseded`. Each outcome is logged in one line without source text.
   */
  async suggest(request: CompletionRequest, signal: AbortSignal): Promise<Outcome> {
    const trace = new RequestTrace(this.#clock);
    const outcome = await this.#run(request, signal, trace).catch((error: unknown) => {
      if (error instanceof Skip) return trace.skipped(error);
      return trace.skipped(new Skip('prompt', 'internal-error', describeError(error)));
    });
    this.#report(outcome);
    return outcome;
  }

  async #run(request: CompletionRequest, signal: AbortSignal, trace: RequestTrace): Promise<Outcome> {
    const settings = this.#settings(request.snapshot.uri);
    admit({ request, settings, engine: this.#engine.status });
    if (await this.#withheld.isWithheld(request.snapshot.uri)) throw new Skip('gate', 'withheld-file');
    const isMultilineOn = settings['completion.multiline'];
    const job: Job = { request, place: placeOf(request), isMultilineOn, signal, trace };
    if (request.trigger === 'automatic') this.#pace.noteKey(this.#clock.now());
    const known = this.#fromCache(job);
    if (known !== undefined) return known;
    await this.#settle(job);
    const scope = await this.#scopeAt(job);
    const plan = planAnswer(job.place, scope, isMultilineOn);
    const { answer, suggestion } = await this.#askOnce(job, plan, scope);
    this.#answers.keep(job.place, this.#originOf(job), { text: answer, sources: trace.sources });
    // Without one the filters refuse it, and say why.
    return trace.shown('engine', suggestion ?? suggestionOf(job.place, answer), this.#alternatives(job, answer));
  }

  /**
   * An earlier answer of which the beginning has been typed since. The first that passes the filters counts; where none does, only who asks
   * by command asks the engine again.
   */
  #fromCache(job: Job): Shown | undefined {
    const { request, place, trace } = job;
    const known = this.#answers.find(place, this.#originOf(job));
    for (const { rest, sources } of known) {
      const suggestion = trySuggestion(place, rest);
      if (suggestion === undefined) continue;
      trace.sources = sources;
      return trace.shown('cache', suggestion, this.#alternatives(job, rest));
    }
    const [refused] = known;
    if (refused === undefined || request.trigger === 'invoke') return undefined;
    trace.sources = refused.sources;
    if (refused.refusal !== undefined) throw new Skip('filter', refused.refusal.reason, refused.refusal.message);
    return trace.shown('cache', suggestionOf(place, refused.rest), []);
  }

  /** Lets a burst of keys pass. */
  async #settle({ request, signal, trace }: Job): Promise<void> {
    const startMs = this.#clock.now();
    if (request.trigger === 'automatic') await this.#clock.sleep(this.#pace.delayMs, signal);
    trace.settleMs = this.#clock.now() - startMs;
    if (signal.aborted) throw new Skip('settle', 'superseded');
  }

  async #scopeAt({ request, signal, trace }: Job): Promise<ScopeFacts | undefined> {
    const startMs = this.#clock.now();
    const { uri, version } = request.snapshot;
    const scope = this.#syntax.scopeAt({ uri, version, offset: request.offset });
    const facts = await within(scope, { clock: this.#clock, ms: syntaxWaitMs[request.trigger], signal });
    trace.scopeMs = this.#clock.now() - startMs;
    if (signal.aborted) throw new Skip('prompt', 'superseded');
    return facts;
  }

  /** An answer of which nothing can be used is remembered as well, so that its tokens are spent once. */
  async #askOnce(job: Job, plan: AnswerPlan, scope: ScopeFacts | undefined): Promise<FilteredAnswer> {
    try {
      const answer = atCursorDepth((await this.#ask(job, plan)).trimEnd(), job.place);
      const suggestion = trySuggestion(job.place, answer);
      if (suggestion !== undefined) await this.#tryOut(job, suggestion, scope);
      return { answer, suggestion };
    } catch (error) {
      if (error instanceof Skip && error.stage === 'filter') {
        const refusal = { reason: error.reason, message: error.message };
        this.#answers.keep(job.place, this.#originOf(job), { text: '', sources: job.trace.sources, refusal });
      }
      throw error;
    }
  }

  /** The last check, once, of what the filters leave. One that comes too late is done without. @throws Skip */
  async #tryOut(
    { request, place, signal }: Job,
    { range, text }: Suggestion,
    scope: ScopeFacts | undefined,
  ): Promise<void> {
    // A selected suggestion counts as typed already.
    if (!shouldParse(text.slice(place.typed.text.length), place, scope)) return;
    const { uri, version } = request.snapshot;
    const trial = this.#trials.addsErrors({ uri, version, edit: { start: range.start, oldEnd: range.end, text } });
    const isBroken = await within(trial, { clock: this.#clock, ms: syntaxWaitMs[request.trigger], signal });
    if (signal.aborted) throw new Skip('engine', 'superseded');
    if (isBroken === true) throw new Skip('filter', 'does-not-parse');
  }

  async #ask(job: Job, plan: AnswerPlan): Promise<string> {
    const { request, place, signal, trace } = job;
    const { session, placed } = await this.#promptAt(job);
    const startMs = this.#clock.now();
    const order: EngineOrder = {
      prompt: placed.prompt,
      limits: { promptTokens: placed.promptTokens, answerTokens: plan.answerTokens },
      cutter: new AnswerCutter(place, plan, this.#askCut(job)),
      reportWaitMs: reportWaitMs[request.trigger],
      onFirstLine: () => trace.noteFirstLine(),
      onResult: (result) => session.learn(placed.prompt, result),
    };
    const answer = await readAnswer(this.#engine, this.#clock, order, signal).finally(() => {
      trace.engineMs = this.#clock.now() - startMs;
    });
    trace.noteFirstLine();
    this.#pace.noteAnswer((trace.firstLineMs ?? 0) - trace.settleMs - trace.scopeMs - trace.contextMs);
    const { result } = answer;
    trace.stats = result;
    const { context } = placed.prompt;
    // Without a report, what was sent: the session has cut it to what the fit left the last time.
    const kept = result === undefined ? context : result.fit.context.flatMap((index) => context[index] ?? []);
    trace.sources = kept.map((piece) => piece.path);
    return answer.text;
  }

  /**
   * The prompt that a request at this place would be asked with, and how its context was chosen. Changes nothing that a later request
   * depends on, but for setting the anchor where there is none for this place. Refused places are shown all the same, except secret files.
   * @throws PlainError `secretFile`, `withheldFile`
   */
  async preview(request: CompletionRequest, signal: AbortSignal): Promise<PromptPreview> {
    refuseSecretFile(request.snapshot);
    await refuseWithheldFile(request.snapshot, this.#withheld);
    const job: Job = {
      request,
      place: placeOf(request),
      isMultilineOn: true,
      signal,
      trace: new RequestTrace(this.#clock),
    };
    const { placed, choice } = await this.#promptAt(job);
    return { prompt: placed.prompt, promptTokens: placed.promptTokens, choice };
  }

  #promptAt(job: Job): Promise<DocumentPrompt> {
    return this.#prompts.promptAt(job, this.#engine.status.engine?.speed);
  }

  /** The syntax side knows the document as the snapshot has it, so a selected suggestion counts as part of the answer there. */
  #askCut({ request, place, signal }: Job): AskCut {
    const { ahead, snapshot } = place;
    return async (answer, isComplete, extent) => {
      if (ahead === undefined) return undefined;
      const { uri, version } = snapshot;
      const work = this.#syntax.cut({
        uri,
        version,
        offset: request.offset,
        answer: ahead + answer,
        complete: isComplete,
        extent,
      });
      const facts = await within(work, { clock: this.#clock, ms: syntaxWaitMs[request.trigger], signal });
      return facts && { ...facts, end: facts.end - ahead.length };
    };
  }

  /** Other answers that are known for this place, for cycling. */
  #alternatives(job: Job, answer: string): Suggestion[] {
    const { request, place } = job;
    if (request.trigger !== 'invoke') return [];
    const origin = this.#originOf(job);
    const known = this.#answers.find(place, origin).map(({ rest }) => rest);
    const others = new Set([...known, ...this.#answers.findBeyond(place, origin)]);
    others.delete(answer);
    return [...others].flatMap((rest) => trySuggestion(place, rest) ?? []);
  }

  /** Answers of another model, or of the other setting of how far they may go, are no answers here. */
  #originOf({ isMultilineOn }: Job): string {
    const modelId = this.#engine.status.engine?.model?.id ?? '';
    return isMultilineOn ? modelId : `${modelId} one line`;
  }

  #report(outcome: Outcome): void {
    const { totalMs, firstLineMs } = outcome.timings;
    const took = `${totalMs.toFixed(0)} ms`;
    if (outcome.kind === 'shown') {
      const first = firstLineMs === undefined ? '' : `, first line after ${firstLineMs.toFixed(0)} ms`;
      this.#log.info(`completion shown from ${outcome.from}: ${outcome.text.length} characters in ${took}${first}`);
    } else if (outcome.reason === 'superseded')
      this.#log.debug(`completion skipped at ${outcome.stage}: superseded after ${took}`);
    else if (outcome.reason === 'internal-error') this.#log.error(`completion failed: ${outcome.message}`);
    else this.#log.info(`completion skipped at ${outcome.stage}: ${outcome.reason} after ${took}: ${outcome.message}`);
  }
}

/** @throws Skip when the filters leave nothing. */
function suggestionOf(place: CompletionPlace, answer: string): Suggestion {
  const draft = filterAnswer(answer, place);
  const { typed } = place;
  return { text: typed.text + draft.text, range: { start: typed.start, end: typed.end + draft.overwrite } };
}

function trySuggestion(place: CompletionPlace, answer: string): Suggestion | undefined {
  try {
    return suggestionOf(place, answer);
  } catch (error) {
    if (error instanceof Skip) return undefined;
    throw error;
  }
}
