export type Eol = '\n' | '\r\n';

/** The line break that a document uses, judged by its first one; LF when it has none. */
export function eolOf(text: string): Eol {
  const lineBreak = text.indexOf('\n');
  return lineBreak > 0 && text[lineBreak - 1] === '\r' ? '\r\n' : '\n';
}

/** The text with every line break as `eol`. A lone CR at the very end is left out: the rest of its break may still come. */
export function withEol(text: string, eol: Eol): string {
  return text.replace(/\r$/, '').replace(/\r\n|\r|\n/g, eol);
}
