/** So many sentences in a row that were all written before … */
const MIN_SENTENCES = 3;
/** … and together are this long are a loop. Shorter ones recur in good lists, such as "Returns nothing." */
const MIN_UNITS = 100;
/** A sentence with fewer letters says nothing: "Yes.", "1.", "---". */
const MIN_LETTERS = 6;

/**
 * Hears the prose of an answer and knows when it has run into a loop that is no pattern of tokens: the same sentences or list items again, with other
 * numbers or bullets before them, or in a circle longer than what is looked for among tokens. Code in fences repeats itself by nature and does not count.
 */
export class RepeatedSentences {
  readonly #known = new Set<string>();
  #open = '';
  #isCode = false;
  #repeated = 0;
  #repeatedUnits = 0;

  /** Takes the next text; true once the answer repeats itself. */
  push(text: string): boolean {
    this.#open += text;
    for (;;) {
      const end = /\n|[.!?](?=\s)/.exec(this.#open);
      if (end === null) return this.#isLoop;
      const at = end.index + end[0].length;
      this.#add(this.#open.slice(0, at));
      this.#open = this.#open.slice(at);
    }
  }

  get #isLoop(): boolean {
    return this.#repeated >= MIN_SENTENCES && this.#repeatedUnits >= MIN_UNITS;
  }

  #add(sentence: string): void {
    if (this.#isLoop) return;
    if (/^\s*(?:```|~~~)/.test(sentence)) this.#isCode = !this.#isCode;
    if (this.#isCode) return;
    const said = sentence
      .replace(/^\s*(?:[-*+>#]+|\d+[.)])?\s+|^\s*\d+[.)]$/u, '')
      .trim()
      .toLowerCase();
    if ((said.match(/\p{L}/gu) ?? []).length < MIN_LETTERS) return;
    const isKnown = this.#known.has(said);
    this.#known.add(said);
    this.#repeated = isKnown ? this.#repeated + 1 : 0;
    this.#repeatedUnits = isKnown ? this.#repeatedUnits + said.length : 0;
  }
}
