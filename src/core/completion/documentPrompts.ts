import type { Clock } from '../../base/clock';
import { Lru } from '../../base/lru';
import type { SpeedFacts } from '../../protocol/engine';
import { type ContextChoice, type ContextSource, noChoice } from '../context/choose/contextSource';
import { type PlacedPrompt, type PromptPlace, PromptSession } from '../prompt/session';
import { languageOf } from '../syntax/languages';
import type { CompletionRequest, CompletionTrigger } from '../text/snapshot';
import type { CompletionPlace } from './completionPlace';
import { type PromptBudget, promptBudget } from './promptBudget';
import type { RequestTrace } from './requestTrace';
import { Skip } from './skip';

/** Documents whose prompt state is kept; the engine holds the tokens of one at a time anyway. */
const maxSessions = 8;
/** Context that comes later is done without. */
const contextWaitMs: Readonly<Record<CompletionTrigger, number>> = { automatic: 80, invoke: 1_000 };

export interface DocumentPromptsParts {
  readonly context: ContextSource;
  readonly clock: Clock;
  /** Tokens for a prompt at the measured speed; by default {@link promptBudget}. */
  readonly budget?: typeof promptBudget;
}

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
    const { snapshot, text, offset } = order.place;
    const { path, repository, uri, languageId } = snapshot;
    const session = this.#sessionFor(uri);
    const at = { path, repository, text, offset };
    const budget = this.#budget(speed);
    if (!session.holds(at)) this.#choices.set(uri, await this.#contextFor(order, session, at, budget));
    const choice = this.#choices.get(uri) ?? noChoice;
    const hint = { lead: languageOf(languageId)?.lineComment ?? '', names: choice.hints };
    const placed = session.place(at, { promptTokens: budget.promptTokens, context: choice.pieces, hint });
    return { session, placed, choice };
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
