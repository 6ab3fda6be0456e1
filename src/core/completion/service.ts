import { within } from '../../base/cancel';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { AnswerChunk, SpeedFacts } from '../../protocol/engine';
import type { ScopeFacts } from '../../protocol/syntax';
import type { ContextSource } from '../context/choose/contextSource';
import type { Clock, Engine, Syntax, SyntaxTrials, WithheldFiles } from '../ports';
import { refuseSecretFile } from '../text/secretFiles';
import { nothingWithheld, refuseWithheldFile } from '../text/withheldFiles';
import type { CompletionRequest } from '../text/snapshot';
import { hideBelowOf } from './acceptLearning';
import { AnswerCache, type Answers, type KeptStream } from './answerCache';
import { type AnswerPlan, planAnswer } from './answerPlan';
import { AnswerWriter, type WrittenAnswer } from './answerWriter';
import { type CompletionPlace, placeOf } from './completionPlace';
import type { CompletionSettings } from './completionSettings';
import type { ConfidenceLimits } from './confidence';
import { passGate } from './confidenceGate';
import { gateLevels } from './confidenceTable';
import { atCursorDepth } from './cursorDepth';
import { DocumentPrompts } from './documentPrompts';
import type { AnswerDraft } from './filters/answerFilter';
import { filterAnswer } from './filters/list';
import { FlightReader } from './flightReader';
import { Flights } from './flights';
import { admit } from './gate';
import type { Outcome, Shown, Suggestion } from './outcome';
import { TypingPace } from './pace';
import { Preparation } from './preparation';
import type { promptBudget } from './promptBudget';
import type { PromptPreview } from './promptPreview';
import { RequestTrace } from './requestTrace';
import { Skip } from './skip';
import { syntaxWaitMs } from './syntaxWait';
import { noTrials, shouldParse } from './trial';
import { Warming } from './warming';

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
  /** The speed that sizes and delays follow; by default the engine's own, as it measures it. One that is fixed makes answers repeatable. */
  readonly speed?: () => SpeedFacts | undefined;
  /** Tokens for a prompt at that speed; by default {@link promptBudget}. */
  readonly budget?: typeof promptBudget;
  /** Files of `.plinthignore`; by default there are none. */
  readonly withheld?: WithheldFiles;
  /** Where answers are remembered; `noAnswers` asks the engine each time. By default a cache of its own. */
  readonly answers?: Answers;
  /** What was learned of how sure a suggestion must be, see `acceptLearning`; by default nothing. */
  readonly hideShift?: (languageId: string) => number;
}

/** Work on one request. */
interface Job {
  readonly request: CompletionRequest;
  readonly place: CompletionPlace;
  readonly isMultilineOn: boolean;
  /** See `Answers`; as it was when the request was made. */
  readonly origin: string;
  readonly signal: AbortSignal;
  readonly trace: RequestTrace;
  readonly reader: FlightReader;
  /** Undefined: everything may be shown. */
  readonly limits: ConfidenceLimits | undefined;
}

/** How an answer is come by. */
interface Asking {
  readonly plan: AnswerPlan;
  readonly scope: ScopeFacts | undefined;
  /** What was written for this place before anybody asked. */
  readonly stream: KeptStream | undefined;
}

/** What the engine wrote, and what the filters leave of it; nothing where they refuse it. */
interface FilteredAnswer extends Omit<WrittenAnswer, 'text'> {
  readonly answer: string;
  readonly draft: AnswerDraft | undefined;
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
  readonly #flights: Flights;
  readonly #writer: AnswerWriter;
  readonly #preparation: Preparation;
  readonly #warming: Warming;
  readonly #pace = new TypingPace();
  #unknownModels = 0;
  readonly #speed: () => SpeedFacts | undefined;
  readonly #hideShift: (languageId: string) => number;

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
    this.#speed = parts.speed ?? ((): SpeedFacts | undefined => parts.engine.status.engine?.speed);
    this.#hideShift = parts.hideShift ?? ((): number => 0);
    const shared = { clock: parts.clock, answers: this.#answers, speed: this.#speed };
    this.#flights = new Flights({ ...shared, engine: parts.engine });
    this.#writer = new AnswerWriter({
      ...parts,
      ...shared,
      flights: this.#flights,
      prompts: this.#prompts,
      pace: this.#pace,
    });
    this.#preparation = new Preparation({
      ...shared,
      flights: this.#flights,
      prompts: this.#prompts,
      status: () => parts.engine.status,
      settings: parts.settings,
    });
    const { engine, settings } = parts;
    const read = { flights: this.#flights, prompts: this.#prompts, withheld: this.#withheld };
    this.#warming = new Warming({ ...shared, ...read, engine, settings });
  }

  /** Ends what the engine is doing for this service. */
  dispose(): void {
    this.#preparation.stop();
    this.#warming.stop();
    this.#flights.dispose();
  }

  /**
   * Call when the cursor has come to another place, or another document, and nothing was typed there: while the engine has nothing else to
   * do, it reads what a request there would need. Returns at once.
   * @param request asked for once the cursor has rested; undefined where nothing is wanted any more
   */
  visit(request: () => CompletionRequest | undefined): void {
    this.#preparation.stop();
    this.#warming.visit(request);
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
    this.#preparation.stop();
    this.#warming.stop();
    const settings = this.#settings(request.snapshot.uri);
    admit({ request, settings, engine: this.#engine.status });
    if (await this.#withheld.isWithheld(request.snapshot.uri)) throw new Skip('gate', 'withheld-file');
    // Asking the disk may have taken longer than the next key, whose answer must be left alone.
    if (signal.aborted) throw new Skip('gate', 'superseded');
    const isMultilineOn = settings['completion.multiline'];
    const reader = new FlightReader(this.#clock, signal);
    const limits = this.#limitsFor(request, settings);
    const origin = this.#originOf(isMultilineOn);
    const job: Job = { request, place: placeOf(request), isMultilineOn, origin, signal, trace, reader, limits };
    try {
      const shown = await this.#shownFor(job);
      this.#goAhead(job, shown);
      return shown;
    } finally {
      reader.part();
      if (request.trigger === 'automatic' && !signal.aborted) this.#warming.rest(job.place);
    }
  }

  async #shownFor(job: Job): Promise<Shown> {
    const { request, place, isMultilineOn, origin, trace, reader } = job;
    const isTyped = request.trigger === 'automatic';
    if (isTyped) this.#pace.noteKey(this.#clock.now());
    const flight = this.#flights.at(place, origin);
    const known = this.#fromCache(job);
    if (known?.confidence?.isShortened === true) await this.#tryOut(job, known, await this.#scopeAt(job));
    if (known !== undefined) return known;
    if (flight !== undefined) trace.flight = reader.board(flight);
    // Who asks by command, where nothing of what is known could be shown, wants the engine to be asked.
    const stream = flight === undefined && isTyped ? this.#answers.findStream(place, origin) : undefined;
    if (flight === undefined && stream === undefined) await this.#settle(job);
    const scope = await this.#scopeAt(job);
    const plan = planAnswer(place, scope, isMultilineOn, this.#speed());
    const { answer, pieces, draft, from, isPart } = await this.#askOnce(job, { plan, scope, stream });
    this.#answers.keep(place, origin, { text: answer, pieces, sources: trace.sources, isPart });
    // Without one the filters refuse it, and say why.
    const suggestion = this.#sureOf(job, draft ?? filterAnswer(answer, place), pieces);
    if (trace.confidence?.isShortened === true) await this.#tryOut(job, suggestion, scope);
    return trace.shown(from, suggestion, this.#alternatives(job, answer));
  }

  /** Lets the engine go one step ahead of somebody who types and accepts what is shown. */
  #goAhead(job: Job, shown: Shown): void {
    const { request, place, origin, signal, reader } = job;
    if (request.trigger !== 'automatic' || !this.#answers.remembers || signal.aborted) return;
    // Where it replaces what follows, the answer under way does not hold once it is accepted.
    if (shown.range.end === place.typed.end) reader.partAhead(place, shown.text.slice(place.typed.text.length));
    else reader.part();
    this.#preparation.begin({ request, place, origin, suggestion: shown });
  }

  /**
   * An earlier answer of which the beginning has been typed since. The first that passes filters and gate counts; where none does, only who asks
   * by command asks the engine again.
   */
  #fromCache(job: Job): Shown | undefined {
    const { request, place, trace } = job;
    const isTyped = request.trigger === 'automatic';
    // Who types on keeps what is seen; who asks by command wants all there is.
    const known = this.#answers.find(place, job.origin).filter(({ isPart }) => isPart !== true || isTyped);
    for (const { rest, pieces, sources } of known) {
      const suggestion = unlessSkipped(() => this.#sureOf(job, filterAnswer(rest, place), pieces));
      if (suggestion === undefined) continue;
      trace.sources = sources;
      return trace.shown('cache', suggestion, this.#alternatives(job, rest));
    }
    const [refused] = known;
    if (refused === undefined || !isTyped) return undefined;
    const { rest, pieces, sources, refusal } = refused;
    trace.sources = sources;
    trace.confidence = undefined;
    if (refusal !== undefined) throw new Skip('filter', refusal.reason, refusal.message);
    return trace.shown('cache', this.#sureOf(job, filterAnswer(rest, place), pieces), []);
  }

  /** Lets a burst of keys pass. */
  async #settle({ request, signal, trace }: Job): Promise<void> {
    const startMs = this.#clock.now();
    if (request.trigger === 'automatic') await this.#clock.sleep(this.#pace.delayMs(this.#speed()), signal);
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
  async #askOnce(job: Job, ask: Asking): Promise<FilteredAnswer> {
    try {
      const settle = (): Promise<void> => this.#settle(job);
      const { text, pieces, from, isPart } = await this.#writer.write({ ...job, ...ask, settle });
      const answer = atCursorDepth(text.trimEnd(), job.place);
      const draft = unlessSkipped(() => filterAnswer(answer, job.place));
      if (draft !== undefined) await this.#tryOut(job, suggestionOf(job.place, draft), ask.scope);
      return { answer, pieces, draft, from, isPart };
    } catch (error) {
      if (error instanceof Skip && error.stage === 'filter') {
        const refusal = { reason: error.reason, message: error.message };
        this.#answers.keep(job.place, job.origin, {
          text: '',
          pieces: [],
          sources: job.trace.sources,
          refusal,
        });
      }
      throw error;
    }
  }

  /** Whoever asks by command sees what there is. */
  #limitsFor({ trigger, snapshot }: CompletionRequest, settings: CompletionSettings): ConfidenceLimits | undefined {
    const level = gateLevels[settings['completion.frequency']];
    if (level === undefined || trigger === 'invoke') return undefined;
    return { ...level, hideBelow: hideBelowOf(level, this.#hideShift(snapshot.languageId)) };
  }

  /** What the model is sure enough of. The answer is remembered as a whole, since its rest may be surer than its beginning. @throws Skip */
  #sureOf({ place, trace, limits }: Job, draft: AnswerDraft, pieces: readonly AnswerChunk[]): Suggestion {
    const verdict = passGate({ draft, pieces, place, limits });
    trace.confidence = verdict.confidence;
    trace.pieces = pieces;
    if (verdict.draft === undefined) throw new Skip('filter', 'unsure');
    return suggestionOf(place, verdict.draft);
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

  /**
   * The prompt that a request at this place would be asked with, and how its context was chosen. Changes nothing that a later request
   * depends on, but for setting the anchor where there is none for this place. Refused places are shown all the same, except secret files.
   * @throws PlainError `secretFile`, `withheldFile`
   */
  async preview(request: CompletionRequest, signal: AbortSignal): Promise<PromptPreview> {
    refuseSecretFile(request.snapshot);
    await refuseWithheldFile(request.snapshot, this.#withheld);
    const order = { request, place: placeOf(request), signal, trace: new RequestTrace(this.#clock) };
    const { placed, choice } = await this.#prompts.promptAt(order, this.#speed());
    return { prompt: placed.prompt, promptTokens: placed.promptTokens, choice };
  }

  /** Other answers that are known for this place, for cycling. */
  #alternatives(job: Job, answer: string): Suggestion[] {
    const { request, place, origin } = job;
    if (request.trigger !== 'invoke') return [];
    const known = this.#answers.find(place, origin).map(({ rest }) => rest);
    const others = new Set([...known, ...this.#answers.findBeyond(place, origin)]);
    others.delete(answer);
    return [...others].flatMap((rest) => unlessSkipped(() => suggestionOf(place, filterAnswer(rest, place))) ?? []);
  }

  /** Answers of another model, or of the other setting of how far they may go, are no answers here. */
  #originOf(isMultilineOn: boolean): string {
    const model = this.#engine.status.engine?.model;
    // Before it is known which model will answer, nothing may be shared with a later request. Own files are named alike now and then.
    const name = model === undefined ? `unknown ${(this.#unknownModels += 1)}` : `${model.id} ${model.bytes}`;
    return isMultilineOn ? name : `${name} one line`;
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

function suggestionOf({ typed }: CompletionPlace, { text, overwrite }: AnswerDraft): Suggestion {
  return { text: typed.text + text, range: { start: typed.start, end: typed.end + overwrite } };
}

function unlessSkipped<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Skip) return undefined;
    throw error;
  }
}
