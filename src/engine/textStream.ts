/** Tokens held back at most for a character to become whole; four bytes need no more, and a model may write U+FFFD itself. */
const MAX_HELD_TOKENS = 8;
/** Tokens before the current ones that some tokenizers need to know (whether a space goes in between). */
const TAIL_TOKENS = 4;

/** Turns a model's text of tokens, given what went before them. */
export type Detokenize = (tokens: readonly number[], before: readonly number[]) => string;

/** Turns tokens into text as they come, and never lets half of a character out. */
export class TextStream {
  readonly #detokenize: Detokenize;
  #before: readonly number[];
  #held: number[] = [];

  /** `before` are the last tokens of the prompt. */
  constructor(detokenize: Detokenize, before: readonly number[]) {
    this.#detokenize = detokenize;
    this.#before = before.slice(-TAIL_TOKENS);
  }

  /** Adds a token; returns the text that is certain now, which is empty in the middle of a character. */
  push(token: number): string {
    this.#held.push(token);
    const text = this.#detokenize(this.#held, this.#before);
    if (text.endsWith('\ufffd') && this.#held.length < MAX_HELD_TOKENS) return '';
    this.#before = [...this.#before, ...this.#held].slice(-TAIL_TOKENS);
    this.#held = [];
    return text;
  }

  /** Text still held when the answer is over, without the half character at its end. */
  flush(): string {
    const text = this.#held.length === 0 ? '' : this.#detokenize(this.#held, this.#before);
    this.#held = [];
    return text.replace(/\ufffd+$/, '');
  }
}
