import type { LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import type { Clock } from '../base/clock';
import type { StopReason } from '../protocol/engine';
import { type GreedyToken, GreedyTokens } from './greedyTokens';
import type { LookupChoice } from './lookupChoice';
import type { NativeMemory } from './nativeMemory';
import { predictNext } from './promptLookup';
import type { Ticket } from './scheduler';
import type { SequenceSlot } from './sequenceSlot';
import type { Speed } from './speed';

/** Says whether predictions are checked, and hears what came of it. */
export type Lookup = Pick<LookupChoice, 'shouldTry' | 'addPlain' | 'addChecked'>;

/** More predictions at once make an abort later: on two slow cores nine tokens in a batch take a little more than twice as long as one. */
const MAX_PREDICTED_TOKENS = 8;

/** What one answer is made with. */
export interface DriveOrder {
  readonly slot: SequenceSlot;
  readonly ticket: Ticket;
  readonly prompt: readonly number[];
  readonly answerTokens: number;
  /** Asked before each token; undefined = anything may come. */
  readonly grammar?: () => LlamaGrammarEvaluationState | undefined;
  /** Hears each token but for the model's own end; a reason ends the answer without it. */
  readonly onToken: (token: GreedyToken) => StopReason | undefined;
  readonly speed: Speed;
  readonly memory: NativeMemory;
  readonly lookup: Lookup;
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
 * A call that writes checks up to eight predicted tokens with it where that is faster; see GreedyTokens for what goes together.
 * So an abort costs one chunk or one such call, what was read stays in the cache, and more urgent work gets in between.
 */
export class Drive {
  readonly #order: DriveOrder;
  /** Prompt and answer so far: what the sequence should hold, except for the last token. */
  readonly #tokens: number[];
  #writer: GreedyTokens | undefined;
  /** Tokens that the next step reads; `isPrompt` where it is not the one that was written last. */
  #unread: { readonly tokens: readonly Token[]; readonly isPrompt: boolean } = { tokens: [], isPrompt: true };
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
      await this.#writer?.end();
    }
  }

  get #generated(): number {
    return this.#tokens.length - this.#order.prompt.length;
  }

  async #write(): Promise<StopReason> {
    const { ticket, slot, answerTokens, onToken } = this.#order;
    while (this.#generated < answerTokens) {
      if (!(await ticket.turn())) return 'aborted';
      const writer = slot.isHeldBy(this) && this.#writer !== undefined ? this.#writer : await this.#read();
      if (writer === undefined) return 'aborted';
      for (const next of await this.#step(writer)) {
        if (ticket.signal.aborted) return 'aborted';
        if (slot.sequence.model.isEogToken(next.token)) return 'end';
        const stop = onToken(next);
        if (stop !== undefined) return stop;
        this.#tokens.push(next.token);
      }
    }
    return 'limit';
  }

  /** Reads all but the last chunk of the prompt; the step that follows reads that one and writes the first token. Undefined: aborted. */
  async #read(): Promise<GreedyTokens | undefined> {
    const { slot, ticket, speed, grammar, memory } = this.#order;
    await this.#writer?.end();
    this.#writer = undefined;
    let position = await slot.claim(this, this.#tokens.slice(0, -1));
    for (;;) {
      const chunk = speed.chunkTokens(slot.sequence.context.batchSize);
      if (this.#tokens.length - position <= chunk) break;
      await this.#readChunk(this.#tokens.slice(position, position + chunk));
      if (!(await ticket.turn())) return undefined;
      // Other work may have used the sequence in between; what it left of ours is found again by comparing.
      position = slot.isHeldBy(this) ? position + chunk : await slot.claim(this, this.#tokens.slice(0, -1));
    }
    this.#unread = { tokens: this.#tokens.slice(position) as Token[], isPrompt: true };
    this.#writer = new GreedyTokens({
      sequence: slot.sequence,
      grammar: grammar ?? ((): undefined => undefined),
      memory,
    });
    return this.#writer;
  }

  async #readChunk(tokens: readonly number[]): Promise<void> {
    const { slot, speed, clock, memory } = this.#order;
    const startMs = clock.now();
    memory.countEvaluation();
    await slot.sequence.evaluateWithoutGeneratingNewTokens(tokens as readonly Token[] as Token[]);
    const ms = clock.now() - startMs;
    this.#lastStepMs = ms;
    this.#evaluatedTokens += tokens.length;
    this.#prefillMs += ms;
    speed.addPrefill(tokens.length, ms);
  }

  /** One native call: evaluates what is unread and chooses the next token, or several where they were predicted. */
  async #step(writer: GreedyTokens): Promise<readonly GreedyToken[]> {
    const { speed, clock, lookup } = this.#order;
    const { tokens, isPrompt } = this.#unread;
    const [last] = tokens;
    const predicted = this.#predicted();
    const isCheck = predicted.length > 0 && last !== undefined && lookup.shouldTry();
    const startMs = clock.now();
    const written = isCheck ? await writer.check(last, predicted) : [await writer.next(tokens)];
    const ms = clock.now() - startMs;
    this.#lastStepMs = ms;
    if (isPrompt) {
      this.#evaluatedTokens += tokens.length;
      this.#prefillMs += ms;
      speed.addPrefill(tokens.length, ms);
    } else {
      this.#decodeMs += ms;
      speed.addDecode(written.length, ms);
      if (isCheck) lookup.addChecked(written.length, ms);
      else if (!this.#isUnderGrammar()) lookup.addPlain(ms);
    }
    this.#unread = { tokens: written.slice(-1).map(({ token }) => token), isPrompt: false };
    return written;
  }

  #isUnderGrammar(): boolean {
    return this.#order.grammar?.() !== undefined;
  }

  /** Tokens that are worth checking with the next step, or none. */
  #predicted(): readonly Token[] {
    const { slot, answerTokens } = this.#order;
    const most = Math.min(MAX_PREDICTED_TOKENS, answerTokens - this.#generated - 1);
    if (most < 1 || this.#unread.isPrompt || this.#isUnderGrammar() || !slot.canRollBack) return [];
    return predictNext(this.#tokens, most) as Token[];
  }
}
