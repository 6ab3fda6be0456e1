import type { LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import type { Clock } from '../base/clock';
import type { StopReason } from '../protocol/engine';
import type { Ticket } from './scheduler';
import type { SequenceSlot } from './sequenceSlot';
import type { Speed } from './speed';

/** What one answer is made with. */
export interface DriveOrder {
  readonly slot: SequenceSlot;
  readonly ticket: Ticket;
  readonly prompt: readonly number[];
  readonly answerTokens: number;
  /** Asked before each token; undefined = anything may come. */
  readonly grammar?: () => LlamaGrammarEvaluationState | undefined;
  /** Hears each token; a reason ends the answer without it. */
  readonly onToken: (token: Token) => StopReason | undefined;
  readonly speed: Speed;
  readonly clock: Clock;
}

export interface DriveResult {
  readonly stop: StopReason;
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
  readonly prefillMs: number;
  readonly decodeMs: number;
  readonly lastStepMs: number;
}

/**
 * Reads a prompt into a sequence and writes the answer, in native calls of at most about 100 ms, with a turn asked for before each.
 * So an abort costs one chunk or one token, what was read stays in the cache, and more urgent work gets in between.
 */
export class Drive {
  readonly #order: DriveOrder;
  /** Prompt and answer so far: what the sequence should hold, except for the last token. */
  readonly #tokens: number[];
  #iterator: AsyncGenerator<Token, void, void | Token | Token[]> | undefined;
  /** Tokens that the iterator's next step reads; more than one only right after a prompt. */
  #unread = 0;
  #evaluatedTokens = 0;
  #prefillMs = 0;
  #decodeMs = 0;
  #lastStepMs = 0;

  constructor(order: DriveOrder) {
    this.#order = order;
    this.#tokens = [...order.prompt];
  }

  /** Runs once. Rejects when the native side fails: the slot must then be renewed. */
  async run(): Promise<DriveResult> {
    try {
      const stop = await this.#write();
      return {
        stop,
        evaluatedTokens: this.#evaluatedTokens,
        generatedTokens: this.#generated,
        prefillMs: this.#prefillMs,
        decodeMs: this.#decodeMs,
        lastStepMs: this.#lastStepMs,
      };
    } finally {
      await this.#iterator?.return();
    }
  }

  get #generated(): number {
    return this.#tokens.length - this.#order.prompt.length;
  }

  async #write(): Promise<StopReason> {
    const { ticket, slot, answerTokens, onToken } = this.#order;
    while (this.#generated < answerTokens) {
      if (!(await ticket.turn())) return 'aborted';
      const isReady = this.#iterator !== undefined && slot.isHeldBy(this);
      if (!isReady && !(await this.#read())) return 'aborted';
      const token = await this.#step();
      if (token === undefined) return 'end';
      const stop = onToken(token);
      if (stop !== undefined) return stop;
      this.#tokens.push(token);
    }
    return 'limit';
  }

  /** Reads all but the last chunk of the prompt; the step that follows reads that one and writes the first token. */
  async #read(): Promise<boolean> {
    const { slot, ticket, speed, grammar } = this.#order;
    await this.#iterator?.return();
    this.#iterator = undefined;
    let position = await slot.claim(this, this.#tokens.slice(0, -1));
    for (;;) {
      const chunk = speed.chunkTokens(slot.sequence.context.batchSize);
      if (this.#tokens.length - position <= chunk) break;
      await this.#readChunk(this.#tokens.slice(position, position + chunk));
      if (!(await ticket.turn())) return false;
      // Other work may have used the sequence in between; what it left of ours is found again by comparing.
      position = slot.isHeldBy(this) ? position + chunk : await slot.claim(this, this.#tokens.slice(0, -1));
    }
    const rest = this.#tokens.slice(position) as Token[];
    this.#unread = rest.length;
    this.#iterator = slot.sequence.evaluate(rest, {
      temperature: 0,
      ...(grammar && { grammarEvaluationState: grammar }),
    });
    return true;
  }

  async #readChunk(tokens: readonly number[]): Promise<void> {
    const { slot, speed, clock } = this.#order;
    const startMs = clock.now();
    await slot.sequence.evaluateWithoutGeneratingNewTokens(tokens as readonly Token[] as Token[]);
    const ms = clock.now() - startMs;
    this.#lastStepMs = ms;
    this.#evaluatedTokens += tokens.length;
    this.#prefillMs += ms;
    speed.addPrefill(tokens.length, ms);
  }

  /** One native call: evaluates what is unread and samples the next token; undefined at the model's own end. */
  async #step(): Promise<Token | undefined> {
    const { speed, clock } = this.#order;
    const startMs = clock.now();
    const step = await this.#iterator?.next();
    const ms = clock.now() - startMs;
    this.#lastStepMs = ms;
    if (this.#unread > 0) {
      this.#evaluatedTokens += this.#unread;
      this.#prefillMs += ms;
      speed.addPrefill(this.#unread, ms);
      this.#unread = 0;
    } else {
      this.#decodeMs += ms;
      speed.addDecode(1, ms);
    }
    return step?.value ?? undefined;
  }
}
