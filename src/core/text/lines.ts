/** Places in a text by lines. Lines end in LF or CRLF; offsets are UTF-16 units. Nothing here copies or splits the text. */

/** Start of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** End of the line that holds `offset`, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const lineBreak = text.indexOf('\n', offset);
  if (lineBreak === -1) return text.length;
  return lineBreak > offset && text[lineBreak - 1] === '\r' ? lineBreak - 1 : lineBreak;
}

/** Start of the line after the one that holds `offset`; the text's length when that line is the last. */
export function nextLineStart(text: string, offset: number): number {
  const lineBreak = text.indexOf('\n', offset);
  return lineBreak === -1 ? text.length : lineBreak + 1;
}

/** First line start at or after `offset`; the text's length when there is none. */
export function lineStartFrom(text: string, offset: number): number {
  if (offset <= 0 || text[offset - 1] === '\n') return Math.max(0, offset);
  return nextLineStart(text, offset);
}

/** Line breaks in `text`, but never more than `limit`: callers that only ask "more than three?" do not read on. */
export function countLineBreaks(text: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && count < limit; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Leading blanks of a line. */
export function indentationOf(line: string): string {
  return /^[^\S\r\n]*/.exec(line)?.[0] ?? '';
}

/**
 * Offset of a one-based line and column (in UTF-16 units), as a person writes them. A column beyond the line's end means its end.
 * @returns undefined when the text has no such line, or a number is not positive.
 */
export function offsetAt(text: string, line: number, column: number): number | undefined {
  if (line < 1 || column < 1) return undefined;
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const lineBreak = text.indexOf('\n', start);
    if (lineBreak === -1) return undefined;
    start = lineBreak + 1;
  }
  return Math.min(start + column - 1, lineEnd(text, start));
}
