import type { AnswerFilter } from './answerFilter';

const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const quotes = '"\'`';
const brackets = ')]}>';

/**
 * Keeps closers that already stand after the cursor (mostly because the editor typed them with the opening one) from appearing twice:
 * they are left out of an answer that ends with them, and overwritten where the answer closes them earlier and goes on.
 */
export const doubledCloser: AnswerFilter = {
  reason: 'doubled-closer',
  apply: (draft, place) => {
    if (!place.endsLine || place.lineAfter.trim() === '') return draft;
    const text = draft.text.trimEnd();
    const matched = matchClosers(text, place.lineAfter);
    if (matched === undefined) return draft;
    const closed = place.lineAfter.slice(0, matched.tailEnd);
    const isAtEnd = withoutBlanks(text.slice(matched.from)) === withoutBlanks(closed);
    // A closer on a line of its own takes the place of the one beside the cursor.
    const isOnOwnLine = /\n\s*$/.test(text.slice(0, matched.from));
    if (isAtEnd && !isOnOwnLine) return { ...draft, text: text.slice(0, matched.from) };
    return { text, overwrite: matched.tailEnd };
  },
};

/** Which closers of `tail` the answer has, although it opened nothing that they would close. */
function matchClosers(answer: string, tail: string): { from: number; tailEnd: number } | undefined {
  let owed = '';
  let from: number | undefined;
  let next = skipBlanks(tail, 0);
  let tailEnd = 0;
  const take = (at: number): void => {
    from ??= at;
    tailEnd = next + 1;
    next = skipBlanks(tail, tailEnd);
  };
  for (let at = 0; at < answer.length; at += 1) {
    const char = answer[at] as string;
    const wanted = tail[next];
    if (char === '\\') at += 1;
    else if (char === '>' && '=-'.includes(answer.charAt(at - 1) || ' ')) continue;
    else if (char === wanted && owed === '' && (brackets.includes(char) || quotes.includes(char))) take(at);
    else if (char === wanted && owed === '' && from !== undefined && isEnd(answer, at, tail, next)) take(at);
    else if (wanted !== undefined && quotes.includes(wanted) && owed === '') continue;
    else if (quotes.includes(char)) at = endOfString(answer, at);
    else if (closerOf[char] !== undefined && (char !== '<' || wanted === '>')) owed += closerOf[char];
    else if (owed.endsWith(char)) owed = owed.slice(0, -1);
  }
  if (from === undefined) return endsWithPunctuation(answer, tail);
  return { from, tailEnd };
}

/** A comma or semicolon of the tail is only met by one that ends the answer's code; a comment may follow. */
function isEnd(answer: string, at: number, tail: string, next: number): boolean {
  const rest = withoutBlanks(answer.slice(at).replace(/\s+(?:\/\/|#|\/\*).*$/, ''));
  return withoutBlanks(tail.slice(next)).startsWith(rest);
}

/** A tail that begins with `;`, `,` or `:` and an answer that ends with the same. */
function endsWithPunctuation(answer: string, tail: string): { from: number; tailEnd: number } | undefined {
  const next = skipBlanks(tail, 0);
  const mark = tail.charAt(next);
  return mark !== '' && ';,:'.includes(mark) && answer.endsWith(mark)
    ? { from: answer.length - 1, tailEnd: next + 1 }
    : undefined;
}

function endOfString(answer: string, start: number): number {
  for (let at = start + 1; at < answer.length && answer[at] !== '\n'; at += 1) {
    if (answer[at] === '\\') at += 1;
    else if (answer[at] === answer[start]) return at;
  }
  return start;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}
