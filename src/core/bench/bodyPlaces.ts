import { lineEnd, lineStart } from '../text/lines';
import { isStringType, tokensBetween } from '../syntax/tokens';
import type { ParsedDocument } from '../syntax/trees';
import type { FoundRange, SyntaxNode } from './foundPlace';

const maxLines = 8;
const maxChars = 800;

/** Bodies of functions, of one to eight lines with code: from the first token to the last, on lines of their own. */
export function bodyPlaces(document: ParsedDocument): FoundRange[] {
  const found = new Map<number, FoundRange>();
  for (const { name, node } of document.grammar.scopes.captures(document.tree.rootNode)) {
    const body = name === 'function' ? node.childForFieldName('body') : null;
    const place = body === null ? undefined : bodyIn(body, document);
    if (place !== undefined) found.set(place.start, place);
  }
  return [...found.values()];
}

function bodyIn(body: SyntaxNode, document: ParsedDocument): FoundRange | undefined {
  const { text, grammar } = document;
  const isIndented = grammar.entry.blocks === 'indent';
  const outer = { start: body.startIndex + (isIndented ? 0 : 1), end: body.endIndex - (isIndented ? 0 : 1) };
  if (!isIndented && (text[body.startIndex] !== '{' || text[outer.end] !== '}')) return undefined;
  const inner = text.slice(outer.start, outer.end);
  const start = outer.start + inner.length - inner.trimStart().length;
  const end = outer.start + inner.trimEnd().length;
  if (end <= start || end - start > maxChars || !standsAlone(text, start, end)) return undefined;
  const lines = text
    .slice(start, end)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.length <= maxLines && beginsWithCode(document, start, end) ? { kind: 'body', start, end } : undefined;
}

/** Nothing but blanks before it on its first line and behind it on its last. */
function standsAlone(text: string, start: number, end: number): boolean {
  return text.slice(lineStart(text, start), start).trim() === '' && text.slice(end, lineEnd(text, end)).trim() === '';
}

/** A body that begins with words for people (a comment, a docstring) asks for those words. */
function beginsWithCode({ tree, text }: ParsedDocument, start: number, end: number): boolean {
  const [first] = tokensBetween(tree.rootNode, text, start, end);
  return first !== undefined && !first.comment && !isStringType(first.type);
}
