import { indentationOf } from '../../text/lines';
import type { CodeText } from './codeText';

/** Whole lines of a file. */
export interface Excerpt {
  /** 0-based, both included. */
  readonly first: number;
  readonly last: number;
  /** Their text without the indentation that all share; ends in a line break. */
  readonly text: string;
}

export interface ExcerptLimits {
  readonly maxLines: number;
  readonly maxUnits: number;
}

const shortExcerpt: ExcerptLimits = { maxLines: 8, maxUnits: 600 };
/** A statement of up to this many lines is shown whole; of a longer one only what is around the use. */
const wholeLines = 5;
const linesAfterUse = 2;
const linesBeforeUse = 4;
/** Lines longer than this are data or minified. */
const maxLineUnits = 240;

/**
 * The lines that show a use of the name at an offset: its statement where that is short, else the call with its arguments or the head; a
 * statement of one line takes the next one along, which mostly goes on with its result.
 * @returns undefined where the lines are too long to be of use
 */
export function excerptAround(code: CodeText, offset: number): Excerpt | undefined {
  const line = code.lineOf(offset);
  const start = code.statementStart(line);
  const end = Math.max(line, code.statementEnd(start));
  if (end - start + 1 <= wholeLines) {
    const next = end === start ? nextStatementEnd(code, end) : end;
    return excerptOf(code, start, next, shortExcerpt);
  }
  const first = firstLineFor(code, line, start);
  if (first === undefined) return undefined;
  let last = Math.min(end, Math.max(line + linesAfterUse, callEnd(code, offset, line)));
  const indentation = indentationOf(code.line(first)).length;
  const isOutside = (at: number): boolean => indentationOf(code.line(at)).length < indentation;
  while (last > line && (code.codeLine(last).trim() === '' || isOutside(last))) last -= 1;
  return excerptOf(code, first, last, shortExcerpt);
}

/** Where to begin in a long statement: at its head when that is near, else at the use, but not in the middle of an expression. */
function firstLineFor(code: CodeText, line: number, start: number): number | undefined {
  if (line - start <= 2) return start;
  let first = line;
  while (first > start && line - first < linesBeforeUse && isRest(code.codeLine(first))) first -= 1;
  return isRest(code.codeLine(first)) ? undefined : first;
}

/** A line that makes no sense without the one before. `} else if (…)` does. */
function isRest(line: string): boolean {
  return /^\s*(?:[)\]>]|\?\.|[?:|&+*/=](?!\w)|$)/.test(line);
}

/** Lines as an excerpt, cut at the end to the limits. @returns undefined when nothing is left, or a line is too long */
export function excerptOf(code: CodeText, first: number, last: number, limits: ExcerptLimits): Excerpt | undefined {
  const lines: string[] = [];
  let units = 0;
  for (let line = first; line <= last && lines.length < limits.maxLines; line += 1) {
    const text = code.line(line);
    if (text.length > maxLineUnits) return lines.length > 1 ? finish(first, lines) : undefined;
    units += text.trim().length + 1;
    if (units > limits.maxUnits) break;
    // An import is told by other means than by example.
    if (text.trim() !== '' && code.isImportLine(line)) break;
    lines.push(text);
  }
  return finish(first, lines);
}

/** Removes blank lines at both ends and the indentation that all lines share. */
function finish(first: number, lines: readonly string[]): Excerpt | undefined {
  const from = lines.findIndex((line) => line.trim() !== '');
  if (from === -1) return undefined;
  const to = lines.findLastIndex((line) => line.trim() !== '');
  const kept = lines.slice(from, to + 1);
  return { first: first + from, last: first + to, text: dedent(kept).join('\n') + '\n' };
}

/** The lines without the indentation that all of them share. Lines of blanks become empty. */
function dedent(lines: readonly string[]): string[] {
  let shared: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const own = indentationOf(line);
    if (shared === undefined) shared = own;
    while (!own.startsWith(shared)) shared = shared.slice(0, -1);
  }
  const length = shared?.length ?? 0;
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(length).trimEnd()));
}

/** The line in which the bracket right behind the name at an offset is closed, when that is near. */
function callEnd(code: CodeText, offset: number, line: number): number {
  const limit = code.lineStarts[line + shortExcerpt.maxLines] ?? code.code.length;
  let depth = 0;
  for (let at = offset; at < limit; at += 1) {
    const char = code.code[at] ?? '';
    if ('([{'.includes(char) || (char === '<' && /[\p{ID_Continue}]/u.test(code.code[at - 1] ?? ''))) depth += 1;
    else if (')]}'.includes(char) || (char === '>' && depth > 0 && code.code[at - 1] !== '=')) {
      depth -= 1;
      if (depth <= 0 && !/^[<(]/.test(code.code.slice(at + 1, at + 2))) return code.lineOf(at);
    } else if (depth === 0 && (char === '\n' || char === ';')) break;
  }
  return line;
}

/** The last line of a short statement right below `line`, in the same block or a deeper one; `line` itself without one. */
function nextStatementEnd(code: CodeText, line: number): number {
  const next = line + 1;
  const text = code.codeLine(next);
  if (text.trim() === '' || /^\s*[)\]}]/.test(text) || code.statementStart(next) !== next) return line;
  if (indentationOf(text).length < indentationOf(code.line(line)).length) return line;
  const end = code.statementEnd(next);
  return end - next <= 2 ? end : next;
}
