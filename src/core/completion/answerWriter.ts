import { within } from '../../base/cancel';
import type { SpeedFacts } from '../../protocol/engine';
import type { Clock, Syntax } from '../ports';
import type { CompletionTrigger } from '../text/snapshot';
import type { Answers, KeptStream, ModelText } from './answerCache';
import { AnswerCutter, type AskCut } from './answerCutter';
import type { AnswerPlan } from './answerPlan';
import { targetMs } from './deadline';
import type { DocumentPrompts, PromptOrder } from './documentPrompts';
import { cutStream, type FlightReader, type Reading, type ReadText } from './flightReader';
import type { Flights } from './flights';
import type { Shown } from './outcome';
import type { TypingPace } from './pace';
import { Skip } from './skip';
import { syntaxWaitMs } from './syntaxWait';

/** The counts of an answer that was stopped when it was complete are not worth keeping a typist waiting for; the prompt session learns from them when they come. */
const reportWaitMs: Readonly<Record<CompletionTrigger, number>> = { automatic: 0, invoke: 10_000 };

export interface AnswerWriterParts {
  readonly syntax: Syntax;
  readonly clock: Clock;
  readonly answers: Answers;
  readonly flights: Flights;
  readonly prompts: DocumentPrompts;
  readonly pace: TypingPace;
  readonly speed: () => SpeedFacts | undefined;
}

/** One request that wants a text. */
export interface WriteOrder extends PromptOrder {
  /** See `Answers`. */
  readonly origin: string;
  readonly plan: AnswerPlan;
  /** In the flight that the request may join, if there is one. */
  readonly reader: FlightReader;
  /** What was written for this place before anybody asked. */
  readonly stream: KeptStream | undefined;
  /** Lets a burst of keys pass before the engine is asked after all. @throws Skip */
  readonly settle: () => Promise<void>;
}

/** What was written for a place, cut to its plan, and where it came from. */
export interface WrittenAnswer extends ModelText {
  readonly from: Shown['from'];
  /** More of it is on its way. */
  readonly isPart: boolean;
}

type ReadAnswer = ReadText & Pick<ModelText, 'pieces'>;

/** Comes by the text of an answer: what was written ahead or is on its way goes first; where that breaks off too early, the engine is asked. */
export class AnswerWriter {
  readonly #parts: AnswerWriterParts;

  constructor(parts: AnswerWriterParts) {
    this.#parts = parts;
  }

  /** @throws Skip when the engine failed, the request was superseded, or the text is refused as it is cut */
  async write(order: WriteOrder): Promise<WrittenAnswer> {
    const { stream, reader, signal, trace } = order;
    if (stream !== undefined) {
      const text = await cutStream(stream, this.#readingOf(order).cutter);
      if (signal.aborted) throw new Skip('engine', 'superseded');
      trace.sources = stream.sources;
      if (text !== undefined) return { text, pieces: stream.pieces, from: 'cache', isPart: false };
      await order.settle();
    }
    return { ...((await this.#join(order, reader)) ?? (await this.#ask(order))), from: 'engine' };
  }

  async #join(order: WriteOrder, reader: FlightReader): Promise<ReadAnswer | undefined> {
    const { flight } = reader;
    if (flight === undefined) return undefined;
    const { trace } = order;
    const startMs = this.#parts.clock.now();
    try {
      const read = await reader.readJoined(this.#readingOf(order));
      return read && { ...read, pieces: flight.piecesAt(order.place) };
    } finally {
      trace.sources = flight.sources;
      trace.endEngine(startMs);
    }
  }

  async #ask(order: WriteOrder): Promise<ReadAnswer> {
    const { request, place, trace, reader, plan, origin } = order;
    const { clock, answers, flights, prompts, pace, speed } = this.#parts;
    const { session, placed } = await prompts.promptAt(order, speed());
    const startMs = clock.now();
    const flight = flights.start({
      place,
      origin,
      prompt: placed.prompt,
      limits: { promptTokens: placed.promptTokens, answerTokens: plan.answerTokens },
      onResult: (result) => {
        session.learn(placed.prompt, result);
        if (result.generatedTokens > 0) prompts.noteRead(place.snapshot.uri);
      },
    });
    trace.flight = reader.board(flight);
    try {
      const read = await reader.readOwn(this.#readingOf(order));
      const pieces = flight.piecesAt(place);
      trace.noteFirstLine();
      pace.noteAnswer((trace.firstLineMs ?? 0) - trace.settleMs - trace.scopeMs - trace.contextMs);
      if (request.trigger === 'invoke' || !answers.remembers) {
        // Nobody is to go on from here, so the engine may rest.
        reader.part();
        await reader.report(flight, reportWaitMs[request.trigger]);
      }
      trace.stats = flight.result;
      return { ...read, pieces };
    } finally {
      trace.sources = flight.sources;
      trace.endEngine(startMs);
    }
  }

  #readingOf(order: WriteOrder): Reading {
    const { place, plan, trace } = order;
    const cutter = new AnswerCutter(place, plan, this.#askCut(order));
    const hearing = { onPiece: () => trace.noteToken(), onFirstLine: () => trace.noteFirstLine() };
    const isLate = (): boolean => this.#isLate(order);
    return { place, cutter, answerTokens: plan.answerTokens, isLate, ...hearing };
  }

  /** Who asks by command waits for all of it. Before anything is measured nobody knows what is late here. */
  #isLate({ request, trace }: WriteOrder): boolean {
    const speed = this.#parts.speed();
    const isMeasured = (speed?.decodeTokensPerSecond ?? 0) > 0;
    return request.trigger === 'automatic' && isMeasured && trace.totalMs >= targetMs(speed);
  }

  /** The syntax side knows the document as the snapshot has it, so a selected suggestion counts as part of the answer there. */
  #askCut({ request, place, signal }: WriteOrder): AskCut {
    const { ahead, snapshot } = place;
    return async (answer, isComplete, extent) => {
      if (ahead === undefined) return undefined;
      const { uri, version } = snapshot;
      const work = this.#parts.syntax.cut({
        uri,
        version,
        offset: request.offset,
        answer: ahead + answer,
        complete: isComplete,
        extent,
      });
      const wait = { clock: this.#parts.clock, ms: syntaxWaitMs[request.trigger], signal };
      const facts = await within(work, wait);
      return facts && { ...facts, end: facts.end - ahead.length };
    };
  }
}
