import type { LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import type { Clock } from '../base/clock';
import type { StopReason } from '../protocol/engine';
import type { LookupChoice } from './lookupChoice';
import type { NativeMemory } from './nativeMemory';
import { predictNext, repeatOf } from './promptLookup';
import type { Ticket } from './scheduler';
import { type SequenceSlot, wholeBlocks } from './sequenceSlot';
import type { Speed } from './speed';
import type { ChooseToken, WrittenToken } from './tokenChoice';
import { TokenWriter } from './tokenWriter';

/** Says whether predictions are checked, and hears what came of it. */
export type Lookup = Pick<LookupChoice, 'shouldTry' | 'addPlain' | 'addChecked'>;

/** What is gained differs with where the predictions come from, so each kind is measured by itself. */
export interface Lookups {
  /** Copied from prompt and answer, behind the same tokens. */
  readonly copied: Lookup;
  /** The answer before, as far as it was written at the same place. */
  readonly repeated: Lookup;
}

const never: Lookup = { shouldTry: () => false, addPlain: () => undefined, addChecked: () => undefined };

/** Tokens are written one by one. */
export const noLookup: Lookups = { copied: never, repeated: never };

/** More predictions at once make an abort later: on two slow cores nine tokens in a batch take a little more than twice as long as one. */
const MAX_PREDICTED_TOKENS = 8;

/** What the answer before says at the very same place is nearly always right, so that as much is checked as a chunk of a prompt holds. */
const MAX_REPEATED_TOKENS = 15;

/** What one answer is made with. */
export interface DriveOrder {
  readonly slot: SequenceSlot;
  readonly ticket: Ticket;
  readonly prompt: readonly number[];
  readonly answerTokens: number;
  /** Given: the prompt is read alike each time, at the cost of reading up to a block of it again; see {@link Drive}. */
  readonly blockTokens?: number;
  readonly choose: ChooseToken;
  /** Asked before each token; undefined = anything may come. */
  readonly grammar?: () => LlamaGrammarEvaluationState | undefined;
  /** Hears each token but for the model's own end; a reason ends the answer without it. */
  readonly onToken: (token: WrittenToken) => StopReason | undefined;
  readonly speed: Speed;
  readonly memory: NativeMemory;
  readonly lookup: Lookups;
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
 * A call that writes checks predicted tokens with it: up to eight out of the text so far where that is faster, and up to fifteen of the answer
 * that was written at this place for the key before; see TokenWriter for what goes together.
 * So an abort costs one chunk or one such call, what was read stays in the cache, and more urgent work gets in between.
 *
 * How large a chunk is depends on the speed that was measured, and where it begins on what the cache holds; and tokens that are read in batches of
 * other sizes are rounded in another way (also where both are multiples of 16: a small model shows it). With `blockTokens` a prompt is therefore
 * read in blocks of one size, each at its place; its end, which fills no block, is a call of its own; and of the cache only blocks
 * that were read like this are used. What was written so far is read again in chunks where other work took the same sequence in between,
 * such as a fix that was asked for while an explanation was written: its text may part from there on.
 */
export class Drive {
  readonly #order: DriveOrder;
  /** Prompt and answer so far: what the sequence should hold, except for the last token. */
  readonly #tokens: number[];
  #writer: TokenWriter | undefined;
  /** What the sequence held before: the last prompt there and its answer, of which much is written again after the next key. */
  #before: readonly number[] | undefined;
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
      return this.#result(await this.#write());
    } finally {
      await this.#writer?.end();
    }
  }

  /** Instead of `run`: reads the whole blocks of the prompt, so that little is left to read for the answer, and writes nothing. */
  async readAhead(): Promise<DriveResult> {
    if (!(await this.#order.ticket.turn())) return this.#result('aborted');
    const { blockTokens = 1 } = this.#order;
    const position = await this.#readTo(wholeBlocks(this.#tokens.length - 1, blockTokens));
    return this.#result(position === undefined ? 'aborted' : 'end');
  }

  #result(stop: StopReason): DriveResult {
    return {
      stop,
      evaluatedTokens: this.#evaluatedTokens,
      generatedTokens: this.#generated,
      prefillMs: this.#prefillMs,
      decodeMs: this.#decodeMs,
      lastStepMs: this.#lastStepMs,
    };
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
  async #read(): Promise<TokenWriter | undefined> {
    const { slot, grammar, memory, choose } = this.#order;
    await this.#writer?.end();
    this.#writer = undefined;
    const position = await this.#readTo(this.#tokens.length - 1);
    if (position === undefined) return undefined;
    this.#unread = { tokens: this.#tokens.slice(position) as Token[], isPrompt: true };
    this.#writer = new TokenWriter({
      sequence: slot.sequence,
      grammar: grammar ?? ((): undefined => undefined),
      choose,
      memory,
    });
    return this.#writer;
  }

  /** Reads the chunks that end at `last` or before; returns where the first one begins that does not. Undefined: aborted. */
  async #readTo(last: number): Promise<number | undefined> {
    const { slot, ticket } = this.#order;
    let position = await this.#claim();
    for (;;) {
      const end = this.#chunkEnd(position);
      if (end > last) return position;
      await this.#readChunk(position, end);
      if (!(await ticket.turn())) return undefined;
      // Other work may have used the sequence in between; what it left of ours is found again by comparing.
      position = slot.isHeldBy(this) ? end : await this.#claim();
    }
  }

  #claim(): Promise<number> {
    const { slot, blockTokens } = this.#order;
    this.#before ??= slot.held;
    return slot.claim(this, this.#tokens.slice(0, -1), blockTokens);
  }

  #chunkEnd(position: number): number {
    const { slot, speed, prompt, blockTokens } = this.#order;
    if (blockTokens === undefined || position >= prompt.length)
      return position + speed.chunkTokens(slot.sequence.context.batchSize);
    return Math.min(position + blockTokens, prompt.length);
  }

  async #readChunk(start: number, end: number): Promise<void> {
    const { slot, speed, clock, memory, blockTokens } = this.#order;
    const tokens: readonly number[] = this.#tokens.slice(start, end);
    const startMs = clock.now();
    memory.countEvaluation();
    await slot.sequence.evaluateWithoutGeneratingNewTokens(tokens as readonly Token[] as Token[]);
    const ms = clock.now() - startMs;
    this.#lastStepMs = ms;
    this.#evaluatedTokens += tokens.length;
    this.#prefillMs += ms;
    speed.addPrefill(tokens.length, ms);
    if (end - start === blockTokens) slot.readBlock(start, end);
  }

  /** One native call: evaluates what is unread and chooses the next token, or several where they were predicted. */
  async #step(writer: TokenWriter): Promise<readonly WrittenToken[]> {
    const { speed, clock, lookup, blockTokens } = this.#order;
    const { tokens, isPrompt } = this.#unread;
    const [last] = tokens;
    const { predicted, kind } = this.#predicted();
    const isCheck = predicted.length > 0 && last !== undefined && lookup[kind].shouldTry();
    const startMs = clock.now();
    const written = isCheck ? await writer.check(last, predicted) : [await writer.next(tokens)];
    const ms = clock.now() - startMs;
    this.#lastStepMs = ms;
    if (isPrompt) {
      this.#evaluatedTokens += tokens.length;
      this.#prefillMs += ms;
      // The rest behind whole blocks says less of the speed than those.
      if (blockTokens === undefined) speed.addPrefill(tokens.length, ms);
    } else {
      this.#decodeMs += ms;
      speed.addDecode(written.length, ms);
      if (isCheck) lookup[kind].addChecked(written.length, ms);
      else if (!this.#isUnderGrammar()) for (const each of [lookup.copied, lookup.repeated]) each.addPlain(ms);
    }
    this.#unread = { tokens: written.slice(-1).map(({ token }) => token), isPrompt: false };
    return written;
  }

  #isUnderGrammar(): boolean {
    return this.#order.grammar?.() !== undefined;
  }

  /** Tokens that may be worth checking with the next step, or none. */
  #predicted(): { readonly predicted: readonly Token[]; readonly kind: keyof Lookups } {
    const { slot, answerTokens } = this.#order;
    const left = answerTokens - this.#generated - 1;
    if (left < 1 || this.#unread.isPrompt || this.#isUnderGrammar() || !slot.canRollBack)
      return { predicted: [], kind: 'copied' };
    const repeated = repeatOf(this.#before ?? [], this.#tokens, Math.min(MAX_REPEATED_TOKENS, left)) as Token[];
    if (repeated.length > 0) return { predicted: this.#toLineEnd(repeated), kind: 'repeated' };
    const copied = predictNext(this.#tokens, Math.min(MAX_PREDICTED_TOKENS, left));
    return { predicted: copied as Token[], kind: 'copied' };
  }

  /** Who asked may have enough at a line's end, and each token that is checked behind it costs time. */
  #toLineEnd(tokens: readonly Token[]): readonly Token[] {
    const { model } = this.#order.slot.sequence;
    const end = tokens.findIndex((token) => model.detokenize([token]).includes('\n'));
    return end === -1 ? tokens : tokens.slice(0, end + 1);
  }
}
