/** Ends a streamed text before the first of some texts, and never lets the start of one out. */
export class StopTexts {
  readonly #stops: readonly string[];
  #held = '';
  #reached = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** True once a stop text came; nothing is let out any more. */
  get reached(): boolean {
    return this.#reached;
  }

  /** Returns the text that is certainly before any stop text. */
  push(text: string): string {
    if (this.#reached) return '';
    const all = this.#held + text;
    const found = this.#stops.map((stop) => all.indexOf(stop)).filter((at) => at !== -1);
    this.#reached = found.length > 0;
    const end = this.#reached ? Math.min(...found) : all.length - this.#openEnd(all);
    this.#held = this.#reached ? '' : all.slice(end);
    return all.slice(0, end);
  }

  /** What was held back when no more text will come. */
  flush(): string {
    const text = this.#held;
    this.#held = '';
    return text;
  }

  /** Length of the longest end of `text` that could become a stop text. */
  #openEnd(text: string): number {
    let longest = 0;
    for (const stop of this.#stops)
      for (let length = Math.min(stop.length - 1, text.length); length > longest; length--)
        if (stop.startsWith(text.slice(text.length - length))) longest = length;
    return longest;
  }
}
