import { lineEnd, nextLineStart } from '../text/lines';
import { isStringType, type Token, tokensBetween } from '../syntax/tokens';
import type { ParsedDocument } from '../syntax/trees';
import type { FoundRange } from './foundPlace';
import { stableHash } from './stableHash';

/** Shorter lines (`}`, `else:`) say nothing about the model; as in the measurements of the prompt. */
const minLineChars = 8;
const minTruthChars = 3;
const maxTruthChars = 160;

/**
 * One place in each line of code: from a token that the salt chooses to the end of the line. Lines that end or begin inside a string,
 * and lines with a comment, are left out.
 */
export function linePlaces(document: ParsedDocument, salt: string): FoundRange[] {
  const { text } = document;
  const found: FoundRange[] = [];
  for (let start = 0; start < text.length; start = nextLineStart(text, start)) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    if (line.trim().length < minLineChars || isReExport.test(line)) continue;
    const starts = tokenStarts(document, start, start + line.trimEnd().length);
    if (starts.length === 0) continue;
    const chosen = starts[stableHash(`${salt}\0${start}\0${line}`) % starts.length];
    if (chosen !== undefined) found.push({ kind: 'line', start: chosen, end: start + line.trimEnd().length });
  }
  return found;
}

const isReExport = /^\s*export\s+(?:type\s+)?[*{].*\bfrom\b/;

/** Starts of tokens from which on the rest of a line is worth asking for; none when the line is no clean cut. */
function tokenStarts({ tree, text }: ParsedDocument, start: number, end: number): number[] {
  const tokens = tokensBetween(tree.rootNode, text, start, end);
  const isClean = tokens.every((token) => token.start >= start && token.end <= end && !isText(token));
  const [first] = tokens;
  // A string alone is a docstring or a part of a longer text.
  const isWords = tokens.length === 1 && first !== undefined && isStringType(first.type);
  if (!isClean || isWords) return [];
  return tokens.flatMap((token) => (isWorthAsking(text.slice(token.start, end)) ? [token.start] : []));
}

/** A comment, something unfinished, or a piece of a string that began on a line above. */
function isText({ comment, open, above, type }: Token): boolean {
  return comment || open || type === 'jsx_text' || above.some((parent) => isStringType(parent));
}

function isWorthAsking(truth: string): boolean {
  return truth.length >= minTruthChars && truth.length <= maxTruthChars && /[\p{L}\p{N}_]/u.test(truth);
}
