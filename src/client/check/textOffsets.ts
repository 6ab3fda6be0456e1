/** Turns lines and columns, as checkers count them, into UTF-16 offsets. Lines and columns start at 0; what lies outside is moved inside. */
export class TextOffsets {
  readonly #starts: readonly number[];

  /** Lines end as in Python and in the editor: with CR, LF or both. */
  constructor(private readonly text: string) {
    this.#starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
  }

  /** Of a column counted in UTF-16 units. */
  utf16(line: number, column: number): number {
    const { start, text } = this.#line(line);
    return start + Math.max(0, Math.min(column, text.length));
  }

  /** Of a column counted in characters (code points). */
  codePoint(line: number, column: number): number {
    const { start, text } = this.#line(line);
    let offset = 0;
    for (let left = column; left > 0 && offset < text.length; left--)
      offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
    return start + offset;
  }

  /** The line without its indentation and its end. */
  wholeLine(line: number): { readonly start: number; readonly end: number; readonly isAscii: boolean } {
    const { start, text } = this.#line(line);
    const indentation = /^\s*/.exec(text)?.[0].length ?? 0;
    return { start: start + indentation, end: start + text.trimEnd().length, isAscii: !/[^\0-\x7f]/.test(text) };
  }

  #line(line: number): { readonly start: number; readonly text: string } {
    const index = Math.max(0, Math.min(line, this.#starts.length - 1));
    const start = this.#starts[index] ?? 0;
    return { start, text: this.text.slice(start, this.#starts[index + 1]).replace(/[\r\n]+$/, '') };
  }
}
