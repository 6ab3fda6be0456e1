import type { ParsedDocument } from '../syntax/trees';
import type { cursorKinds } from './benchItem';
import { type CleanLine, cleanLines, isWorthAsking } from './cleanLines';
import type { FoundRange } from './foundPlace';
import { stableHash } from './stableHash';

type CursorKind = (typeof cursorKinds)[number];

/** With fewer characters nobody asks inside of it. */
const minWordChars = 4;

/**
 * For each line of code one place of every kind that it has: inside a word (as after its first keys), before one (as after a blank or a
 * bracket, not at the line's start), behind one, and where the line's code begins. The salt chooses among several.
 */
export function cursorPlaces(document: ParsedDocument, salt: string): FoundRange[] {
  const { text } = document;
  return cleanLines(document).flatMap((line) =>
    offsetsIn(line, text).flatMap(([kind, offsets]): FoundRange[] => {
      const worth = offsets.filter((offset) => isWorthAsking(text.slice(offset, line.end)));
      const start = worth[stableHash(`${salt}\0${kind}\0${line.start}`) % worth.length];
      return start === undefined ? [] : [{ kind, start, end: line.end }];
    }),
  );
}

function offsetsIn({ start, end, tokens }: CleanLine, text: string): (readonly [CursorKind, readonly number[]])[] {
  const words = tokens.filter((token) => isWord.test(text.slice(token.start, token.end)));
  const first = start + (/\S/.exec(text.slice(start, end))?.index ?? 0);
  const long = words.filter((word) => word.end - word.start >= minWordChars);
  return [
    ['insideWord', long.map((word) => word.start + Math.floor((word.end - word.start) / 2))],
    ['beforeWord', words.map((word) => word.start).filter((offset) => offset > first)],
    ['afterWord', words.map((word) => word.end)],
    ['lineStart', [first]],
  ];
}

const isWord = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
