import { within } from '../../base/cancel';
import type { Clock } from '../../base/clock';
import { describeError } from '../../base/errors';
import type { AnswerChunk, CompleteResult, CompletionPrompt } from '../../protocol/engine';
import type { CompleteOrder, Engine } from '../ports';
import { withEol } from '../text/eol';
import type { KeptStream } from './answerCache';
import type { CompletionPlace } from './completionPlace';
import { piecesAfter } from './confidence';
import { atCursorDepth } from './cursorDepth';
import { FileIndentation } from './fileIndentation';
import { hasLeftDepth } from './filters/dedent';
import { markOf, type PlaceMark, restAt } from './placeMark';
import { untilAborted } from './untilAborted';

/** An engine that has ended its stream but does not report is given up after this long. */
const silenceMs = 10_000;
/**
 * A flight that nobody reads any more waits this long for the next request: an editor cancels the one before at the key, and asks again
 * after a delay of its own (VS Code: 50 ms and more).
 */
const graceMs = 150;
/** A line that is longer is seldom wanted as it is, and costs heat before anybody has asked for it. */
const maxAheadChars = 160;

/** What the engine is asked, and for which place. */
export interface FlightOrder {
  readonly place: CompletionPlace;
  /** See `Answers`. */
  readonly origin: string;
  readonly prompt: CompletionPrompt;
  readonly limits: CompleteOrder;
  /** Called with the engine's result whenever it comes, also after the flight was given up. */
  readonly onResult: (result: CompleteResult) => void;
}

export interface FlightParts {
  readonly engine: Engine;
  readonly clock: Clock;
  /** Called once, when nothing more will be written, with what is worth keeping. */
  readonly onLanded: (flight: AnswerFlight, stream: KeptStream | undefined) => void;
}

export type FlightReport = { readonly result: CompleteResult } | { readonly failure: string };

/**
 * An answer of the engine on its way. It belongs to a place, not to the request that asked first: any later one whose document is this place
 * plus a beginning of the answer reads on in it. Whoever reads calls {@link board} first and {@link part} at the end.
 */
export class AnswerFlight {
  readonly origin: string;
  /** Rejects never; comes also after an abort. */
  readonly report: Promise<FlightReport>;
  readonly #order: FlightOrder;
  readonly #parts: FlightParts;
  readonly #mark: PlaceMark;
  readonly #controller = new AbortController();
  /** The answer after each piece of the stream, as the document writes line breaks and indentation. */
  readonly #steps: string[] = [];
  readonly #pieces: AnswerChunk[] = [];
  readonly #waiting = new Set<() => void>();
  #result: CompleteResult | undefined;
  #end: FlightReport | 'aborted' | undefined;
  #readers = 0;
  #boardings = 0;
  /** Where the one who goes on will be, when nobody reads but the rest is worth having. */
  #ahead: { readonly place: CompletionPlace; readonly accepted: string } | undefined;

  /** Asks the engine at once. @throws what the engine throws when it cannot even be asked. */
  constructor(order: FlightOrder, parts: FlightParts) {
    this.#order = order;
    this.#parts = parts;
    this.origin = order.origin;
    this.#mark = markOf(order.place);
    const stream = parts.engine.complete(order.prompt, order.limits, this.#controller.signal);
    this.report = stream.done.then(
      (result) => {
        this.#result = result;
        order.onResult(result);
        return { result };
      },
      (error: unknown) => ({ failure: describeError(error) }),
    );
    void this.#read(stream.chunks);
  }

  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** How it ended; `aborted` when it was stopped from here; undefined while it is under way. */
  get end(): FlightReport | 'aborted' | undefined {
    return this.#end;
  }

  /** The place that it belongs to. */
  get mark(): PlaceMark {
    return this.#mark;
  }

  /** The engine's counts, once they are there; also after an abort. */
  get result(): CompleteResult | undefined {
    return this.#result;
  }

  /** It was asked for before anybody wanted it, in the lane that gives way to all others. */
  get isAhead(): boolean {
    return this.#order.limits.lane === 'warm';
  }

  /** Anything has been written yet. */
  get hasText(): boolean {
    return this.#steps.length > 0;
  }

  get answerTokens(): number {
    return this.#order.limits.answerTokens;
  }

  /** Paths of the other files whose excerpts the model saw; without a report, what was sent. */
  get sources(): readonly string[] {
    const { context } = this.#order.prompt;
    const kept = this.#result?.fit.context.flatMap((index) => context[index] ?? []) ?? context;
    return kept.map(({ path }) => path);
  }

  /** Whether what has been typed at `place` since is a beginning of what has been written so far. */
  fits(place: CompletionPlace): boolean {
    return this.#restAt(place) !== undefined;
  }

  /** How many readers there have been. */
  get boardings(): number {
    return this.#boardings;
  }

  /** What has been written so far from `place` on, piece by piece; call it where the flight {@link fits}. */
  piecesAt({ text, offset }: CompletionPlace): readonly AnswerChunk[] {
    return [...piecesAfter(text.slice(this.#mark.offset, offset), this.#pieces)];
  }

  /** Call before reading, in the same turn as {@link fits}. @returns the number of this reader */
  board(): number {
    this.#readers += 1;
    this.#boardings += 1;
    this.#ahead = undefined;
    return this.#boardings;
  }

  /**
   * The answer from `place` on, longer each time, piece by piece from the beginning. Ends with the flight or the signal, and never throws:
   * {@link end} says what it was.
   */
  async *follow(place: CompletionPlace, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
    for (let step = 0; !signal.aborted; step += 1) {
      while (step >= this.#steps.length) {
        if (this.isOver || signal.aborted) return;
        await this.#news(signal);
      }
      const rest = this.#restAt(place, step);
      if (rest !== undefined && rest !== '') yield rest;
    }
  }

  /**
   * Call when a reader leaves. `stop`: the engine has nothing more to do here. `linger`: the reader was superseded, and the request that
   * comes instead may want to read on. With other readers there is nothing to decide.
   */
  part(then: 'stop' | 'linger'): void {
    this.#readers -= 1;
    if (this.#readers > 0 || this.isOver) return;
    if (then === 'stop') this.abort();
    else void this.#linger();
  }

  /**
   * Call instead of {@link part} when what is shown at `place` is a beginning of the answer: the flight goes on to the end of the line after
   * it, one step ahead of whoever accepts, as long as nobody wants the engine for something else. Else it stops.
   */
  partAhead(place: CompletionPlace, accepted: string): void {
    this.#ahead = { place, accepted };
    this.#readers -= 1;
    if (this.#readers === 0 && this.#isFarEnough()) this.abort();
  }

  /** Ends it at once; what was written stays with the landed stream, and what was read in the engine's KV cache. */
  abort(): void {
    if (this.isOver) return;
    this.#controller.abort();
    this.#land('aborted');
  }

  async #read(chunks: AsyncIterable<AnswerChunk>): Promise<void> {
    const { signal } = this.#controller;
    const { place } = this.#order;
    const indentation = new FileIndentation(place);
    let raw = '';
    try {
      for await (const piece of untilAborted(chunks, signal)) {
        raw += piece.text;
        this.#pieces.push(piece);
        this.#steps.push(indentation.apply(withEol(raw, place.eol)));
        this.#tell();
        if (this.#readers === 0 && this.#isFarEnough()) this.abort();
      }
    } catch {
      // The report says what went wrong.
    }
    const told = await within(this.report, { clock: this.#parts.clock, ms: silenceMs, signal });
    this.#land(told ?? { failure: 'The engine does not answer.' });
  }

  #land(end: FlightReport | 'aborted'): void {
    if (this.isOver) return;
    this.#end = end;
    this.#tell();
    const text = atCursorDepth(this.#steps.at(-1) ?? '', this.#order.place);
    const isWhole = typeof end === 'object' && 'result' in end && isWholeEnd(end.result);
    const isWorthIt = text.trim() !== '' && (end === 'aborted' || 'result' in end);
    this.#parts.onLanded(this, isWorthIt ? { text, pieces: this.#pieces, isWhole, sources: this.sources } : undefined);
  }

  async #linger(): Promise<void> {
    const boardings = this.#boardings;
    await this.#parts.clock.sleep(graceMs, this.#controller.signal);
    if (this.#boardings === boardings) this.abort();
  }

  /** Nothing that follows would be of use, when the one ahead comes. */
  #isFarEnough(): boolean {
    const ahead = this.#ahead;
    if (ahead === undefined) return false;
    const rest = this.#restAt(ahead.place, this.#steps.length - 1, ahead.accepted);
    if (rest === undefined) return true;
    const further = rest.slice(ahead.accepted.length);
    return further.length > maxAheadChars || /\S[^\n]*\n/.test(further) || hasLeftDepth(rest, ahead.place);
  }

  /** A model that repeats the indentation of the cursor's line is shown without it, and so it is typed. */
  #restAt(place: CompletionPlace, step = this.#steps.length - 1, start = ''): string | undefined {
    const written = this.#steps[step];
    if (written === undefined) return start === '' ? restAt(this.#mark, '', place) : undefined;
    return [written, atCursorDepth(written, this.#order.place)]
      .map((text) => restAt(this.#mark, text, place))
      .find((rest) => rest?.startsWith(start));
  }

  #tell(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  async #news(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

function isWholeEnd({ stop }: CompleteResult): boolean {
  return stop === 'end' || stop === 'marker';
}
