import type { Span } from '../../text/lineSpan';
import { lineEnd, lineStart } from '../../text/lines';
import { wordsOf } from '../code/words';

/** Lines that say what is about to be written. */
const linesAbove = 9;
const linesBelow = 4;

/**
 * The words around a cursor, in code, comments and strings alike, each with a weight from 0 to 1 that falls with its distance. A name
 * that is put together from them is likely to be what is written next: below "tool list changed" comes `ToolListChanged`.
 */
export class WordsNear {
  readonly #weights = new Map<string, number>();

  /** @param passed parts of the text that say nothing of what is written there, such as its imports */
  constructor(text: string, offset: number, passed: readonly Span[]) {
    const isPassed = (at: number): boolean => passed.some(({ start, end }) => start <= at && at < end);
    const start = lineStart(text, offset);
    this.#add(text.slice(start, lineEnd(text, offset)), 1);
    let above = start;
    for (let line = 0; line < linesAbove && above > 0; line += 1) {
      const end = above - 1;
      above = lineStart(text, end);
      if (!isPassed(above)) this.#add(text.slice(above, end), 1 / (1 + 0.25 * (line + 1)));
    }
    let below = lineEnd(text, offset);
    for (let line = 0; line < linesBelow && below < text.length; line += 1) {
      const end = lineEnd(text, below + 1);
      if (!isPassed(below + 1)) this.#add(text.slice(below + 1, end), 1 / (1 + 0.4 * (line + 1)));
      below = end;
    }
  }

  /** The mean weight of a name's words: 1 = all of them stand on the cursor's line. */
  affinity(name: string): number {
    const words = wordsOf(name);
    if (words.length === 0) return 0;
    return words.reduce((sum, each) => sum + (this.#weights.get(stem(each)) ?? 0), 0) / words.length;
  }

  #add(line: string, weight: number): void {
    for (const [name] of line.matchAll(/[\p{L}\p{N}_$]+/gu))
      for (const each of wordsOf(name)) {
        const key = stem(each);
        this.#weights.set(key, Math.max(weight, this.#weights.get(key) ?? 0));
      }
  }
}

/** "tools" and "tool" are one word. */
function stem(text: string): string {
  return text.length > 3 && text.endsWith('s') && !text.endsWith('ss') ? text.slice(0, -1) : text;
}
