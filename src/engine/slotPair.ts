import type { Lane } from './scheduler';
import type { SequenceSlot } from './sequenceSlot';

/** What both share by chance, such as the token that every text of a model begins with, is no reason to change places. */
const LEAST_GAIN_TOKENS = 32;

/**
 * The two KV caches of a context: the one in which somebody types, and a spare one that holds chats and prompts that were read before anybody
 * asked. They change places when a prompt is wanted of which the spare one holds clearly more, so that reading ahead never costs the typist what has
 * been read for him.
 */
export class SlotPair {
  #typing: SequenceSlot;
  #spare: SequenceSlot;

  constructor(typing: SequenceSlot, spare: SequenceSlot) {
    this.#typing = typing;
    this.#spare = spare;
  }

  /** For chats. */
  get spare(): SequenceSlot {
    return this.#spare;
  }

  /**
   * Where to read the prompt of a completion. One in the lane `warm` goes to the spare cache, but for what mostly stands in the other one, as the
   * next line of the same place does.
   */
  forPrompt(lane: Lane, tokens: readonly number[]): SequenceSlot {
    const here = this.#typing.heldOf(tokens);
    const isBetterThere = this.#spare.heldOf(tokens) >= here + LEAST_GAIN_TOKENS;
    if (lane === 'warm') return isBetterThere || here < tokens.length / 2 ? this.#spare : this.#typing;
    if (isBetterThere) [this.#typing, this.#spare] = [this.#spare, this.#typing];
    return this.#typing;
  }

  async dispose(): Promise<void> {
    await this.#typing.dispose();
    await this.#spare.dispose();
  }
}
