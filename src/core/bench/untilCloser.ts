const openers = '([{';
const closers = ')]}';
const quotes = '"\'`';

/**
 * The text up to the first closing bracket that nothing in it opened: inside of a call, the one that stands there already. Brackets in
 * strings do not count; a quote without its partner is taken for text.
 */
export function untilCloser(text: string): string {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (quotes.includes(char) && text.indexOf(char, at + 1) !== -1) quote = char;
    else if (openers.includes(char)) depth++;
    else if (closers.includes(char) && --depth < 0) return text.slice(0, at);
  }
  return text;
}
