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
  /** The reader has waited for as long as a typist should: whole lines are enough from now on. */
  readonly isLate: () => boolean;
  /** Called with each piece that comes. */
  readonly onPiece: () => void;
  /** Called once, when the first line is known. */
  readonly onFirstLine: () => void;
}

/** What was read of an answer. `isPart`: more of it is on its way, which was not waited for. */
export interface ReadText {
  readonly text: string;
  readonly isPart: boolean;
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
  async readOwn(reading: Reading): Promise<ReadText> {
    const known = await this.#follow(reading);
    if (known !== undefined) return known;
    const end = this.#flight?.end;
    if (end === undefined || end === 'aborted') throw new Skip('engine', 'superseded');
    if ('failure' in end) throw new Skip('engine', 'engine-failed', end.failure);
    if (end.result.stop === 'aborted') throw new Skip('engine', 'superseded');
    return { text: await reading.cutter.finish(end.result.stop), isPart: false };
  }

  /**
   * The rest of an answer that another request asked for.
   * @returns undefined when there is none, or it ended before this one would have
   * @throws Skip `superseded`
   */
  async readJoined(reading: Reading): Promise<ReadText | undefined> {
    const flight = this.#flight;
    if (flight === undefined) return undefined;
    const known = await this.#follow(reading);
    if (known !== undefined) return known;
    const { end } = flight;
    if (end === undefined || end === 'aborted' || 'failure' in end) return undefined;
    const { stop } = end.result;
    const isSame = flight.mark.offset === reading.place.offset && flight.answerTokens >= reading.answerTokens;
    const hasEnded = stop === 'end' || stop === 'marker' || (isSame && stop !== 'aborted');
    return hasEnded ? { text: await reading.cutter.finish(stop), isPart: false } : undefined;
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

  /** What is enough of the answer before its stream has ended; else undefined. */
  async #follow({ place, cutter, isLate, onPiece, onFirstLine }: Reading): Promise<ReadText | undefined> {
    let enough: ReadText | undefined;
    for await (const text of this.#flight?.follow(place, this.#signal) ?? []) {
      onPiece();
      const isComplete = await cutter.read(text);
      if (cutter.hasFirstLine) onFirstLine();
      if (isComplete) enough = { text: await cutter.finish('end'), isPart: false };
      else if (isLate() && cutter.hasUsableLines) enough = { text: await cutter.finish('limit'), isPart: true };
      if (enough !== undefined) break;
    }
    if (this.#signal.aborted) throw new Skip('engine', 'superseded');
    return enough;
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
