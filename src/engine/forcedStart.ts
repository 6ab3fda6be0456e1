/** Takes the healed text off the start of a streamed answer: it stands in the document already. */
export class ForcedStart {
  #left: string;

  constructor(forced: string) {
    this.#left = forced;
  }

  /** True while the answer has not yet written all that it must begin with. */
  get pending(): boolean {
    return this.#left !== '';
  }

  /** The part of `text` that goes beyond the forced start. */
  strip(text: string): string {
    if (this.#left === '') return text;
    let same = 0;
    while (same < text.length && same < this.#left.length && text[same] === this.#left[same]) same++;
    // The grammar lets nothing else through; should it ever, the rest of the answer would be glued to the wrong place.
    if (same < text.length && same < this.#left.length) throw new Error('The answer left its forced start.');
    this.#left = this.#left.slice(same);
    return text.slice(same);
  }
}
