import type { Reference } from './fileFacts';
import { type FactMatch, type FactNode, captured } from './factMatches';
import type { ParsedDocument } from './trees';

/** A reference comes at least every few units of code, so this is reached only by very long ranges. */
const MAX_REFERENCES = 5_000;

/** What a capture makes of a name, the strongest first: a name that is bound or imported is no use of it. */
const roles = ['binding', 'member', 'call', 'type', 'value'] as const;

type Role = (typeof roles)[number];

/**
 * The names used in [start, end) of a parsed document (UTF-16 offsets), in the order of the text. Names of variables and
 * parameters count like any other: the caller knows which of them it is looking for. Captures of `references.scm`, each on
 * the name itself:
 *
 *     @call      called: `f` in `f(x)`
 *     @member    right of a dot, called or not; with @receiver for what is left of it
 *     @type      used as a type
 *     @value     any other name that may be a use
 *     @binding   bound here: defined, a parameter. Not a reference, whatever else matches
 *     @skip      a region without references: an import
 */
export function referencesIn({ grammar, tree, text }: ParsedDocument, start: number, end: number): Reference[] {
  if (!(start < end)) return [];
  // Ranges of queries are bytes of UTF-16 in web-tree-sitter 0.27, unlike all its other indices.
  const range = { startIndex: 2 * Math.max(0, start), endIndex: 2 * end };
  return readReferences(text, grammar.query('references')?.matches(tree.rootNode, range) ?? [], start, end);
}

/** The same from matches that are already there. */
export function readReferences(text: string, matches: readonly FactMatch[], start: number, end: number): Reference[] {
  const strongest = new Map<number, { role: Role; match: FactMatch }>();
  const skipped: FactNode[] = [];
  for (const match of matches) {
    for (const { name, node } of match.captures) {
      if (name === 'skip') skipped.push(node);
      const role = roles.find((each) => each === name);
      if (role === undefined || node.startIndex < start || node.startIndex >= end) continue;
      const old = strongest.get(node.startIndex);
      if (old === undefined || roles.indexOf(role) < roles.indexOf(old.role)) {
        strongest.set(node.startIndex, { role, match });
      }
    }
  }
  const sorted = [...strongest].sort(([a], [b]) => a - b);
  const isSkipped = within(skipped);
  const used = sorted.filter(([at]) => !isSkipped(at)).slice(0, MAX_REFERENCES);
  return used.flatMap(([at, { role, match }]) => referenceAt(text, at, role, match));
}

/** Whether an offset lies in one of the nodes; to be asked with offsets that only grow. */
function within(nodes: readonly FactNode[]): (offset: number) => boolean {
  const sorted = [...nodes].sort((a, b) => a.startIndex - b.startIndex);
  let next = 0;
  let end = -1;
  return (offset) => {
    for (let node = sorted[next]; node !== undefined && node.startIndex <= offset; node = sorted[next]) {
      end = Math.max(end, node.endIndex);
      next++;
    }
    return offset < end;
  };
}

function referenceAt(text: string, start: number, role: Role, match: FactMatch): Reference[] {
  if (role === 'binding') return [];
  const node = captured(match, role);
  const name = node === undefined ? '' : text.slice(start, node.endIndex);
  if (name === '') return [];
  const receiver = captured(match, 'receiver');
  if (role !== 'member' || receiver === undefined) return [{ name, kind: role, start }];
  const left = text.slice(receiver.startIndex, receiver.endIndex).replace(/[?!]?\s*(\.|::|->)\s*/g, '$1');
  return [
    /^[\p{ID_Start}_$@#*&]*[\p{ID_Continue}$]*(?:(?:\.|::|->)#?[\p{ID_Continue}$]+)*$/u.test(left) && left !== ''
      ? { name, kind: role, start, receiver: left }
      : { name, kind: role, start },
  ];
}
