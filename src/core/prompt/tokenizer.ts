/** Ids of the control tokens of a model's fill-in-the-middle format. They come from the model file, never from the model's name. */
export interface FimMarkers {
  readonly prefix: number;
  readonly suffix: number;
  readonly middle: number;
  /** Starts the name of a repository; only models that were trained on whole repositories have it. */
  readonly repository?: number;
  /** Starts the path of a file, which its text follows. */
  readonly file?: number;
}

/** What laying out a prompt needs from a model's tokenizer. Pure: the same text always gives the same tokens. */
export interface Tokenizer {
  /** Tokens of plain text: whatever looks like a marker in it stays text. */
  tokenize(text: string): readonly number[];
  /** Text of tokens; bytes that do not (yet) form a character come out as U+FFFD. */
  detokenize(tokens: readonly number[]): string;
  readonly markers: FimMarkers;
  /** Goes before every prompt, where the model wants that. */
  readonly beginning?: number;
}
