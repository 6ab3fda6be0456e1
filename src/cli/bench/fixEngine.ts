import type { AnswerStream, ChatOrder, Clock, Engine } from '../../core/ports';
import { readAnswer } from '../../core/prompt/readAnswer';
import type { ChatResult } from '../../protocol/engine';

/** How far an arm may ask the model: not at all, for candidates only, or also for a repair of its answer. */
export type FixAsking = 'nothing' | 'candidates' | 'everything';

interface Recorded {
  readonly text: string;
  readonly result: ChatResult;
  readonly ms: number;
}

const nothingSaid: ChatResult = {
  stop: 'end',
  promptTokens: 0,
  evaluatedTokens: 0,
  generatedTokens: 0,
  queueMs: 0,
  prefillMs: 0,
  decodeMs: 0,
  lastStepMs: 0,
  droppedPieces: 0,
};

/**
 * The model as the arms of one item ask it. The same question gets the answer of the first time, so that arms differ in what they make of
 * answers and in nothing else; the time that it took then counts for each of them.
 */
export class FixEngine {
  readonly #engine: Engine;
  readonly #clock: Clock;
  #recorded = new Map<string, Recorded>();
  #savedMs = 0;
  #answers = 0;

  constructor(engine: Engine, clock: Clock) {
    this.#engine = engine;
    this.#clock = clock;
  }

  /** Forgets the answers: another item comes. */
  forget(): void {
    this.#recorded = new Map();
  }

  /** An engine for one answer of an arm; the counts begin anew. */
  asking(wish: FixAsking): Engine {
    this.#savedMs = 0;
    this.#answers = 0;
    const engine = this.#engine;
    let firstMessages: number | undefined;
    return {
      get status() {
        return engine.status;
      },
      get onStatus() {
        return engine.onStatus;
      },
      complete: (...order) => engine.complete(...order),
      chat: (order, signal) => {
        firstMessages ??= order.messages.length;
        // A repair goes on with the conversation.
        const isRepair = order.messages.length > firstMessages;
        if (wish === 'nothing' || (wish === 'candidates' && isRepair))
          return streamOf(Promise.resolve({ text: '', result: nothingSaid, ms: 0 }));
        this.#answers++;
        return streamOf(this.#ask(order, signal));
      },
    };
  }

  /** Milliseconds that were not waited for, since the answer was known. */
  get savedMs(): number {
    return this.#savedMs;
  }

  /** Answers of the model that were asked for. */
  get answers(): number {
    return this.#answers;
  }

  async #ask(order: ChatOrder, signal: AbortSignal): Promise<Recorded> {
    const key = JSON.stringify(order);
    const known = this.#recorded.get(key);
    if (known !== undefined) {
      this.#savedMs += known.ms;
      return known;
    }
    const startMs = this.#clock.now();
    const { text, result } = await readAnswer(this.#engine.chat(order, signal));
    const recorded = { text, result, ms: this.#clock.now() - startMs };
    if (result.stop !== 'aborted') this.#recorded.set(key, recorded);
    return recorded;
  }
}

function streamOf(answer: Promise<Recorded>): AnswerStream<ChatResult> {
  async function* chunks(): AsyncIterable<string> {
    const { text } = await answer;
    if (text !== '') yield text;
  }
  return { chunks: chunks(), done: answer.then(({ result }) => result) };
}
