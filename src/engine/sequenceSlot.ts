import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp';

/** One KV cache of the context, and who filled it last. */
export class SequenceSlot {
  readonly #context: LlamaContext;
  #sequence: LlamaContextSequence;
  #owner: object | undefined;

  constructor(context: LlamaContext) {
    this.#context = context;
    this.#sequence = context.getSequence();
  }

  get sequence(): LlamaContextSequence {
    return this.#sequence;
  }

  /** False for a recurrent state, which holds no earlier one. */
  get canRollBack(): boolean {
    const { isRecurrent, isHybrid } = this.#sequence.model.fileInsights;
    return !isRecurrent && !isHybrid;
  }

  /** True while nobody else has claimed the slot since `owner` did. */
  isHeldBy(owner: object): boolean {
    return this.#owner === owner;
  }

  /** How many of `tokens` would not have to be read again after a {@link claim}. */
  heldOf(tokens: readonly number[]): number {
    const same = this.#sequence.compareContextTokens(tokens as readonly Token[] as Token[]).firstDifferentIndex;
    return !this.canRollBack && same < this.#sequence.nextTokenIndex ? 0 : same;
  }

  /** Makes the cache hold a prefix of `tokens`, as long as possible, and nothing after it. Returns that prefix's length. */
  async claim(owner: object, tokens: readonly number[]): Promise<number> {
    this.#owner = owner;
    const wanted = tokens as readonly Token[] as Token[];
    const same = this.#sequence.compareContextTokens(wanted).firstDifferentIndex;
    // The library would read the whole prefix again in one uninterruptible go.
    if (!this.canRollBack && same < this.#sequence.nextTokenIndex) await this.#sequence.clearHistory();
    else await this.#sequence.adaptStateToTokens(wanted, false);
    return this.#sequence.nextTokenIndex;
  }

  /** After a failed decode the sequence is out of step with its cache: throws it away and takes a new one. */
  async renew(): Promise<void> {
    this.#owner = undefined;
    await this.#sequence.dispose();
    this.#sequence = this.#context.getSequence();
  }

  async dispose(): Promise<void> {
    this.#owner = undefined;
    await this.#sequence.dispose();
  }
}
