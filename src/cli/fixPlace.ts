import path from 'node:path';
import { lineEnd, offsetAt } from '../core/text/lines';
import { UsageError } from './usageError';

/** A line of a file and what is said to be wrong there. */
export interface ReportedLine {
  /** From 1 on. */
  readonly line: number;
  /** Empty when nothing is said. */
  readonly message: string;
}

/** Reads `FILE` or `FILE:LINE`. */
export function parseFixPlace(text: string): { readonly file: string; readonly line: number | undefined } {
  const [, file, digits] = /^(.+):(\d{1,9})$/s.exec(text) ?? [];
  if (file === undefined) return { file: text, line: undefined };
  if (Number(digits) < 1) throw new UsageError(`In "${text}" a number is out of range.`, 'Lines begin at 1.');
  return { file, line: Number(digits) };
}

/** Reads `TEXT@LINE`. @throws UsageError without a line */
export function parseReported(text: string): ReportedLine {
  const [, message = '', digits] = /^(.*)@(\d{1,9})$/s.exec(text.trim()) ?? [];
  if (digits === undefined || Number(digits) < 1)
    throw new UsageError(
      'The diagnostic names no line.',
      'Write FILE:LINE --diagnostic TEXT, or FILE --diagnostic "TEXT@LINE".',
    );
  return { line: Number(digits), message: message.trim() };
}

const maxMessageChars = 400;

/**
 * The line of a file that the output of a failed command is about, and what went wrong: the innermost place in that file that a stack trace
 * or compiler names, else the function of it that the output names. `undefined` when it names neither.
 */
export function lineInOutput(output: string, relative: string, text: string): ReportedLine | undefined {
  const message = messageIn(output);
  const line = namedLine(output, relative) ?? definitionNamed(output, text);
  const isThere = line !== undefined && offsetAt(text, line, 1) !== undefined;
  return isThere ? { line, message } : undefined;
}

/** Python prints the innermost frame last, all others print it first. */
function namedLine(output: string, relative: string): number | undefined {
  for (const name of [relative, path.posix.basename(relative)]) {
    const file = `(?:^|[\\s"'(/\\\\:])${name.split('/').map(escaped).join('[/\\\\]')}`;
    const python = [...output.matchAll(new RegExp(`File "[^"\\n]*${file}", line (\\d{1,7})`, 'g'))].at(-1);
    const other = new RegExp(`${file}(?::|\\(|", line |:line )(\\d{1,7})\\b`, 'm').exec(output);
    const found = python?.[1] ?? other?.[1];
    if (found !== undefined) return Number(found);
  }
  return undefined;
}

/** A definition of the text that the end of the output speaks of. */
function definitionNamed(output: string, text: string): number | undefined {
  const head =
    /^[^\S\n]*(?:(?:export|default|public|private|protected|static|async|pub|abstract|final)\s+)*(?:def|function\*?|fn|func|fun|class|const|let|var|sub)\s+([\p{ID_Start}_$][\p{ID_Continue}$]*)/gmu;
  let best: { readonly line: number; readonly at: number } | undefined;
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(head)) {
    line += text.slice(counted, match.index).split('\n').length - 1;
    counted = match.index;
    const name = match[1] ?? '';
    const found = [
      ...output.matchAll(new RegExp(`(?<![\\p{ID_Continue}$])${escaped(name)}(?![\\p{ID_Continue}$])`, 'gu')),
    ].at(-1);
    if (found !== undefined && (best === undefined || found.index > best.at)) best = { line, at: found.index };
  }
  return best?.line;
}

/** The last line that says what went wrong. */
function messageIn(output: string): string {
  const lines = output.split(/\r?\n/).map((each) => each.trim());
  const telling = lines.filter((each) =>
    /\b\w*(?:error|exception|panicked|assert\w*)\b|expected|!==|not equal/i.test(each),
  );
  return (telling.at(-1) ?? lines.findLast((each) => each !== '') ?? '').slice(0, maxMessageChars);
}

/** The first character of a line that is no blank. */
export function codeStart(text: string, line: number): number | undefined {
  const start = offsetAt(text, line, 1);
  if (start === undefined) return undefined;
  const code = text.slice(start, lineEnd(text, start));
  return start + code.length - code.trimStart().length;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
