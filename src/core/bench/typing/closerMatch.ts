/** What editors put behind the cursor by themselves when the first one is typed. */
export const closers: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '"': '"',
  "'": "'",
  '`': '`',
};

/** Where the opener at `at` is closed in a text; `undefined` where it never is. Brackets within strings and comments count like others. */
export function closerMatch(text: string, at: number): number | undefined {
  const opener = text[at] ?? '';
  const closer = closers[opener];
  if (closer === undefined) return undefined;
  return closer === opener ? nextQuote(text, at) : nextBracket(text, at, closer);
}

/** Before the end of the line, but for template strings. */
function nextQuote(text: string, at: number): number | undefined {
  const quote = text[at];
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === quote) return index;
    else if (text[index] === '\n' && quote !== '`') return undefined;
  }
  return undefined;
}

function nextBracket(text: string, at: number, closer: string): number | undefined {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    if (text[index] === text[at]) depth++;
    else if (text[index] === closer && --depth === 0) return index;
  }
  return undefined;
}
