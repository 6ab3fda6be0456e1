const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const quotes = '"\'`';
const closers = ')]}';

/**
 * Closing brackets that are still owed at the end of `code`, innermost last. Strings are passed over and end with their line; comments
 * are not known, so this is a guess: use it only where no syntax tree answers, and prefer to stop when it says that something is open.
 */
export function owedClosers(code: string): string {
  let owed = '';
  let quote = '';
  for (let at = 0; at < code.length; at += 1) {
    const char = code[at] as string;
    if (quote !== '') {
      if (char === '\\') at += 1;
      else if (char === quote || char === '\n') quote = '';
    } else if (quotes.includes(char) && code.indexOf(char, at + 1) !== -1) quote = char;
    else if (closerOf[char] !== undefined) owed += closerOf[char];
    else if (closers.includes(char) && owed.endsWith(char)) owed = owed.slice(0, -1);
  }
  return owed;
}
