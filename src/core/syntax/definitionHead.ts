/** What a definition says about itself: its header and its doc comment, cut out of the text without walking the tree. */

import { indentationOf, lineStart } from '../text/lines';

const MAX_SIGNATURE_UNITS = 400;
const MAX_DOC_UNITS = 120;
/** A header is looked at this far; a longer one is an expression that nobody reads as a signature. */
const MAX_HEADER_UNITS = 4_000;
/** Decorators stay in a signature while they are this short: `@property` matters to a caller, a component's template does not. */
const MAX_DECORATOR_UNITS = 80;
/** A value of several lines is kept up to this. */
const MAX_VALUE_UNITS = 250;
/** A comment above a definition is looked at this far back. */
const MAX_DOC_LINES = 200;

export interface Head {
  readonly start: number;
  /** Behind the decorators. */
  readonly plainStart: number;
  readonly nameEnd: number;
  /** Where the body begins, or the whole definition ends. */
  readonly end: number;
  readonly hasBody: boolean;
  /** A long one tells enough in the line of its name: a value. */
  readonly oneLine: boolean;
}

/** The header of a definition: dedented, with `\n` as line break and without what only opens the body. */
export function signatureOf(text: string, head: Head, lineComment: string): string {
  const { plainStart, start, end } = head;
  const decorators = text.slice(start, Math.min(plainStart, start + MAX_DECORATOR_UNITS + 1)).trimEnd();
  const from = plainStart - start <= MAX_DECORATOR_UNITS && decorators !== '' ? start : plainStart;
  const header = text.slice(from, Math.min(end, from + MAX_HEADER_UNITS));
  const lines = header.includes('\n') ? headerLines(text, from, header, head) : [header.trimEnd()];
  const signature = withoutComments(lines, lineComment).join('\n').trimEnd();
  const open = head.hasBody ? withoutOpener(signature) : signature.replace(/[;,]$/, '');
  return open.length <= MAX_SIGNATURE_UNITS ? open : `${open.slice(0, wholeUnits(open, MAX_SIGNATURE_UNITS - 1))}…`;
}

/** Dedented; of a long value only those up to its name. */
function headerLines(text: string, from: number, header: string, head: Head): readonly string[] {
  const whole = header.replaceAll('\r\n', '\n');
  const lines = dedent(whole, indentationOf(text.slice(lineStart(text, from), from)))
    .trimEnd()
    .split('\n');
  return head.oneLine && whole.length > MAX_VALUE_UNITS ? lines.slice(0, linesTo(text, from, head.nameEnd)) : lines;
}

/** Without the sign that only opens a body. */
function withoutOpener(signature: string): string {
  const opens = signature.endsWith('{') || (signature.endsWith('=') && !/[=<>!]=$/.test(signature.slice(-2)));
  return opens ? signature.slice(0, -1).trimEnd() : signature;
}

/** Lines of a header up to the one that its name ends on. */
function linesTo(text: string, start: number, nameEnd: number): number {
  return text.slice(start, nameEnd).split('\n').length;
}

/** Comments between a header and its body are part of neither. */
function withoutComments(lines: readonly string[], sign: string): string[] {
  const kept = [...lines];
  const isComment = (line: string): boolean => line.trim() === '' || line.trimStart().startsWith(sign);
  while (kept.length > 1 && isComment(kept.at(-1) ?? '')) kept.pop();
  const last = kept.pop() ?? '';
  const behind = last.lastIndexOf(` ${sign}`);
  const isBehind = behind !== -1 && !/["'`)]/.test(last.slice(behind));
  return [...kept, isBehind ? last.slice(0, behind).trimEnd() : last];
}

function dedent(text: string, indent: string): string {
  return indent === '' ? text : text.replaceAll(`\n${indent}`, '\n');
}

/** Never the first half of a surrogate pair alone. */
function wholeUnits(text: string, units: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(units - 1)) ? units - 1 : units;
}

/** The first line of the comment right above `start`, or of the docstring at `bodyStart`; empty without one. */
export function docOf(text: string, start: number, bodyStart: number | undefined, lineComment: string): string {
  const inBody = bodyStart === undefined ? '' : docstring(text, bodyStart);
  return shorten(inBody === '' ? commentAbove(text, start, lineComment) : inBody);
}

function docstring(text: string, bodyStart: number): string {
  const opening = /^[rRuU]?("""|''')/.exec(text.slice(bodyStart, bodyStart + 4));
  if (opening === null) return '';
  const end = text.indexOf(opening[1] ?? '', bodyStart + opening[0].length);
  return firstLine(text.slice(bodyStart + opening[0].length, end === -1 ? undefined : end).slice(0, 1_000));
}

function commentAbove(text: string, start: number, lineComment: string): string {
  const ownLine = blankLineStart(text, start);
  if (ownLine === undefined) return '';
  const [last, at] = lineBefore(text, ownLine);
  if (last.endsWith('*/')) return blockComment(text, at + last.length);
  let [line, from] = [last, at];
  let first = '';
  for (let count = 0; count < MAX_DOC_LINES && line.startsWith(lineComment) && isProse(line); count++) {
    first = uncommented(line, lineComment) || first;
    if (from === 0) break;
    [line, from] = lineBefore(text, lineStart(text, from));
  }
  return first;
}

/** Start of the line of `offset` when nothing but blanks is before it there; not a step further back, for lines can be very long. */
function blankLineStart(text: string, offset: number): number | undefined {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && /\s/.test(text.charAt(at - 1))) at--;
  return at === 0 || text[at - 1] === '\n' ? at : undefined;
}

/** The line above, trimmed, and where it begins; empty above the first one. */
function lineBefore(text: string, offset: number): [string, number] {
  if (offset === 0) return ['', 0];
  const from = lineStart(text, offset - 1);
  const line = text.slice(from, offset);
  return [line.trim(), from + line.length - line.trimStart().length];
}

/** Not an attribute (`#[derive]`), an interpreter line, or an instruction to a tool (`//go:generate`, `// eslint-disable`). */
function isProse(line: string): boolean {
  return !/^#[[!]|^\/\/(?:go:|\s*(?:eslint|@ts-|prettier-ignore|biome-ignore|#region))|^#\s*(?:noqa|type:|pylint|pragma)/.test(
    line,
  );
}

function uncommented(line: string, lineComment: string): string {
  const rest = line.slice(lineComment.length).replace(/^[/!#-]+/, '');
  return !/[\p{L}\p{N}]/u.test(rest) || /[-=*#~_+]{4}/.test(rest)
    ? ''
    : rest
        .replace(/^\s*<summary>/, '')
        .replace(/<\/summary>\s*$/, '')
        .trim();
}

function blockComment(text: string, end: number): string {
  const start = text.lastIndexOf('/*', end - 2);
  if (start === -1 || !/^[ \t]*$/.test(text.slice(lineStart(text, start), start))) return '';
  let from = start + 2;
  for (let count = 0; count < MAX_DOC_LINES && from <= end - 2; count++) {
    const lineBreak = text.indexOf('\n', from);
    const to = lineBreak === -1 || lineBreak > end - 2 ? end - 2 : lineBreak;
    const words = text
      .slice(from, to)
      .replace(/^[\s*!]+/, '')
      .trimEnd()
      .replace(/\*+$/, '')
      .trimEnd();
    if (words !== '') return /^(?:@|eslint|istanbul|c8|v8)/.test(words) ? '' : words;
    from = to + 1;
  }
  return '';
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]?.trim() ?? '';
}

function shorten(doc: string): string {
  return doc.length <= MAX_DOC_UNITS ? doc : `${doc.slice(0, wholeUnits(doc, MAX_DOC_UNITS - 1))}…`;
}
