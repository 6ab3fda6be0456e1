import { lineEnd, lineStart } from './lines';

/** A piece of a text in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One-based number of the line that holds `offset`. Lines end in LF or CRLF. */
export function lineNumberAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Grows a span to whole lines, without the last line's break. A span that ends at the start of a line leaves that line out. */
export function wholeLines(text: string, span: Span): Span {
  const start = lineStart(text, span.start);
  const last = span.end > span.start && text[span.end - 1] === '\n' ? span.end - 1 : span.end;
  return { start, end: Math.max(start, lineEnd(text, last)) };
}

/** The whole lines from `before` lines above the span to `after` lines below it. */
export function linesAround(
  text: string,
  span: Span,
  reach: { readonly before: number; readonly after: number },
): Span {
  let { start, end } = wholeLines(text, span);
  for (let count = 0; count < reach.before && start > 0; count += 1)
    start = wholeLines(text, { start: start - 1, end: start - 1 }).start;
  for (let count = 0; count < reach.after; count += 1) {
    const next = text.indexOf('\n', end);
    if (next === -1) break;
    end = wholeLines(text, { start: next + 1, end: next + 1 }).end;
  }
  return { start, end };
}

/** The first `maxChars` units of a text, cut back to the end of a line where there is one, never inside a surrogate pair. */
export function headLines(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const lineBreak = text.lastIndexOf('\n', maxChars);
  if (lineBreak > 0) return text.slice(0, lineBreak);
  const code = text.charCodeAt(maxChars - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? maxChars - 1 : maxChars);
}
