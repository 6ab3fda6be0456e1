import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp';

/** As many of `count` tokens as fill whole blocks. */
export function wholeBlocks(count: number, blockTokens: number): number {
  return Math.floor(count / blockTokens) * blockTokens;
}

/** One KV cache of the context, and who filled it last. */
export class SequenceSlot {
  readonly #context: LlamaContext;
  #sequence: LlamaContextSequence;
  #owner: object | undefined;
  /** Tokens from the start on that were read block by block, and nothing else with them. */
  #inBlocks = 0;

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

  /** What the cache holds: a prompt, and its answer but for the last token. */
  get held(): readonly number[] {
    return this.#sequence.contextTokens;
  }

  /** How many of `tokens` would not have to be read again after a {@link claim}. */
  heldOf(tokens: readonly number[]): number {
    const same = this.#sequence.compareContextTokens(tokens as readonly Token[] as Token[]).firstDifferentIndex;
    return !this.canRollBack && same < this.#sequence.nextTokenIndex ? 0 : same;
  }

  /**
   * Makes the cache hold a prefix of `tokens`, as long as possible, and nothing after it. Returns that prefix's length.
   * @param blockTokens given: only whole blocks that were read as such are kept; see {@link readBlock}
   */
  async claim(owner: object, tokens: readonly number[], blockTokens?: number): Promise<number> {
    this.#owner = owner;
    const wanted = tokens as readonly Token[] as Token[];
    const same = this.#sequence.compareContextTokens(wanted).firstDifferentIndex;
    const kept = blockTokens === undefined ? same : wholeBlocks(Math.min(same, this.#inBlocks), blockTokens);
    // The library would read the whole prefix again in one uninterruptible go.
    if (!this.canRollBack && kept < this.#sequence.nextTokenIndex) await this.#sequence.clearHistory();
    else await this.#sequence.adaptStateToTokens(wanted.slice(0, kept), false);
    this.#inBlocks = Math.min(this.#inBlocks, this.#sequence.nextTokenIndex);
    return this.#sequence.nextTokenIndex;
  }

  /** Call when exactly one block was read in one call. A slot knows one size of blocks. */
  readBlock(start: number, end: number): void {
    if (start === this.#inBlocks) this.#inBlocks = end;
  }

  /** After a failed decode the sequence is out of step with its cache: throws it away and takes a new one. */
  async renew(): Promise<void> {
    this.#owner = undefined;
    this.#inBlocks = 0;
    await this.#sequence.dispose();
    this.#sequence = this.#context.getSequence();
  }

  async dispose(): Promise<void> {
    this.#owner = undefined;
    await this.#sequence.dispose();
  }
}
