import { Lru } from '../../../base/lru';
import type { Span } from '../../text/lineSpan';
import { lineStart, nextLineStart } from '../../text/lines';
import { CodeText } from './codeText';
import type { FileTexts } from '../place/indexPlace';

const maxFiles = 200;
/** UTF-16 units of all texts that are kept; what is made of a text takes about twice its room again. */
const maxUnits = 4_000_000;
/** Other files that are longer than this are data or generated, and would take too much of a question's time. */
const maxFileUnits = 400_000;
/** Of the cursor's own file at least this much is read on each side of it. */
const reachUnits = 120_000;

/** Keeps what was made of the texts that were read last, so that the next question finds it. One for all sources of a worker. */
export class CodeTexts {
  #units = 0;
  readonly #kept = new Lru<string, CodeText>(maxFiles, (code) => void (this.#units -= code.text.length));

  /** The code of a text around an offset; made anew only when the text is another than the last time, or the offset far away. */
  around(path: string, text: string, offset: number): CodeText {
    if (text.length <= 2 * maxFileUnits) return this.#of(path, text);
    const step = Math.floor(offset / reachUnits);
    const start = lineStart(text, (step - 1) * reachUnits);
    const end = nextLineStart(text, Math.min(text.length, (step + 2) * reachUnits));
    return this.#of(path, text, { start, end });
  }

  /** The code of a file; `undefined` for one that may not or cannot be read, or is too long. */
  read(path: string, files: FileTexts): CodeText | undefined {
    const text = files.read(path);
    return text === undefined || text.length > maxFileUnits ? undefined : this.#of(path, text);
  }

  #of(path: string, text: string, range: Span = { start: 0, end: text.length }): CodeText {
    const key = `${path}\n${range.start}`;
    const known = this.#kept.get(key);
    if (known !== undefined && known.text === text) return known;
    const code = new CodeText(path, text, range);
    this.#kept.set(key, code);
    this.#units += text.length;
    for (const [oldest] of this.#kept.entries()) {
      if (this.#units <= maxUnits || oldest === key) break;
      this.#kept.delete(oldest);
    }
    return code;
  }
}
