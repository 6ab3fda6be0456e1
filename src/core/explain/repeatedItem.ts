import type { AnswerCut } from './answerCut';

const listItem = /^\s*(?:[-*+]|\d{1,3}[.)])\s+\S/;

/**
 * Lets an answer through until an item of a list says again, word for word, what an earlier one said: then a small model has lost its thread. An item
 * that begins like an earlier one is held back until they differ.
 */
export class RepeatedItemCut implements AnswerCut {
  readonly #earlier = new Set<string>();
  #line = '';
  /** How much of the line was let through. */
  #shown = 0;

  isOver = false;

  add(text: string): string {
    let out = '';
    for (const piece of text.split(/(?<=\n)/)) {
      if (this.isOver) break;
      this.#line += piece;
      out += this.#line.endsWith('\n') ? this.#ended() : this.#begun();
    }
    return out;
  }

  end(): string {
    return this.isOver ? '' : this.#ended();
  }

  #begun(): string {
    const item = this.#line.trimEnd();
    if (item === '' || [...this.#earlier].some((each) => each.startsWith(item))) return '';
    return this.#rest();
  }

  #ended(): string {
    const item = this.#line.trimEnd();
    if (this.#earlier.has(item)) {
      this.isOver = true;
      return '';
    }
    if (listItem.test(item)) this.#earlier.add(item);
    const rest = this.#rest();
    this.#line = '';
    this.#shown = 0;
    return rest;
  }

  #rest(): string {
    const rest = this.#line.slice(this.#shown);
    this.#shown = this.#line.length;
    return rest;
  }
}
