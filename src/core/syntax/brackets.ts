import { lineStart } from '../text/lines';
import type { Node } from 'web-tree-sitter';
import { WORD_CLOSERS, bracketType, isWordBlock } from './blockWords';
import { childrenBetween, childrenNear } from './children';
import type { LanguageEntry } from './languages';
import { isStringType } from './tokens';
import type { ParsedDocument } from './trees';

/** A bracket that is open at an offset. */
export interface OpenBracket {
  /** `(`, `[`, `{`, `${`, `jsx_opening_element`, or the virtual type of a word that begins a block (blockWords.ts). */
  readonly type: string;
  readonly start: number;
  /** `block`: holds statements or members. `group`: arguments, elements, properties, children. */
  readonly kind: 'block' | 'group';
  /** Type of the node that the bracket belongs to. */
  readonly owner: string;
  /** Offset of the closer that already stands behind the offset; `undefined` when it has none. */
  closer: number | undefined;
}

const CLOSERS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '${': '}',
  '#{': '}',
  '$(': ')',
  '<(': ')',
  '#[': ']',
  '((': '))',
  '$((': '))',
  '[[': ']]',
  jsx_opening_element: 'jsx_closing_element',
  ...WORD_CLOSERS,
};
const CLOSER_TYPES = new Set(Object.values(CLOSERS));

/** Owners of a `{` that is not a block, over all languages. */
const GROUP_OWNERS = new Set([
  'object',
  'object_pattern',
  'object_type',
  'named_imports',
  'export_clause',
  'jsx_expression',
  'template_substitution',
  'literal_value',
  'initializer_list',
  'field_initializer_list',
  'array_initializer',
  'use_list',
  'scoped_use_list',
  'struct_pattern',
  'token_tree',
  'dictionary',
  'set',
  'dict_pattern',
  'interpolation',
  'hash',
  'hash_pattern',
  'table_constructor',
  'expansion',
  'initializer_expression',
  'anonymous_object_creation_expression',
  'property_pattern_clause',
  'namespace_use_group',
]);

export function isOpener(type: string): boolean {
  return Object.hasOwn(CLOSERS, type);
}

export function isCloser(type: string): boolean {
  return CLOSER_TYPES.has(type);
}

export function closes(opener: string, closer: string): boolean {
  return CLOSERS[opener] === closer;
}

/**
 * Whether a bracket opens a block. The text before it decides where it can, because an unfinished block is often parsed
 * as an object; else the node that owns it does.
 */
export function bracketKind(
  entry: LanguageEntry,
  type: string,
  owner: string,
  text: string,
  start: number,
): 'block' | 'group' {
  if (isWordBlock(type)) return 'block';
  if (type !== '{') return 'group';
  const before = text.slice(Math.max(0, start - 80), start).trimEnd();
  if (entry.blocks === 'words' && owner !== 'ERROR') return GROUP_OWNERS.has(owner) ? 'group' : 'block';
  if (/(?:\)|=>|->|\b(?:else|try|do|finally|unsafe|loop))$/.test(before)) return 'block';
  if (/(?:[=([,?]|&&|\|\||\breturn)$/.test(before)) return 'group';
  return GROUP_OWNERS.has(owner) ? 'group' : 'block';
}

/**
 * The brackets that are open at `offset`, outermost first, each with the closer that it has behind the offset, if any.
 * Complete nodes without errors are balanced and skipped, so the cost is that of the path to the offset and of broken
 * parts.
 */
export function openBrackets(document: ParsedDocument, offset: number): OpenBracket[] {
  const stack = bracketsBefore(document, offset);
  const { grammar, tree, text } = document;
  matchClosers({ root: tree.rootNode, text, entry: grammar.entry }, offset, stack);
  return stack;
}

/** Like {@link openBrackets}, without looking for their closers. */
export function bracketsBefore({ grammar, tree, text }: ParsedDocument, offset: number): OpenBracket[] {
  const root = tree.rootNode;
  const found: OpenBracket[] = [];
  const { entry } = grammar;
  visitBrackets({ root, text, entry }, offset, 'before', (type, start, owner) => {
    if (isOpener(type))
      found.push({ type, start, owner, kind: bracketKind(entry, type, owner, text, start), closer: undefined });
    else popMatching(found, type);
    return true;
  });
  return found.filter((bracket, index) => !isStale(grammar.entry, text, bracket, found[index + 1]?.start ?? offset));
}

const STATEMENT_LINES = {
  indent: /\n[ \t]*(?:(?:async +)?def|class|return|import|raise|try|while|with|pass|break|continue)\b/,
  braces: /\n[ \t]*(?:const|let|var|return|import|export|break|continue|throw|while|switch|use|package|#include)\b/,
  words: /\n[ \t]*(?:def|class|module|local|return|require|end|then|fi|done|esac|elif|elsif|elseif)\b/,
};

/**
 * A bracket was left open by mistake when a line behind it can only be a statement, which no bracket but a block can
 * hold.
 */
function isStale(entry: LanguageEntry, text: string, bracket: OpenBracket, end: number): boolean {
  if (bracket.type === '{' && entry.blocks === 'braces') return false;
  return (
    bracket.kind === 'group' &&
    STATEMENT_LINES[entry.blocks].test(text.slice(bracket.start, Math.min(end, bracket.start + 20_000)))
  );
}

/**
 * Pops the bracket that `closer` closes. A stray `)` never closes a brace; a `}` closes whatever is open inside of its
 * brace.
 */
export function popMatching(stack: OpenBracket[], closer: string): OpenBracket | undefined {
  for (let index = stack.length - 1; index >= 0; index--) {
    const bracket = stack[index] as OpenBracket;
    if (closes(bracket.type, closer)) {
      stack.length = index;
      return bracket;
    }
    if (closer !== '}' && bracket.type === '{') return undefined;
    if (isWordBlock(bracket.type) && !isClosingWord(closer)) return undefined;
  }
  return undefined;
}

function isClosingWord(closer: string): boolean {
  return /^[a-z]+$/.test(closer);
}

/** The text that brackets are looked for in. */
export interface BracketSource {
  readonly root: Node;
  readonly text: string;
  readonly entry: LanguageEntry;
}

interface Closer {
  readonly type: string;
  readonly start: number;
}

/**
 * Gives each open bracket the closer behind the offset that is its own. Where both sides balance, nesting says it all;
 * where a closer is missing, indentation tells which one.
 */
export function matchClosers(source: BracketSource, offset: number, stack: readonly OpenBracket[]): void {
  if (stack.length === 0) return;
  const { text } = source;
  const closers = closersBehind(source, offset, stack.length + 1);
  const isBalanced =
    closers.length === stack.length &&
    closers.every(({ type }, index) => closes(stack.at(-1 - index)?.type ?? '', type));
  let waiting = stack.length;
  for (const { type, start } of closers) {
    const fits = ({ start: opener, type: open }: OpenBracket): boolean =>
      closes(open, type) && (isBalanced || standsBelow(text, opener, start));
    const index = stack.slice(0, waiting).findLastIndex(fits);
    if (index === -1) continue;
    (stack[index] as OpenBracket).closer = start;
    waiting = index;
  }
}

/** The first few closers behind the offset whose openers stand before it. */
function closersBehind(source: BracketSource, offset: number, count: number): Closer[] {
  const closers: Closer[] = [];
  const inner: string[] = [];
  visitBrackets(source, offset, 'after', (type, start) => {
    if (isOpener(type)) {
      inner.push(type);
      return true;
    }
    const depth = inner.findLastIndex((opener) => closes(opener, type));
    if (depth === -1) closers.push({ type, start });
    else inner.length = depth;
    return closers.length < count;
  });
  return closers;
}

/** A closer that begins its line and is indented less than the opener's line belongs to another bracket further out. */
function standsBelow(text: string, opener: number, closer: number): boolean {
  const column = closer - lineStart(text, closer);
  if (text.slice(closer - column, closer).trim() !== '') return true;
  return column >= indentAt(text, opener);
}

/** Units of white space at the start of the line that holds `offset`. */
export function indentAt(text: string, offset: number): number {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end - start;
}

/** Of a node with thousands of children only these many on each side are looked at. */
const MAX_SIBLINGS = 400;

type OnBracket = (type: string, start: number, owner: string) => boolean;

/** Calls `onBracket` for the brackets on one side of the offset that are not inside of complete, correct nodes. */
function visitBrackets(
  { root, text, entry }: BracketSource,
  offset: number,
  side: 'before' | 'after',
  onBracket: OnBracket,
): void {
  // A root without errors has no bracket of its own, so only the child around the offset matters.
  const around = root.hasError
    ? childrenNear(root, offset, MAX_SIBLINGS)
    : childrenBetween(root, Math.max(0, offset - 1), offset + 1);
  const frames = [{ owner: root.type, nodes: around.values() }];
  while (frames.length > 0) {
    const frame = frames.at(-1) as (typeof frames)[number];
    const { value: node } = frame.nodes.next();
    if (node === undefined) {
      frames.pop();
      continue;
    }
    const { owner } = frame;
    const type =
      node.childCount > 0
        ? node.type
        : bracketType(entry, text, { type: node.type, start: node.startIndex, named: node.isNamed, owner });
    if ((isOpener(type) || isCloser(type)) && isOn(node, offset, side)) {
      if (!node.isMissing && !onBracket(type, node.startIndex, owner)) return;
    } else if (mustEnter(node, offset, side))
      frames.push({ owner: node.type, nodes: childrenNear(node, offset, MAX_SIBLINGS).values() });
  }
}

function isOn(node: Node, offset: number, side: 'before' | 'after'): boolean {
  return side === 'before' ? node.endIndex <= offset : node.startIndex >= offset;
}

function mustEnter(node: Node, offset: number, side: 'before' | 'after'): boolean {
  const { startIndex, endIndex } = node;
  if (side === 'before' ? startIndex >= offset : endIndex <= offset) return false;
  if (startIndex < offset && endIndex > offset) return true;
  return !isStringType(node.type) && node.hasError;
}
