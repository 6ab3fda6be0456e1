import type { CodeText } from '../code/codeText';
import type { CodeTexts } from '../code/codeTexts';
import type { IndexPlace } from './indexPlace';
import { kindBetween, type UseKind } from '../code/nameUse';
import { identifiersIn } from '../code/words';

/** Lines above and below the cursor whose names say what the code there is about. */
const linesAbove = 30;
const linesBelow = 12;
/** A name this many lines away counts half as much as one on the cursor's line. */
const halfAtLines = 8;

/** What stands around the cursor. Cheap but for the first view of a text. */
export class CursorView {
  readonly code: CodeText;
  /** 0-based line of the cursor. */
  readonly line: number;
  /** The part of a word that is typed already. */
  readonly partial: string;
  /** The cursor's line up to that word. */
  readonly left: string;
  /** What kind of use would fit at the cursor; `undefined` where any would. */
  readonly kind: UseKind | undefined;
  /** Names near the cursor, each with a weight from 0 to 1 that falls with its distance. The word that is being typed is not among them. */
  readonly near: ReadonlyMap<string, number>;

  constructor(place: IndexPlace, codes: CodeTexts) {
    const { offset } = place.query;
    this.code = codes.around(place.path, place.document.text, offset);
    this.line = this.code.lineOf(offset);
    const left = place.document.text.slice(this.code.lineStarts[this.line], offset);
    this.partial = /[\p{ID_Continue}$]*$/u.exec(left)?.[0] ?? '';
    this.left = left.slice(0, left.length - this.partial.length);
    this.kind = this.left.trim() === '' ? undefined : kindBetween(this.left, '');
    this.near = this.#namesNear(place);
  }

  /** The text from some lines above the cursor to some below, as offsets of the document. */
  around(above: number, below: number): { readonly start: number; readonly end: number } {
    const start = this.code.lineStarts[Math.max(0, this.line - above)] ?? 0;
    const end = this.code.lineStarts[this.line + below + 1] ?? this.code.text.length;
    return { start, end };
  }

  /** How much of what is near the cursor a text names, 0 to 1, `except` these names. */
  overlap(code: string, except: ReadonlySet<string>): number {
    let found = 0;
    let others = 0;
    for (const name of identifiersIn(code)) {
      if (except.has(name)) continue;
      const weight = this.near.get(name) ?? 0;
      found += weight;
      if (weight === 0) others += 1;
    }
    return found / (found + 1 + others / 3);
  }

  /** Only what the prompt shows: the rest of the file may be far from what is being written. */
  #namesNear({ query: { offset, window } }: IndexPlace): Map<string, number> {
    const near = new Map<string, number>();
    const first = Math.max(this.line - linesAbove, this.code.lineOf(window.start));
    const last = Math.min(this.line + linesBelow, this.code.lineOf(window.end));
    for (let line = first; line <= last; line += 1) {
      const start = this.code.lineStarts[line] ?? 0;
      const text = this.code.codeLine(line);
      const isCursorLine = line === this.line;
      const known = isCursorLine
        ? `${text.slice(0, Math.max(0, offset - start - this.partial.length))} ${text.slice(offset - start)}`
        : text;
      const weight = halfAtLines / (halfAtLines + Math.abs(line - this.line));
      for (const name of identifiersIn(known)) near.set(name, Math.max(weight, near.get(name) ?? 0));
    }
    return near;
  }
}
