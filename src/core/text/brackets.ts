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

/** A closing bracket that closes nothing of the same text. */
interface LooseCloser {
  readonly at: number;
  readonly char: string;
}

/**
 * The brackets of `code` that have no counterpart in it: closers in order, and the closing brackets that are owed at its end, innermost
 * last. Every bracket counts, so blank out strings and comments first.
 * @returns undefined where brackets cross each other.
 */
export function looseBrackets(code: string): { closers: readonly LooseCloser[]; owed: string } | undefined {
  const loose: LooseCloser[] = [];
  let owed = '';
  for (const { 0: char, index } of code.matchAll(/[()[\]{}]/g)) {
    if (closerOf[char] !== undefined) owed += closerOf[char];
    else if (owed === '') loose.push({ at: index, char });
    else if (owed.endsWith(char)) owed = owed.slice(0, -1);
    else return undefined;
  }
  return { closers: loose, owed };
}
