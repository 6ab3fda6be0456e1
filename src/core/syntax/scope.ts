import { lineStart } from '../text/lines';
import type { Node } from 'web-tree-sitter';
import type { ScopeFacts, SyntaxNodeFacts } from '../../protocol/syntax';
import { indentAt, type OpenBracket, openBrackets } from './brackets';
import { needsMore } from './continuation';
import { headerBefore, isEmptyBlock } from './emptyBlock';
import { literalAt } from './literal';
import { type Token, tokenAfter, tokenBefore } from './tokens';
import type { ParsedDocument } from './trees';

/** What surrounds an offset; `undefined` for an offset outside of the text. */
export function scopeAt(document: ParsedDocument, offset: number): ScopeFacts | undefined {
  const { tree, text } = document;
  if (!Number.isInteger(offset) || offset < 0 || offset > text.length) return undefined;
  const brackets = openBrackets(document, offset);
  const before = tokenBefore(tree.rootNode, text, offset);
  const inside = literalAt(document, offset)?.kind;
  return {
    inString: inside === 'string',
    inComment: inside === 'comment',
    emptyBlock: inside !== 'string' && isEmptyBlock(document, offset, brackets),
    statementStart: inside === undefined && isStatementStart(document, offset, brackets, before),
    enclosing: enclosingNodes(document, offset, before),
  };
}

/** Only white space before the cursor on its line, outside of brackets, and nothing unfinished before it. */
function isStatementStart(
  { grammar, text }: ParsedDocument,
  offset: number,
  brackets: readonly OpenBracket[],
  before: Token | undefined,
): boolean {
  if (text.slice(lineStart(text, offset), offset).trim() !== '' || brackets.at(-1)?.kind === 'group') return false;
  return before === undefined || /^[;:{}]$/.test(before.type) || !needsMore(before, grammar.entry);
}

type Kind = SyntaxNodeFacts['kind'];

const KINDS: readonly Kind[] = ['function', 'class', 'block', 'statement'];

interface Found {
  readonly node: Node;
  readonly kind: Kind;
  readonly name: string;
}

/** The functions, classes, blocks and statements around an offset, innermost first. */
function enclosingNodes(document: ParsedDocument, offset: number, before: Token | undefined): SyntaxNodeFacts[] {
  const { grammar, text } = document;
  const isBlank = text.slice(lineStart(text, offset), offset).trim() === '';
  const found =
    grammar.entry.blocks === 'indent' && isBlank && before !== undefined
      ? aroundBlankLine(document, offset, before)
      : nodesAt(document, offset).filter(({ node }) => isAt(node, offset, text));
  return found
    .sort((a, b) => b.node.startIndex - a.node.startIndex || a.node.endIndex - b.node.endIndex)
    .map(({ node, kind, name }) => ({ kind, name, start: node.startIndex, end: node.endIndex }));
}

/** The captured nodes that contain or touch an offset, each once, as what it is best described. */
function nodesAt({ grammar, tree }: ParsedDocument, offset: number): Found[] {
  const found = new Map<number, Found>();
  // Ranges of queries are bytes of UTF-16 in web-tree-sitter 0.27, unlike all its other indices.
  const range = { startIndex: 2 * Math.max(0, offset - 1), endIndex: 2 * (offset + 1) };
  for (const match of grammar.scopes.matches(tree.rootNode, range)) {
    const main = match.captures.find((capture) => KINDS.includes(capture.name as Kind));
    if (main === undefined || main.node.startIndex > offset || main.node.endIndex < offset) continue;
    const name = match.captures.find((capture) => capture.name === 'name')?.node.text ?? '';
    const next = { node: main.node, kind: main.name as Kind, name };
    const old = found.get(main.node.id);
    if (old === undefined || isBetter(next, old)) found.set(main.node.id, next);
  }
  return [...found.values()];
}

function isBetter(next: Found, old: Found): boolean {
  const rank = KINDS.indexOf(next.kind) - KINDS.indexOf(old.kind);
  return rank < 0 || (rank === 0 && next.name !== '' && old.name === '');
}

/** Whether a cursor at a node's edge still works on it: behind an end that is open, or before its first character. */
function isAt(node: Node, offset: number, text: string): boolean {
  const { startIndex, endIndex } = node;
  if (startIndex < offset && offset < endIndex) return true;
  if (startIndex === offset) return endIndex > offset && text.slice(lineStart(text, offset), offset).trim() !== '';
  return !/[;}]/.test(text.slice(offset - 1, offset));
}

/**
 * A blank line of Python belongs to the blocks that its indentation says, although their nodes end with their last
 * code.
 */
function aroundBlankLine(document: ParsedDocument, offset: number, before: Token): Found[] {
  const { tree, text } = document;
  const header = headerBefore(document, offset);
  // An empty body has no code that shows its indentation, so a cursor below its header counts as inside of it.
  const column = Math.max(
    offset - lineStart(text, offset),
    isEmptyBlock(document, offset, []) ? (header?.indent ?? -1) + 1 : 0,
  );
  const found = nodesAt(document, before.end).filter(({ node, kind }) => isAbove(node, kind, column, text));
  const after = header === undefined ? undefined : tokenAfter(tree.rootNode, text, offset);
  if (after === undefined || indentAt(text, after.start) !== column) return found;
  const behind = nodesAt(document, after.start).filter(
    ({ node, kind }) => kind === 'block' && node.startIndex === after.start,
  );
  return [...found, ...behind];
}

function isAbove(node: Node, kind: Kind, column: number, text: string): boolean {
  const indent = indentAt(text, node.startIndex);
  const isFilled = kind === 'block' && node.startIndex !== node.endIndex;
  return isFilled ? indent <= column && column > 0 : indent < column;
}
