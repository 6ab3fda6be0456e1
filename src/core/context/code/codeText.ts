import { blankComments, blankImports } from './blanking';
import { statementStarts } from './statements';

const wordBefore = /[\p{ID_Continue}$\u200c\u200d]$/u;
const wordAfter = /^[\p{ID_Continue}$\u200c\u200d]/u;

/** The text of a file with what a search for uses of names needs. Read by its lexical shape alone, so half-written code is no trouble. */
export class CodeText {
  /** As long as `text`; comments, strings and import statements are blanks. */
  readonly code: string;
  /** Offsets at which the lines begin. */
  readonly lineStarts: readonly number[];
  readonly #withImports: string;
  #statementStarts: readonly number[] | undefined;
  #statementEnds: Map<number, number> | undefined;

  /** @param range what to read of a very long text, at line starts; the rest counts as blank */
  constructor(
    readonly path: string,
    readonly text: string,
    range: { readonly start: number; readonly end: number } = { start: 0, end: text.length },
  ) {
    const { start, end } = range;
    const known = blankComments(text.slice(start, end), path);
    const around = (part: string): string => ' '.repeat(start) + part + ' '.repeat(text.length - end);
    const isWhole = start === 0 && end === text.length;
    this.#withImports = isWhole ? known : around(known);
    this.code = isWhole ? blankImports(known, path) : around(blankImports(known, path));
    this.lineStarts = lineStartsOf(text);
  }

  get lineCount(): number {
    return this.lineStarts.length;
  }

  /** 0-based line of an offset. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** A line without its break. */
  line(line: number): string {
    return this.#line(this.text, line);
  }

  /** A line without its break, comments, strings and imports blank. */
  codeLine(line: number): string {
    return this.#line(this.code, line);
  }

  /** True for a line of an import statement. */
  isImportLine(line: number): boolean {
    return this.codeLine(line) !== this.#line(this.#withImports, line);
  }

  /** Offsets at which the name stands as a word of code: not in a comment, a string or an import; in their order. */
  *uses(name: string, from = 0): Generator<number> {
    if (name === '') return;
    for (let at = this.code.indexOf(name, from); at !== -1; at = this.code.indexOf(name, at + name.length)) {
      const before = this.code.slice(Math.max(0, at - 2), at);
      const after = this.code.slice(at + name.length, at + name.length + 2);
      if (!wordBefore.test(before) && !wordAfter.test(after)) yield at;
    }
  }

  /** The line in which the innermost statement around a line begins, as far as brackets and operators tell. */
  statementStart(line: number): number {
    this.#statementStarts ??= statementStarts(this);
    return this.#statementStarts[line] ?? line;
  }

  /** The last line of the statement that begins in a line. */
  statementEnd(startLine: number): number {
    if (this.#statementEnds === undefined) {
      this.#statementEnds = new Map();
      for (let line = 0; line < this.lineCount; line += 1) {
        if (this.codeLine(line).trim() !== '') this.#statementEnds.set(this.statementStart(line), line);
      }
    }
    return this.#statementEnds.get(startLine) ?? startLine;
  }

  #line(text: string, line: number): string {
    const start = this.lineStarts[line];
    if (start === undefined) return '';
    const next = this.lineStarts[line + 1];
    return text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '');
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
