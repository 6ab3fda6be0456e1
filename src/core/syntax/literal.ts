import { lineStart } from '../text/lines';
import type { Node } from 'web-tree-sitter';
import {} from './brackets';
import { isStringType, type Token, tokensBetween } from './tokens';
import type { ParsedDocument } from './trees';

/** The string or comment that an offset lies in. */
export interface Literal {
  readonly kind: 'string' | 'comment';
  readonly start: number;
  /** What ends a string; `undefined` for a comment, and for strings with an end of their own (`R"x(…)x"`). */
  readonly delimiter: string | undefined;
  /** The end of the string stands behind the offset. */
  readonly isClosed: boolean;
}

/** Of a longer line only the part before the cursor is searched for an unfinished string. */
const MAX_LINE_UNITS = 1_000;

/** The string (not when in one of its interpolations) or comment around an offset. */
export function literalAt({ tree, text }: ParsedDocument, offset: number): Literal | undefined {
  // An unfinished string or comment is found only by whoever saw it begin, so look from the start of a line or of the
  // node around.
  const near = tree.rootNode.descendantForIndex(Math.max(0, offset - 1), offset);
  const around = near === null ? undefined : literalAround(near, offset);
  if (around === 'code') return undefined;
  const from = Math.min(Math.max(lineStart(text, offset), offset - MAX_LINE_UNITS), around?.startIndex ?? offset);
  const tokens = tokensBetween(tree.rootNode, text, from, Math.max(offset, from + 1));
  const token = tokens.findLast(({ start }) => start < offset);
  if (token === undefined) return undefined;
  if (token.comment) {
    if (!isInComment(token, text, offset)) return undefined;
    return { kind: 'comment', start: token.start, delimiter: undefined, isClosed: !token.open };
  }
  if (!isInString(token, offset)) return undefined;
  const delimiter = delimiterAt(text, token.start);
  return { kind: 'string', start: token.start, delimiter, isClosed: isClosed(token, text, offset, delimiter) };
}

/** The string or comment node around a leaf; `code` when an interpolation lies between. */
function literalAround(leaf: Node, offset: number): Node | 'code' | undefined {
  for (let node: Node | null = leaf; node !== null; node = node.parent) {
    const isInterpolation = /^(?:template_substitution|interpolation|command_substitution)$/.test(node.type);
    if (isInterpolation && offset > node.startIndex + 1 && offset < node.endIndex) return 'code';
    if (isStringType(node.type) || node.type.includes('comment')) return node;
  }
  return undefined;
}

function isInComment(token: Token, text: string, offset: number): boolean {
  const isBlock = text.startsWith('/*', token.start) || text.startsWith('<!--', token.start);
  return isBlock && !token.open ? offset < token.end : offset <= token.end;
}

function isInString(token: Token, offset: number): boolean {
  if (token.open) return offset <= token.end;
  if (/^(?:string_fragment|string_content|escape_sequence)$/.test(token.type)) return offset <= token.end;
  return isStringType(token.type) && token.type !== 'regex' && offset < token.end;
}

function delimiterAt(text: string, start: number): string | undefined {
  const match = /^([a-z]{0,3})(#*)("""|'''|["'`])/i.exec(text.slice(start, start + 12));
  if (match === null) return undefined;
  const [, prefix = '', hashes = '', quote = ''] = match;
  return prefix.endsWith('R') ? undefined : quote + hashes;
}

/**
 * Strings that may span lines pair with whatever comes next when they are not closed, so for them it is counted whether
 * their delimiters pair up over the whole text.
 */
function isClosed(token: Token, text: string, offset: number, delimiter: string | undefined): boolean {
  if (delimiter === undefined || token.open) return false;
  if (delimiter.length === 3 || delimiter === '`') return text.split(delimiter).length % 2 === 1;
  return isStringType(token.type) && token.end > offset;
}

/** Offset of the first delimiter in `text` that no backslash takes away; -1 without one. */
export function findDelimiter(text: string, delimiter: string): number {
  for (let at = text.indexOf(delimiter); at !== -1; at = text.indexOf(delimiter, at + 1)) {
    const slashes = /\\*$/.exec(text.slice(0, at))?.[0].length ?? 0;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}
