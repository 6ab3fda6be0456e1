import { lineStart } from '../text/lines';
import { isClause, isWordBlock } from './blockWords';
import { indentAt, type OpenBracket, openBrackets } from './brackets';
import type { Node } from 'web-tree-sitter';
import { type Token, tokenAfter, tokenBefore } from './tokens';
import type { ParsedDocument } from './trees';

const COMPOUND = /^\s*(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|with|match|case)\b/;

/**
 * Whether the offset lies in a block that holds no code: white space and comments at most, in Python also a docstring.
 * `brackets` are those open at the offset.
 */
export function isEmptyBlock(document: ParsedDocument, offset: number, brackets: readonly OpenBracket[]): boolean {
  if (document.grammar.entry.blocks === 'indent') return isEmptySuite(document, offset, brackets);
  const inner = brackets.at(-1);
  return inner !== undefined && isWordBlock(inner.type)
    ? isEmptyWords(document, offset, inner)
    : isEmptyBraces(document, offset, inner);
}

function isEmptyBraces({ tree, text }: ParsedDocument, offset: number, inner: OpenBracket | undefined): boolean {
  if (inner?.kind !== 'block') return false;
  if (tokenBefore(tree.rootNode, text, offset)?.start !== inner.start) return false;
  return inner.closer === undefined || tokenAfter(tree.rootNode, text, offset)?.start === inner.closer;
}

/** Where words make blocks, the header is what stands on the line of the opening word, or of a clause such as `else`. */
function isEmptyWords({ grammar, tree, text }: ParsedDocument, offset: number, inner: OpenBracket): boolean {
  const root = tree.rootNode;
  const before = tokenBefore(root, text, offset);
  if (before === undefined || before.start < inner.start) return false;
  const endsHeader = /^(?:then|do|else|repeat|begin|ensure)$/.test(before.type);
  if (!endsHeader && !text.slice(before.end, offset).includes('\n')) return false;
  const header = headerStart(root, before, text);
  const first = tokenAfter(root, text, header + indentAt(text, header));
  const isHeader =
    header === lineStart(text, inner.start) || (first !== undefined && isClause(grammar.entry, first.type));
  if (!isHeader) return false;
  if (inner.closer === undefined) return true;
  const next = tokenAfter(root, text, offset);
  return next !== undefined && (next.start === inner.closer || isClause(grammar.entry, next.type));
}

/** Start of the line that a header begins on; its parentheses may span lines. */
function headerStart(root: Node, last: Token, text: string): number {
  if (last.type !== ')') return lineStart(text, last.start);
  const parent = root.descendantForIndex(last.start, last.end)?.parent;
  return lineStart(
    text,
    parent === null || parent === undefined || parent.type === 'ERROR' ? last.start : parent.startIndex,
  );
}

function isEmptySuite(document: ParsedDocument, offset: number, brackets: readonly OpenBracket[]): boolean {
  if (brackets.length > 0) return false;
  const header = headerBefore(document, offset);
  if (header === undefined) return false;
  const { tree, text } = document;
  const next = tokenAfter(tree.rootNode, text, offset);
  if (next === undefined) return true;
  const isNewLine =
    text.slice(offset, next.start).includes('\n') || text.slice(lineStart(text, offset), offset).trim() === '';
  return isNewLine && indentAt(text, next.start) <= header.indent;
}

/** The compound statement of Python whose header is the last code before the offset, apart from a docstring. */
export function headerBefore(document: ParsedDocument, offset: number): { readonly indent: number } | undefined {
  const { tree, text } = document;
  let last = tokenBefore(tree.rootNode, text, offset);
  if (last !== undefined && isDocstring(last, text)) last = tokenBefore(tree.rootNode, text, last.start);
  if (last?.type !== ':' || openBrackets(document, last.start).length > 0) return undefined;
  const start = logicalLineStart(document, last.start);
  return COMPOUND.test(text.slice(start, last.end)) ? { indent: indentAt(text, start) } : undefined;
}

function isDocstring(token: Token, text: string): boolean {
  if (token.type !== 'string' && token.type !== 'string_end') return false;
  const start = token.type === 'string' ? token.start : token.end;
  return text.slice(lineStart(text, start), start).trim() === '';
}

/**
 * Start of the line on which the statement at `offset` begins: brackets that are open at a line's start join it to a
 * line before.
 */
export function logicalLineStart(document: ParsedDocument, offset: number): number {
  const { text } = document;
  let start = lineStart(text, offset);
  for (;;) {
    const [outermost] = openBrackets(document, start);
    if (outermost === undefined) return start;
    start = lineStart(text, outermost.start);
  }
}
