import type { Clock } from '../../base/clock';
import { Lru } from '../../base/lru';
import type { SpeedFacts } from '../../protocol/engine';
import { type ContextChoice, type ContextSource, noChoice } from '../context/choose/contextSource';
import { type Hint, noHint } from '../prompt/hint';
import { type PlacedPrompt, type PlannedPrompt, type PromptPlace, PromptSession } from '../prompt/session';
import { languageOf } from '../syntax/languages';
import type { CompletionRequest, CompletionTrigger } from '../text/snapshot';
import type { CompletionPlace } from './completionPlace';
import { idleContextTokens, type PromptBudget, promptBudget } from './promptBudget';
import type { RequestTrace } from './requestTrace';
import { Skip } from './skip';
import { WiderContext } from './widerContext';

/** Documents whose prompt state is kept; the engine holds the tokens of two at a time anyway. */
const maxSessions = 8;
/** Context that comes later is done without. */
const contextWaitMs: Readonly<Record<CompletionTrigger, number>> = { automatic: 80, invoke: 1_000 };

export interface DocumentPromptsParts {
  readonly context: ContextSource;
  readonly clock: Clock;
  /** Tokens for a prompt at the measured speed; by default {@link promptBudget}. */
  readonly budget?: typeof promptBudget;
}

/** A prompt of which more has been read for another one is read in its place, see `SlotPair`; counted in tokens there. */
const mostShared = 0.4;
/** The engine's fit makes room for what is typed in steps of 64 tokens; so much more leaves all else as it is. */
const aheadTokens = 64;

/** Who asks for a prompt. */
export interface PromptOrder {
  readonly request: CompletionRequest;
  readonly place: CompletionPlace;
  readonly signal: AbortSignal;
  /** Is told how long the collecting of context took. */
  readonly trace: RequestTrace;
}

export interface DocumentPrompt {
  readonly session: PromptSession;
  readonly placed: PlacedPrompt;
  /** How its context was chosen. */
  readonly choice: ContextChoice;
}

/** The prompt sessions of the documents that were typed in last, and the context that was chosen for the anchor of each. */
export class DocumentPrompts {
  readonly #context: ContextSource;
  readonly #clock: Clock;
  readonly #budget: typeof promptBudget;
  readonly #sessions = new Lru<string, PromptSession>(maxSessions);
  readonly #choices = new Lru<string, ContextChoice>(maxSessions);
  readonly #wider = new Lru<string, WiderContext>(maxSessions);
  /** Whose prompt the engine has read last, as far as its anchor stands where it stood then. */
  #lastRead = '';
  #sessionCount = 0;

  constructor({ context, clock, budget = promptBudget }: DocumentPromptsParts) {
    this.#context = context;
    this.#clock = clock;
    this.#budget = budget;
  }

  /**
   * The prompt for a place; sets the anchor where it has to move, with new context then.
   * @param speed of the engine, as far as it is known
   * @throws Skip `superseded`
   */
  async promptAt(order: PromptOrder, speed: SpeedFacts | undefined): Promise<DocumentPrompt> {
    const { uri, languageId } = order.place.snapshot;
    const session = this.#sessionFor(uri);
    const at = promptPlaceOf(order.place);
    const budget = this.#budget(speed);
    if (!session.holds(at)) {
      this.#choose(uri, at, await this.#contextFor(order, session, at, budget));
      if (this.#lastRead === uri) this.#lastRead = '';
    }
    const choice = this.#choices.get(uri) ?? noChoice;
    const promptTokens = this.#wider.get(uri)?.promptTokens ?? budget.promptTokens;
    const placed = session.place(at, { promptTokens, context: choice.pieces, hint: hintOf(languageId, choice) });
    return { session, placed, choice };
  }

  /** Call when the engine has read the last prompt of a document to its end. */
  noteRead(uri: string): void {
    this.#lastRead = uri;
  }

  /** Whether the engine has last read a prompt for this very place, as far as the anchor goes. */
  isCurrent(place: CompletionPlace): boolean {
    const { uri } = place.snapshot;
    return uri === this.#lastRead && this.#sessions.get(uri)?.holds(promptPlaceOf(place)) === true;
  }

  /**
   * The prompt for a place with what did not fit when its anchor was set, for an engine that nobody waits for; moves nothing until it is taken.
   * @returns undefined where all has fitted, or where the anchor has left
   */
  widerPrompt(place: CompletionPlace, speed: SpeedFacts | undefined): PlannedPrompt | undefined {
    const { uri, languageId } = place.snapshot;
    const [session, choice, at] = [this.#sessions.get(uri), this.#choices.get(uri), promptPlaceOf(place)];
    if (choice === undefined || session?.holds(at) !== true || this.#wider.get(uri) !== undefined) return undefined;
    const budget = this.#budget(speed);
    const wider = WiderContext.beyond(choice, place.offset, budget, idleContextTokens(speed, budget));
    if (wider === undefined) return undefined;
    const { promptTokens } = wider;
    const next = { promptTokens, context: wider.choice.pieces, hint: hintOf(languageId, choice) };
    const { placed, take } = session.plan(at, next);
    // The engine would read it in the place of what is typed, and lose that when it has to give way.
    if (charsOf(choice.pieces) > mostShared * charsOf([...placed.prompt.context, placed.prompt])) return undefined;
    return {
      placed,
      take: (result) => {
        if (!take(result)) return false;
        this.#wider.set(uri, wider);
        this.#choices.set(uri, wider.choice);
        return true;
      },
    };
  }

  /** Takes what was chosen for a new anchor, and what was read beyond it near there. */
  #choose(uri: string, { offset }: PromptPlace, choice: ContextChoice): void {
    const wider = this.#wider.get(uri)?.goOn(choice, offset);
    if (wider === undefined) this.#wider.delete(uri);
    else this.#wider.set(uri, wider);
    this.#choices.set(uri, wider?.choice ?? choice);
  }

  /**
   * The prompt for a place where `here` may lead to by typing on; moves nothing.
   * @returns undefined where asking for it would cost the engine what it has read for `here`
   */
  promptAhead(here: CompletionPlace, ahead: CompletionPlace): PlacedPrompt | undefined {
    const session = this.#sessions.get(here.snapshot.uri);
    const [from, to] = [promptPlaceOf(here), promptPlaceOf(ahead)];
    if (session === undefined || !session.holds(from) || !session.holds(to)) return undefined;
    const held = { promptTokens: 0, context: [], hint: noHint };
    const [now, then] = [session.place(from, held), session.place(to, held)];
    // It stands before all that is typed.
    if (now.prompt.hint !== then.prompt.hint) return undefined;
    const grown = Math.max(0, then.prompt.middle.length - now.prompt.middle.length);
    return { ...then, promptTokens: then.promptTokens + grown + aheadTokens };
  }

  /** The prompt keeps its context until its anchor moves, so this is not asked for each key. */
  async #contextFor(
    { request, signal, trace }: PromptOrder,
    session: PromptSession,
    at: PromptPlace,
    { promptTokens, contextTokens }: PromptBudget,
  ): Promise<ContextChoice> {
    const startMs = this.#clock.now();
    const { snapshot, offset, trigger } = request;
    const window = session.windowAt(at, promptTokens - contextTokens);
    const order = { budgetTokens: contextTokens, waitMs: contextWaitMs[trigger], signal };
    const choice = await this.#context.collect({ snapshot, offset, window }, order);
    trace.contextMs = this.#clock.now() - startMs;
    if (signal.aborted) throw new Skip('prompt', 'superseded');
    return choice;
  }

  #sessionFor(uri: string): PromptSession {
    const known = this.#sessions.get(uri);
    if (known !== undefined) return known;
    this.#sessionCount += 1;
    const session = new PromptSession(`document-${this.#sessionCount}`);
    this.#sessions.set(uri, session);
    return session;
  }
}

function charsOf(
  texts: readonly { readonly text?: string; readonly prefix?: string; readonly suffix?: string }[],
): number {
  return texts.reduce((sum, { text = '', prefix = '', suffix = '' }) => sum + (text + prefix + suffix).length, 0);
}

function hintOf(languageId: string, { hints }: ContextChoice): Hint {
  return { lead: languageOf(languageId)?.lineComment ?? '', names: hints };
}

function promptPlaceOf({ snapshot, text, offset }: CompletionPlace): PromptPlace {
  return { path: snapshot.path, repository: snapshot.repository, text, offset };
}
