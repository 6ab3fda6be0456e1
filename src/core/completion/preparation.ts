import type { Clock } from '../../base/clock';
import type { SpeedFacts } from '../../protocol/engine';
import type { EngineView } from '../ports';
import type { CompletionRequest } from '../text/snapshot';
import type { Answers } from './answerCache';
import type { AnswerFlight } from './answerFlight';
import { planAnswer } from './answerPlan';
import { type CompletionPlace, placeOf } from './completionPlace';
import type { CompletionSettings } from './completionSettings';
import { isSlow } from './deadline';
import type { DocumentPrompts } from './documentPrompts';
import type { Flights } from './flights';
import type { Suggestion } from './outcome';
import { markOf, type PlaceMark, restAt } from './placeMark';

/** Typing has paused, and whoever looks at a suggestion may take it. */
const pauseMs = 400;
/** The same on a slow machine. */
const slowPauseMs = 2_000;

export interface PreparationParts {
  readonly flights: Flights;
  readonly answers: Answers;
  readonly prompts: DocumentPrompts;
  readonly clock: Clock;
  readonly status: () => EngineView;
  readonly speed: () => SpeedFacts | undefined;
  readonly settings: (uri: string) => CompletionSettings;
}

/** A suggestion that somebody looks at. */
export interface Offer {
  readonly request: CompletionRequest;
  readonly place: CompletionPlace;
  /** See `Answers`. */
  readonly origin: string;
  readonly suggestion: Suggestion;
}

/**
 * Asks for what comes next while somebody looks at a suggestion, as if it had been accepted: one line, once for each place, while the engine
 * has nothing else to do. It is an answer under way like any other, but of the lane that gives way to all.
 */
export class Preparation {
  readonly #parts: PreparationParts;
  #waiting = new AbortController();
  /** The last place that was prepared. */
  #last: { readonly mark: PlaceMark; readonly flight: AnswerFlight } | undefined;

  constructor(parts: PreparationParts) {
    this.#parts = parts;
  }

  /** Call when an automatic request has shown something. Returns at once. */
  begin(offer: Offer): void {
    this.stop();
    if (this.#parts.answers.remembers) void this.#prepare(offer, this.#waiting.signal);
  }

  /** Call when the user types: nothing more is begun. What is under way is the flights' to keep or to end. */
  stop(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
  }

  /** Never rejects. */
  async #prepare({ request, place, origin, suggestion }: Offer, signal: AbortSignal): Promise<void> {
    const { flights, prompts, clock, status, speed, settings } = this.#parts;
    await clock.sleep(isSlow(speed()) ? slowPauseMs : pauseMs, signal);
    const { uri } = request.snapshot;
    if (signal.aborted || flights.isBusy || status().state !== 'ready' || !settings(uri)['completion.enabled']) return;
    const ahead = placeOf(accepted(request, suggestion));
    if (this.#isKnown(ahead, origin)) return;
    const prompt = prompts.promptAhead(place, ahead);
    if (prompt === undefined) return;
    const { answerTokens } = planAnswer(ahead, undefined, settings(uri)['completion.multiline'], speed());
    const limits = { promptTokens: prompt.promptTokens, answerTokens, lane: 'warm' as const };
    try {
      const flight = flights.start({ place: ahead, origin, prompt: prompt.prompt, limits, onResult: () => undefined });
      this.#last = { mark: markOf(ahead), flight };
      flight.board();
      flight.partAhead(ahead, '');
    } catch {
      // An engine that cannot even be asked will say so to the next request.
    }
  }

  #isKnown(ahead: CompletionPlace, origin: string): boolean {
    const { answers } = this.#parts;
    const last = this.#last;
    const isLast = last?.flight.origin === origin && restAt(last.mark, '', ahead) !== undefined;
    // One that was ended before it wrote anything has prepared nothing.
    const isVain = last?.flight.end === 'aborted' && !last.flight.hasText;
    return (
      (isLast && !isVain) || answers.findStream(ahead, origin) !== undefined || answers.find(ahead, origin).length > 0
    );
  }
}

/** The request that an editor makes right after a suggestion was taken. */
function accepted({ snapshot }: CompletionRequest, { text, range }: Suggestion): CompletionRequest {
  const after = snapshot.text.slice(0, range.start) + text + snapshot.text.slice(range.end);
  const offset = range.start + text.length;
  return { snapshot: { ...snapshot, text: after }, offset, trigger: 'automatic', cursors: 1, readOnly: false };
}
