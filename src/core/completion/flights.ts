import type { Clock } from '../../base/clock';
import type { Engine } from '../ports';
import type { Answers, KeptStream } from './answerCache';
import { AnswerFlight, type FlightOrder } from './answerFlight';
import type { CompletionPlace } from './completionPlace';

export interface FlightsParts {
  readonly engine: Engine;
  readonly clock: Clock;
  /** Where the text of a flight goes when it is over. */
  readonly answers: Answers;
}

/** The answer that the engine is at, one at a time. */
export class Flights {
  readonly #parts: FlightsParts;
  #current: AnswerFlight | undefined;

  constructor(parts: FlightsParts) {
    this.#parts = parts;
  }

  /** An answer is under way. */
  get isBusy(): boolean {
    return this.#current !== undefined;
  }

  /**
   * Call with the place of each request. The flight under way when it begins with what has been typed since; one that does not, of another
   * document, place or model, is ended at once, so that it is not in the way. So is one that was asked for ahead: its lane gives way to chats
   * too, for which nobody who types may wait. What it wrote is kept by then, and what it read stays in the KV cache.
   */
  at(place: CompletionPlace, origin: string): AnswerFlight | undefined {
    const flight = this.#current;
    if (flight === undefined) return undefined;
    if (!flight.isAhead && flight.origin === origin && flight.fits(place)) return flight;
    flight.abort();
    return undefined;
  }

  /** Asks the engine, and ends what is under way. @throws what the engine throws */
  start(order: FlightOrder): AnswerFlight {
    this.#current?.abort();
    const { engine, clock } = this.#parts;
    const onLanded = (landed: AnswerFlight, stream: KeptStream | undefined): void => {
      if (this.#current === landed) this.#current = undefined;
      if (stream !== undefined) this.#parts.answers.keepStream(landed.mark, landed.origin, stream);
    };
    this.#current = new AnswerFlight(order, { engine, clock, onLanded });
    return this.#current;
  }

  dispose(): void {
    this.#current?.abort();
  }
}
