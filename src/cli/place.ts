import { lineEnd, offsetAt } from '../core/text/lines';
import type { Span } from '../core/text/lineSpan';
import { UsageError } from './usageError';

/** A place as it is written on the command line; lines and columns are one-based, columns count UTF-16 units. */
export interface NamedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface NamedLines {
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Reads `FILE:LINE:COL`. The file name may itself hold colons. @throws UsageError */
export function parsePlace(text: string): NamedPlace {
  const match = /^(.+):(\d+):(\d+)$/s.exec(text);
  if (match === null)
    throw new UsageError(`"${text}" is not a place.`, 'Write FILE:LINE:COL, for example src/app.py:12:5.');
  return { file: match[1] ?? '', line: positive(match[2], text), column: positive(match[3], text) };
}

/** Reads `FILE:START-END` or `FILE:LINE`. @throws UsageError */
export function parseLines(text: string): NamedLines {
  const match = /^(.+):(\d+)(?:-(\d+))?$/s.exec(text);
  if (match === null)
    throw new UsageError(`"${text}" names no lines.`, 'Write FILE:START-END, for example src/app.py:10-24.');
  const firstLine = positive(match[2], text);
  const lastLine = match[3] === undefined ? firstLine : positive(match[3], text);
  if (lastLine < firstLine)
    throw new UsageError(`In "${text}" the last line comes before the first.`, 'Write FILE:START-END.');
  return { file: match[1] ?? '', firstLine, lastLine };
}

/** Reads `FILE:LINE`. @throws UsageError */
export function parseLine(text: string): Omit<NamedPlace, 'column'> {
  const match = /^(.+):(\d+)$/s.exec(text);
  if (match === null) throw new UsageError(`"${text}" names no line.`, 'Write FILE:LINE, for example src/app.py:12.');
  return { file: match[1] ?? '', line: positive(match[2], text) };
}

/** The UTF-16 offset of a place. The column after the last character of a line is the end of that line. @throws UsageError outside the text */
export function offsetOf(text: string, { file, line, column }: NamedPlace): number {
  const start = lineOffset(text, file, line);
  const columns = lineEnd(text, start) - start + 1;
  if (column > columns) throw new UsageError(`Line ${line} of "${file}" has columns 1 to ${columns}, not ${column}.`);
  return start + column - 1;
}

/** From the start of the first line to the end of the last, without its line break. @throws UsageError outside the text */
export function spanOf(text: string, { file, firstLine, lastLine }: NamedLines): Span {
  return { start: lineOffset(text, file, firstLine), end: lineEnd(text, lineOffset(text, file, lastLine)) };
}

function lineOffset(text: string, file: string, line: number): number {
  const offset = offsetAt(text, line, 1);
  if (offset !== undefined) return offset;
  const lines = text.split('\n').length;
  throw new UsageError(`"${file}" has ${lines} ${lines === 1 ? 'line' : 'lines'}, not ${line}.`);
}

function positive(digits: string | undefined, text: string): number {
  const value = Number(digits);
  if (value >= 1 && Number.isSafeInteger(value)) return value;
  throw new UsageError(`In "${text}" a number is out of range.`, 'Lines and columns begin at 1.');
}
