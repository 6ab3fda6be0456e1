import type { Node } from 'web-tree-sitter';
import { childrenBetween } from './children';

/**
 * A leaf of the tree, or a node that is taken as one: a string, a comment, a whole JSX element. Offsets are UTF-16
 * units.
 */
export interface Token {
  /** Node type; for punctuation and keywords this is the text itself. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** Types of the nodes above, outermost first. */
  readonly above: readonly string[];
  readonly named: boolean;
  readonly comment: boolean;
  /** A string or comment that was begun and not ended: it reaches to the end of the line, or of the range. */
  readonly open: boolean;
}

const STRINGS = new Set([
  'string',
  'template_string',
  'string_literal',
  'raw_string_literal',
  'interpreted_string_literal',
  'rune_literal',
  'char_literal',
  'character_literal',
  'system_lib_string',
  'regex',
  'interpolated_string_expression',
  'verbatim_string_literal',
  'multiline_string_literal',
  'encapsed_string',
  'raw_string',
  'ansi_c_string',
  'heredoc',
  'heredoc_body',
  'nowdoc',
  'string_array',
  'symbol_array',
  'delimited_symbol',
]);
const COMMENTS = new Set(['comment', 'line_comment', 'block_comment', 'html_comment', 'line_continuation']);
const ELEMENTS = new Set(['jsx_element', 'jsx_self_closing_element', 'jsx_fragment']);
/** Tags are taken whole, so that they pair like brackets. */
const TAGS = new Set(['jsx_opening_element', 'jsx_closing_element']);
const QUOTES = new Set([
  '"',
  "'",
  '`',
  '"""',
  "'''",
  'string_start',
  'L"',
  'u8"',
  'u"',
  'U"',
  'R"',
  'f"',
  '@"',
  '$"',
  '%w(',
  '%i(',
]);

export function isStringType(type: string): boolean {
  return STRINGS.has(type);
}

/**
 * The tokens that overlap [from, to), in order. A string or element that begins before `from` is taken apart, because
 * the range may lie in one of its interpolations. Costs time in proportion to the range, not to the document.
 */
export function tokensBetween(root: Node, text: string, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  let covered = 0;
  for (const token of walk(root, text, from, to)) {
    if (token.end <= token.start || token.end <= from || token.start < covered) continue;
    if (text.slice(token.start, token.end).trim() === '') continue;
    tokens.push(token);
    if (token.open) covered = token.end;
  }
  return tokens;
}

/** The last token that ends at or before `offset` and is not a comment; `undefined` at the beginning of the code. */
export function tokenBefore(root: Node, text: string, offset: number): Token | undefined {
  for (let window = 128; ; window *= 8) {
    const from = Math.max(0, offset - window);
    const found = tokensBetween(root, text, from, offset).findLast((token) => !token.comment && token.end <= offset);
    if (found !== undefined || from === 0) return found;
  }
}

/** The first token that starts at or after `offset` and is not a comment. */
export function tokenAfter(root: Node, text: string, offset: number): Token | undefined {
  for (let window = 128; ; window *= 8) {
    const to = Math.min(text.length, offset + window);
    const found = tokensBetween(root, text, offset, to).find((token) => !token.comment && token.start >= offset);
    if (found !== undefined || to === text.length) return found;
  }
}

function* walk(root: Node, text: string, from: number, to: number): Generator<Token> {
  const above: string[] = [];
  // A stack of our own, because broken texts nest deeper than a recursion may.
  const frames = [[root]];
  while (frames.length > 0) {
    const node = frames.at(-1)?.shift();
    if (node === undefined) {
      frames.pop();
      above.pop();
      continue;
    }
    const children = isWhole(node, from) ? [] : childrenBetween(node, from, to);
    if (children.length === 0) {
      if (node.childCount === 0 || isWhole(node, from)) yield tokenOf(node, text, to, [...above]);
    } else {
      above.push(node.type);
      frames.push(children);
    }
  }
}

/** Whether a node is taken as one token. */
function isWhole(node: Node, from: number): boolean {
  const { type } = node;
  if (COMMENTS.has(type)) return true;
  if (node.startIndex < from) return false;
  return STRINGS.has(type) || ((TAGS.has(type) || ELEMENTS.has(type)) && !node.hasError);
}

function tokenOf(node: Node, text: string, to: number, above: readonly string[]): Token {
  const { type, startIndex: start, endIndex: end } = node;
  const base = { type, start, above, named: node.isNamed };
  if (COMMENTS.has(type)) return { ...base, end: trimmedEnd(text, end), comment: true, open: false };
  if (text.startsWith('/*', start) && type !== 'regex') return { ...base, end: to, comment: true, open: true };
  if (isOpenQuote(node, above.at(-1))) {
    return { ...base, end: openStringEnd(text, start, to), comment: false, open: true };
  }
  // Characters that fit nowhere become a leaf of their own; a lone bracket among them still is a bracket.
  const real = type === 'ERROR' && end - start === 1 ? text.slice(start, end) : type;
  return { ...base, type: real, end, comment: false, open: false };
}

/** Rust's `/// x` comments include their line break. */
function trimmedEnd(text: string, end: number): number {
  let result = end;
  while (text[result - 1] === '\n' || text[result - 1] === '\r') result--;
  return result;
}

function isOpenQuote(node: Node, parent: string | undefined): boolean {
  if (STRINGS.has(node.type)) return node.lastChild?.isMissing ?? false;
  return QUOTES.has(node.type) && parent === 'ERROR';
}

function openStringEnd(text: string, start: number, to: number): number {
  if (/^[a-z]*(?:"""|'''|`)/i.test(text.slice(start, start + 8))) return to;
  const lineEnd = text.indexOf('\n', start);
  return lineEnd === -1 ? to : Math.min(lineEnd, to);
}
