import { within } from '../../base/cancel';
import type { Clock } from '../../base/clock';
import type { KeptStream } from './answerCache';
import type { AnswerCutter } from './answerCutter';
import type { AnswerFlight } from './answerFlight';
import type { CompletionPlace } from './completionPlace';
import type { ReadFlight } from './requestTrace';
import { Skip } from './skip';

/** What a request reads an answer with. */
export interface Reading {
  readonly place: CompletionPlace;
  readonly cutter: AnswerCutter;
  /** Tokens that an answer at this place may have. */
  readonly answerTokens: number;
  /** Called with each piece that comes. */
  readonly onPiece: () => void;
  /** Called once, when the first line is known. */
  readonly onFirstLine: () => void;
}

/** One request's part in flights; it reads in one at a time. Call {@link part} when the request is over, whatever came of it. */
export class FlightReader {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #flight: AnswerFlight | undefined;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** The one that is read in. */
  get flight(): AnswerFlight | undefined {
    return this.#flight;
  }

  /**
   * Call as soon as the flight is known, before anything is awaited.
   * @returns what there will be to know of it, also after {@link part}
   */
  board(flight: AnswerFlight): ReadFlight {
    this.part();
    this.#flight = flight;
    const boarding = flight.board();
    const stats = flight.report.then((report) => ('result' in report ? report.result : undefined));
    return { stats, isReadOn: () => flight.boardings > boarding };
  }

  /**
   * The answer of the flight that was started for this very place.
   * @throws Skip when the engine failed or gave way to a newer request, or the signal aborted
   */
  async readOwn(reading: Reading): Promise<string> {
    if (await this.#follow(reading)) return reading.cutter.finish('end');
    const end = this.#flight?.end;
    if (end === undefined || end === 'aborted') throw new Skip('engine', 'superseded');
    if ('failure' in end) throw new Skip('engine', 'engine-failed', end.failure);
    if (end.result.stop === 'aborted') throw new Skip('engine', 'superseded');
    return reading.cutter.finish(end.result.stop);
  }

  /**
   * The rest of an answer that another request asked for.
   * @returns undefined when there is none, or it ended before this one would have
   * @throws Skip `superseded`
   */
  async readJoined(reading: Reading): Promise<string | undefined> {
    const flight = this.#flight;
    if (flight === undefined) return undefined;
    if (await this.#follow(reading)) return reading.cutter.finish('end');
    const { end } = flight;
    if (end === undefined || end === 'aborted' || 'failure' in end) return undefined;
    const { stop } = end.result;
    const isSame = flight.mark.offset === reading.place.offset && flight.answerTokens >= reading.answerTokens;
    const hasEnded = stop === 'end' || stop === 'marker' || (isSame && stop !== 'aborted');
    return hasEnded ? reading.cutter.finish(stop) : undefined;
  }

  /** Waits for the counts of a flight, no longer than told; after {@link part} as well. @throws Skip `superseded` */
  async report(flight: AnswerFlight, waitMs: number): Promise<void> {
    await within(flight.report, { clock: this.#clock, ms: waitMs, signal: this.#signal });
    if (this.#signal.aborted) throw new Skip('engine', 'superseded');
  }

  /** Leaves the flight: a superseded request to the one that comes instead, else for good. */
  part(): void {
    this.#flight?.part(this.#signal.aborted ? 'linger' : 'stop');
    this.#flight = undefined;
  }

  /** Leaves the flight to go on for whoever accepts what is shown; see {@link AnswerFlight.partAhead}. */
  partAhead(place: CompletionPlace, accepted: string): void {
    this.#flight?.partAhead(place, accepted);
    this.#flight = undefined;
  }

  /** True when the cutter had enough before the stream ended. */
  async #follow({ place, cutter, onPiece, onFirstLine }: Reading): Promise<boolean> {
    let isComplete = false;
    for await (const text of this.#flight?.follow(place, this.#signal) ?? []) {
      onPiece();
      isComplete = await cutter.read(text);
      if (cutter.hasFirstLine) onFirstLine();
      if (isComplete) break;
    }
    if (this.#signal.aborted) throw new Skip('engine', 'superseded');
    return isComplete;
  }
}

/** The part of a kept stream that belongs to a place, or undefined when the stream broke off before it was complete. */
export async function cutStream({ text, isWhole }: KeptStream, cutter: AnswerCutter): Promise<string | undefined> {
  // Line by line, as it was written: the cutter looks at a line that has begun, and at one that has ended.
  for (const { index } of [...text.matchAll(/\r?\n|$/g)]) {
    const lineBreak = /^\r?\n/.exec(text.slice(index, index + 2))?.[0] ?? '';
    if (await cutter.read(text.slice(0, index))) return cutter.finish('end');
    if (lineBreak !== '' && (await cutter.read(text.slice(0, index + lineBreak.length)))) return cutter.finish('end');
  }
  return isWhole ? cutter.finish('end') : undefined;
}
