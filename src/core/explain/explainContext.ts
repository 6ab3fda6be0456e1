import type { SyntaxNodeFacts } from '../../protocol/syntax';
import type { Syntax } from '../ports';
import { patientScope } from '../syntax/patientScope';
import { lineStart } from '../text/lines';
import { headLines, lineNumberAt, linesAround, type Span, wholeLines } from '../text/lineSpan';
import { refuseSecretFile } from '../text/secretFiles';
import type { DocumentSnapshot } from '../text/snapshot';

/** What the user points at: a selection, or a cursor when `start === end`. Offsets are UTF-16 units. */
export interface ExplainRequest {
  readonly snapshot: DocumentSnapshot;
  readonly start: number;
  readonly end: number;
}

/** The code to explain with what stands around it, cut to sizes that a small model reads in reasonable time. */
export interface ExplainContext {
  readonly path: string;
  readonly languageId: string;
  /** Where `code` comes from: the selection, the named thing around the cursor, or the lines around the cursor. */
  readonly origin: 'selection' | 'symbol' | 'lines';
  /** Name of the symbol; empty without one. */
  readonly name: string;
  readonly code: string;
  /** Where `code` stands in the document, UTF-16 units. */
  readonly span: Span;
  /** One-based lines of `code`, before it was cut. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Lines of `code` that were left out because it is too long; 0 = none. */
  readonly omittedLines: number;
  readonly enclosing?: EnclosingCode;
}

interface EnclosingCode {
  readonly kind: SyntaxNodeFacts['kind'];
  readonly name: string;
  /**
   * A function: whole, or its head and the lines around the selection with an ellipsis line between them. Empty for a class: its other
   * members draw a small model away from what was asked.
   */
  readonly text: string;
  readonly whole: boolean;
}

export interface ExplainLimits {
  readonly codeChars: number;
  readonly enclosingChars: number;
}

/** About 2,500 tokens together: with the answer they fit a context of 4,096 tokens. */
const explainLimits: ExplainLimits = { codeChars: 5000, enclosingChars: 2500 };

const linesAroundCursor = { before: 10, after: 10 };

/**
 * Decides what is explained and what is shown with it. Answers undefined when there is nothing but white space. After an abort it does not
 * wait for the syntax.
 * @throws PlainError `secretFile`
 */
export async function gatherExplainContext(
  request: ExplainRequest,
  syntax: Syntax,
  signal?: AbortSignal,
  limits: ExplainLimits = explainLimits,
): Promise<ExplainContext | undefined> {
  const { snapshot } = request;
  refuseSecretFile(snapshot);
  const selection = trimSpan(snapshot.text, request);
  const asked = selection.end > selection.start ? selection : undefined;
  const place = { uri: snapshot.uri, version: snapshot.version, offset: asked?.start ?? request.start };
  const facts = await patientScope(syntax, place, signal);
  const around = (facts?.enclosing ?? []).filter((node) => node.end <= snapshot.text.length);
  const symbol = asked === undefined ? symbolAtCursor(around) : undefined;
  const target = asked ?? symbolSpan(snapshot.text, symbol) ?? nearbyLines(snapshot.text, request.start);
  const text = snapshot.text.slice(target.start, target.end);
  if (text.trim() === '') return undefined;
  const code = await cutToSyntax(request, target, limits.codeChars, syntax, signal);
  const outer = around.find((node) => isNamed(node) && contains(node, target));
  return {
    path: snapshot.path,
    languageId: snapshot.languageId,
    origin: asked !== undefined ? 'selection' : symbol !== undefined ? 'symbol' : 'lines',
    name: symbol?.name ?? '',
    code,
    span: { start: target.start, end: target.start + code.length },
    firstLine: lineNumberAt(snapshot.text, target.start),
    lastLine: lineNumberAt(snapshot.text, target.end),
    omittedLines: countLines(text) - countLines(code),
    ...(outer === undefined ? {} : { enclosing: enclosingCode(snapshot.text, outer, target, limits.enclosingChars) }),
  };
}

/**
 * As much of the target as may be shown. A longer one ends before the statement, member or function that does not fit as a whole, unless
 * that would leave less than half of what may be shown; else at the end of a line.
 */
async function cutToSyntax(
  { snapshot: { uri, version, text } }: ExplainRequest,
  target: Span,
  maxChars: number,
  syntax: Syntax,
  signal: AbortSignal | undefined,
): Promise<string> {
  const byLines = headLines(text.slice(target.start, target.end), maxChars);
  const cut = target.start + byLines.length;
  if (cut >= target.end) return byLines;
  const facts = await patientScope(syntax, { uri, version, offset: cut }, signal);
  const least = target.start + maxChars / 2;
  const starts = (facts?.enclosing ?? [])
    .filter(({ start, end }) => start >= least && start < cut && end > cut)
    .map(({ start }) => lineStart(text, start));
  const end = Math.min(...starts, cut);
  return text.slice(target.start, Math.max(end, target.start)).trimEnd() || byLines;
}

function symbolAtCursor(around: readonly SyntaxNodeFacts[]): SyntaxNodeFacts | undefined {
  return around.find((node) => node.kind === 'function') ?? around.find((node) => node.kind === 'class');
}

function symbolSpan(text: string, symbol: SyntaxNodeFacts | undefined): Span | undefined {
  return symbol === undefined ? undefined : wholeLines(text, symbol);
}

function nearbyLines(text: string, offset: number): Span {
  return trimSpan(text, linesAround(text, { start: offset, end: offset }, linesAroundCursor));
}

function isNamed(node: SyntaxNodeFacts): boolean {
  return node.kind === 'function' || node.kind === 'class';
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;
}

/** Without the blank lines at both ends; the indentation of the first line stays when it was selected. */
function trimSpan(text: string, span: Span): Span {
  const selected = text.slice(span.start, span.end);
  if (selected.trim() === '') return { start: span.start, end: span.start };
  const leading = /^(?:[^\S\n]*\r?\n)*/.exec(selected)?.[0].length ?? 0;
  return { start: span.start + leading, end: span.start + selected.trimEnd().length };
}

function countLines(text: string): number {
  return text.split('\n').length;
}

/** The whole node when it is small enough, else its first lines and the neighbourhood of the target. */
function enclosingCode(text: string, node: SyntaxNodeFacts, target: Span, maxChars: number): EnclosingCode {
  const facts = { kind: node.kind, name: node.name };
  if (node.kind === 'class') return { ...facts, text: '', whole: true };
  const span = wholeLines(text, node);
  const body = text.slice(span.start, span.end);
  if (body.length <= maxChars) return { ...facts, text: body, whole: true };
  const head = headLines(body, Math.floor(maxChars / 4));
  let near: Span = { start: target.start, end: target.start };
  for (let reach = 1; reach <= 40; reach += 1) {
    const wider = linesAround(text, target, { before: reach, after: Math.ceil(reach / 2) });
    const inside = { start: Math.max(wider.start, span.start + head.length), end: Math.min(wider.end, span.end) };
    if (inside.end - inside.start > maxChars - head.length) break;
    near = inside;
  }
  const neighbourhood = text.slice(near.start, near.end).replace(/^\r?\n/, '');
  return { ...facts, text: neighbourhood === '' ? `${head}\n…` : `${head}\n…\n${neighbourhood}\n…`, whole: false };
}
