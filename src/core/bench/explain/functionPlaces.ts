import { referencesIn } from '../../syntax/references';
import type { ParsedDocument } from '../../syntax/trees';
import { wholeLines } from '../../text/lineSpan';
import { brokenRanges, isBroken } from '../brokenRanges';
import type { SyntaxNode } from '../foundPlace';
import { type ExplainItem, lengthClassOf } from './explainItem';

export type FunctionPlace = Pick<ExplainItem, 'start' | 'end' | 'code' | 'name' | 'parameters' | 'calls' | 'length'>;

/** As much as an explanation shows without a cut. */
const maxChars = 5_000;
/** Nothing that a caller passes. */
const ownNames: ReadonlySet<string> = new Set(['self', 'cls', 'this', '_']);
/** Parameters in these belong to another function, or to the type of one. */
const innerFunctions =
  /^(?:function_type|constructor_type|arrow_function|function_expression|lambda|(?:call|construct|method)_signature)$/;

/** The functions of a file that have a name and parse, as whole lines, from 3 to 80 of them. */
export function functionPlaces(document: ParsedDocument): FunctionPlace[] {
  const broken = brokenRanges(document);
  const found = new Map<number, FunctionPlace>();
  for (const { captures } of document.grammar.scopes.matches(document.tree.rootNode)) {
    const node = captures.find(({ name }) => name === 'function')?.node;
    const name = captures.find((capture) => capture.name === 'name')?.node.text ?? '';
    if (node === undefined || name === '' || isBroken(broken, node.startIndex, node.endIndex)) continue;
    const place = placeOf(document, node, name);
    // Of two functions that begin on one line the first one is the outer one.
    if (place !== undefined && !found.has(place.start)) found.set(place.start, place);
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function placeOf(document: ParsedDocument, node: SyntaxNode, name: string): FunctionPlace | undefined {
  const { text } = document;
  const { start, end } = wholeLines(text, { start: node.startIndex, end: node.endIndex });
  const code = text.slice(start, end);
  const length = lengthClassOf(code.split('\n').length);
  if (length === undefined || code.length > maxChars) return undefined;
  return {
    start,
    end,
    code,
    name,
    length,
    parameters: parametersOf(document, node),
    calls: callsIn(document, start, end),
  };
}

function parametersOf({ grammar }: ParsedDocument, node: SyntaxNode): string[] {
  const list = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  if (list === null) return [];
  if (list.type === 'identifier') return [list.text];
  const bound = (grammar.query('references')?.matches(list) ?? []).flatMap(({ captures }) =>
    captures.filter((capture) => capture.name === 'binding').map((capture) => capture.node),
  );
  const patterns = list
    .descendantsOfType(['shorthand_property_identifier_pattern', 'identifier'])
    .filter((each) => each !== null && (each.type !== 'identifier' || each.parent?.type === 'array_pattern'));
  const own = [...bound, ...patterns].filter((each) => isOf(each, list)).sort((a, b) => a.startIndex - b.startIndex);
  return [...new Set(own.map(({ text }) => text))].filter((name) => !ownNames.has(name));
}

function isOf(node: SyntaxNode, list: SyntaxNode): boolean {
  for (let above = node.parent; above !== null && above.id !== list.id; above = above.parent)
    if (innerFunctions.test(above.type)) return false;
  return node.startIndex >= list.startIndex && node.endIndex <= list.endIndex;
}

function callsIn(document: ParsedDocument, start: number, end: number): string[] {
  const isCalled = (at: number): boolean => /^\s*(?:<[^<>()]*>\s*)?(?:\?\.)?\(/.test(document.text.slice(at, at + 200));
  const called = referencesIn(document, start, end).filter(
    (reference) => reference.kind !== 'type' && isCalled(reference.start + reference.name.length),
  );
  return [...new Set(called.map(({ name }) => name))];
}
