import type { Clock } from '../../base/clock';
import type { CompleteResult, SpeedFacts } from '../../protocol/engine';
import type { Engine, WithheldFiles } from '../ports';
import type { PlacedPrompt } from '../prompt/session';
import { lineEnd } from '../text/lines';
import type { CompletionRequest } from '../text/snapshot';
import { type CompletionPlace, placeOf } from './completionPlace';
import type { CompletionSettings } from './completionSettings';
import { isSlow } from './deadline';
import type { DocumentPrompts } from './documentPrompts';
import type { Flights } from './flights';
import { admit } from './gate';
import { RequestTrace } from './requestTrace';

/** A cursor that stays for so long is not on its way to somewhere else. */
const visitMs = 300;
/** Typing rests. Later than the next suggestion is prepared, which is wanted sooner. */
const restMs = 2_000;
/** While the engine writes an answer, it is looked for again after this long, so many times. */
const busyMs = 500;
const maxBusy = 20;

export interface WarmingParts {
  readonly engine: Engine;
  readonly flights: Flights;
  readonly prompts: DocumentPrompts;
  readonly clock: Clock;
  readonly speed: () => SpeedFacts | undefined;
  readonly settings: (uri: string) => CompletionSettings;
  readonly withheld: WithheldFiles;
}

/**
 * Has the engine read prompts that are likely to be wanted, in the lane that gives way to all, while it has nothing else to do: that of a
 * place where the cursor came to rest, and one with more context than a key could have waited for. The engine keeps them beside what is
 * typed, so that this costs the next key nothing.
 */
export class Warming {
  readonly #parts: WarmingParts;
  #waiting = new AbortController();
  /** The last anchor for which a slow machine has read more context, or any has read all of it. */
  #widened = '';

  constructor(parts: WarmingParts) {
    this.#parts = parts;
  }

  /**
   * Call when the cursor has come to another place without typing. Returns at once.
   * @param request asked for once the cursor has rested; undefined where it is not wanted any more
   */
  visit(request: () => CompletionRequest | undefined): void {
    this.stop();
    void this.#visit(request, this.#waiting.signal).catch(ignore);
  }

  /** Call when an automatic request is over and nothing else has been typed. Returns at once. */
  rest(place: CompletionPlace): void {
    this.stop();
    void this.#widen(place, this.#waiting.signal).catch(ignore);
  }

  /** Call when the user types: the engine is free within a chunk. */
  stop(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
  }

  async #visit(ask: () => CompletionRequest | undefined, signal: AbortSignal): Promise<void> {
    const { engine, prompts, clock, speed, settings, withheld } = this.#parts;
    if (!(await this.#isFree(visitMs, signal))) return;
    const asked = ask();
    if (asked === undefined) return;
    const request = atLineEnd(asked);
    const { uri } = request.snapshot;
    admit({ request, settings: settings(uri), engine: engine.status });
    if ((await withheld.isWithheld(uri)) || signal.aborted) return;
    const place = placeOf(request);
    if (prompts.isCurrent(place)) return;
    // Nobody waits for the context.
    const order = {
      request: { ...request, trigger: 'invoke' as const },
      place,
      signal,
      trace: new RequestTrace(clock),
    };
    const { session, placed } = await prompts.promptAt(order, speed());
    const result = await this.#read(placed, signal);
    if (result === undefined) return;
    session.learn(placed.prompt, result);
    if (result.stop !== 'aborted') prompts.noteRead(uri);
  }

  async #widen(place: CompletionPlace, signal: AbortSignal): Promise<void> {
    const { prompts, speed, settings } = this.#parts;
    if (!(await this.#isFree(restMs, signal)) || !settings(place.snapshot.uri)['completion.enabled']) return;
    const wider = prompts.widerPrompt(place, speed());
    if (wider === undefined) return;
    const { session, anchor } = wider.placed.prompt;
    const name = `${session} ${anchor}`;
    if (name === this.#widened) return;
    if (isSlow(speed())) this.#widened = name;
    const result = await this.#read(wider.placed, signal);
    if (result === undefined || result.stop === 'aborted' || signal.aborted) return;
    this.#widened = name;
    wider.take(result);
  }

  /** True once the time has passed and the engine has nothing to do. */
  async #isFree(waitMs: number, signal: AbortSignal): Promise<boolean> {
    const { clock, flights, engine } = this.#parts;
    await clock.sleep(waitMs, signal);
    for (let times = 0; flights.isBusy && times < maxBusy && !signal.aborted; times += 1)
      await clock.sleep(busyMs, signal);
    return !signal.aborted && !flights.isBusy && engine.status.state === 'ready';
  }

  async #read({ prompt, promptTokens }: PlacedPrompt, signal: AbortSignal): Promise<CompleteResult | undefined> {
    if (signal.aborted) return undefined;
    // A prompt is read together with the first token that is written.
    const order = { promptTokens, answerTokens: 1, lane: 'warm' as const };
    return this.#parts.engine.complete(prompt, order, signal).done;
  }
}

/** A line in which text follows is gone on with behind it. */
function atLineEnd(request: CompletionRequest): CompletionRequest {
  return { ...request, offset: lineEnd(request.snapshot.text, request.offset), trigger: 'automatic' };
}

/** What could not be read ahead is read when it is wanted, and the reason is told then. */
function ignore(): void {
  return undefined;
}
