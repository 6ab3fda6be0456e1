import type { ParsedDocument } from './trees';

/** Part of a syntax node that the facts are made of; nodes of the native tree-sitter have the same. */
export interface FactNode {
  readonly startIndex: number;
  readonly endIndex: number;
}

/** One match of a query: its pattern's place in the file and what it captured. */
export interface FactMatch {
  readonly patternIndex: number;
  readonly captures: readonly { readonly name: string; readonly node: FactNode }[];
  readonly setProperties?: Readonly<Record<string, string | null>> | undefined;
}

/**
 * How deep below the root a pattern of these queries may begin. Members of a class in two namespaces lie at 9; what is deeper
 * belongs to the bodies of functions, which is most of a file and of the time that a query takes.
 */
export const MAX_FACT_DEPTH = 14;

/** A text is searched in parts of about this many units. */
const PART_UNITS = 200_000;

/**
 * After a part that brings the matches to this number the rest of the file is left out: data and generated code, which would
 * take longer to describe than to parse. The densest hand-written file known, TypeScript's lib.dom.d.ts, has 15,000.
 */
const ENOUGH_MATCHES = 20_000;

/**
 * Runs the queries for definitions and imports over a document; nothing where the language has none. A match that reaches over
 * the end of a part can come twice.
 */
export function factMatches({ grammar, tree, text }: ParsedDocument, partUnits = PART_UNITS): readonly FactMatch[] {
  const query = grammar.query('facts');
  if (query === undefined) return [];
  const options = { maxStartDepth: MAX_FACT_DEPTH };
  if (text.length <= partUnits) return query.matches(tree.rootNode, options);
  const found: FactMatch[] = [];
  for (let start = 0; start < text.length && found.length < ENOUGH_MATCHES; start += partUnits) {
    // Ranges of queries are bytes of UTF-16 in web-tree-sitter 0.27, unlike all its other indices.
    const range = { startIndex: 2 * start, endIndex: 2 * Math.min(text.length, start + partUnits) };
    for (const match of query.matches(tree.rootNode, { ...options, ...range })) found.push(match);
  }
  return found;
}

/** The first node that a match captured under a name. */
export function captured({ captures }: FactMatch, name: string): FactNode | undefined {
  return captures.find((capture) => capture.name === name)?.node;
}

/** The text of a node, without the quotes of a string or the colon of a symbol. Sliced, because `node.text` crosses into the parser. */
export function nodeText(text: string, { startIndex, endIndex }: FactNode): string {
  const found = text.slice(startIndex, endIndex);
  const first = found[0];
  if (first === ':') return /^:\w/.test(found) ? found.slice(1) : found;
  const isQuoted = first === '"' || first === "'" || first === '`';
  return isQuoted && found.length > 1 && found.endsWith(first) ? found.slice(1, -1) : found;
}
