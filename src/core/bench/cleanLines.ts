import { lineEnd, nextLineStart } from '../text/lines';
import { isStringType, type Token, tokensBetween } from '../syntax/tokens';
import type { ParsedDocument } from '../syntax/trees';

/** Shorter lines (`}`, `else:`) say nothing about the model; as in the measurements of the prompt. */
const minLineChars = 8;
const minTruthChars = 3;
const maxTruthChars = 160;

/** A line of code without its line break and the blanks at its end. UTF-16 units. */
export interface CleanLine {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
}

/** The lines of code that can be cut at a token: those that end or begin inside a string, and lines with a comment, are left out. */
export function cleanLines({ tree, text }: ParsedDocument): CleanLine[] {
  const found: CleanLine[] = [];
  for (let start = 0; start < text.length; start = nextLineStart(text, start)) {
    const line = text.slice(start, lineEnd(text, start)).trimEnd();
    if (line.trim().length < minLineChars || isReExport.test(line)) continue;
    const end = start + line.length;
    const tokens = tokensBetween(tree.rootNode, text, start, end);
    const isClean = tokens.every((token) => token.start >= start && token.end <= end && !isText(token));
    const [first] = tokens;
    // A string alone is a docstring or a part of a longer text.
    const isWords = tokens.length === 1 && first !== undefined && isStringType(first.type);
    if (isClean && !isWords) found.push({ start, end, tokens });
  }
  return found;
}

/** Whether a text is long enough to say something, and short enough to be hit. */
export function isWorthAsking(truth: string): boolean {
  return truth.length >= minTruthChars && truth.length <= maxTruthChars && /[\p{L}\p{N}_]/u.test(truth);
}

const isReExport = /^\s*export\s+(?:type\s+)?[*{].*\bfrom\b/;

/** A comment, something unfinished, or a piece of a string that began on a line above. */
function isText({ comment, open, above, type }: Token): boolean {
  return comment || open || type === 'jsx_text' || above.some((parent) => isStringType(parent));
}
