import type { SyntaxNodeFacts } from '../../protocol/syntax';
import type { Syntax } from '../ports';
import { patientScope } from '../syntax/patientScope';
import { indentationOf, lineEnd, lineStart, nextLineStart } from '../text/lines';
import type { Span } from '../text/lineSpan';
import type { DocumentSnapshot } from '../text/snapshot';

/** What the person points at: a selection, or a cursor when `start === end`. Offsets are UTF-16 units. */
export interface DefinitionRequest {
  readonly snapshot: DocumentSnapshot;
  readonly start: number;
  readonly end: number;
}

/** A named function or class with the statement that does nothing else than define it. */
export interface FoundDefinition extends Span {
  readonly kind: 'function' | 'class';
  readonly name: string;
}

/** From a comment or a decorator the definition is so many lines below at most. */
const maxLinesDown = 60;
const maxPrefixUnits = 2_000;
/** What may stand before a definition on its own lines and belongs to it. */
const ownPrefix =
  /^(?:@|#\[|\[|template\b|export\b|default\b|declare\b|abstract\b|public\b|private\b|protected\b|internal\b|static\b|final\b|sealed\b|open\b|data\b|async\b|pub\b|const\b|let\b|var\b|local\b|module\.exports|exports\.|[\w$.]+\s*[:=])/;

/**
 * The definition that begins on the line of the cursor, or on the first line of the selection, or below where that line is above it; else the
 * innermost named one around it.
 */
export async function definitionAt(
  { snapshot, start, end }: DefinitionRequest,
  syntax: Syntax,
  signal: AbortSignal | undefined,
): Promise<FoundDefinition | undefined> {
  const { text, uri, version } = snapshot;
  const selected = text.slice(start, end);
  const cursor = start + (selected.length - selected.trimStart().length);
  const facts = async (offset: number): Promise<readonly SyntaxNodeFacts[]> =>
    (await patientScope(syntax, { uri, version, offset }, signal))?.enclosing ?? [];
  let line = lineStart(text, cursor);
  let around = await facts(cursor);
  for (let count = 0; count < maxLinesDown && !signal?.aborted; count += 1) {
    const stop = lineEnd(text, line);
    const first = line + indentationOf(text.slice(line, stop)).length;
    const nodes = (await Promise.all(probesIn(text, first, stop).map(facts))).flat();
    const beginning = outermost(text, nodes, line, stop);
    if (beginning !== undefined) return beginning;
    if (!isAboveDefinition(text.slice(first, stop)) || nextLineStart(text, line) >= text.length) break;
    if (count === 0) around = around.length > 0 ? around : nodes;
    line = nextLineStart(text, line);
  }
  const inner = around.find((node) => isNamed(node) && node.end <= text.length);
  return inner === undefined ? undefined : grown(text, inner, around);
}

/** Of the named definitions that begin on a line the one that is there first: `class A { f() {} }` is about `A`. */
function outermost(
  text: string,
  nodes: readonly SyntaxNodeFacts[],
  line: number,
  stop: number,
): FoundDefinition | undefined {
  return nodes
    .filter((node) => isNamed(node) && node.end <= text.length && node.start >= line && node.start <= stop)
    .map((node) => grown(text, node, nodes))
    .sort((a, b) => a.start - b.start || b.end - a.end)[0];
}

/** Offsets of a line at which what begins on it is told: in its first word, behind `=` and brackets, at its end. */
function probesIn(text: string, first: number, stop: number): readonly number[] {
  const marks = [...text.slice(first, stop).matchAll(/[=({]\s*/g)].slice(0, 4);
  const inside = marks.map(({ index, 0: mark }) => first + index + mark.length + (mark.startsWith('=') ? 1 : 0));
  return [...new Set([first + 1, ...inside, stop])].filter((offset) => offset <= stop);
}

function isNamed({ kind, name }: SyntaxNodeFacts): boolean {
  return (kind === 'function' || kind === 'class') && name !== '';
}

/** With the statement that does nothing else than define it: `export const f = …;`, decorators, templates. */
function grown(
  text: string,
  { kind, name, start, end }: SyntaxNodeFacts,
  nodes: readonly SyntaxNodeFacts[],
): FoundDefinition {
  let span: Span = { start, end };
  for (const node of nodes) {
    const contains = node.start <= span.start && node.end >= span.end;
    if (node.kind !== 'statement' || !contains || node.end > text.length || start - node.start > maxPrefixUnits)
      continue;
    const isOwn = node.start === span.start || ownPrefix.test(text.slice(node.start, span.start));
    if (isOwn && /^[\s;)]*$/.test(text.slice(span.end, node.end))) span = { start: node.start, end: node.end };
  }
  return { ...span, kind: kind === 'class' ? 'class' : 'function', name };
}

/** A blank line, a comment or a decorator: the definition may stand below. */
function isAboveDefinition(line: string): boolean {
  return /^\s*$|^(?:\/\*|\*|\/\/|#|--|@|\[)|\*\/\s*$/.test(line.trim());
}
