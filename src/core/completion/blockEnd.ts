import type { CutFacts } from '../../protocol/syntax';
import { owedClosers } from '../text/brackets';
import { indentationOf } from '../text/lines';

/**
 * Where an answer leaves the block of the cursor, judged by indentation alone: before the first line that is less deep than the first
 * line with text. Stands in where no syntax tree answers.
 * @param isComplete nothing more will follow; else the last line counts as unfinished and does not end anything.
 */
export function blockEndByIndentation(answer: string, lineBefore: string, isComplete: boolean): CutFacts {
  const lines = (lineBefore + answer).split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return { end: isComplete ? answer.length : 0, ended: false };
  const isHead = first === 0 && lineBefore.trim() !== '';
  const base = isHead ? indentationOf(lines[0] ?? '').length + 1 : indentationOf(lines[first] ?? '').length;
  let at = -lineBefore.length;
  for (const [index, line] of lines.entries()) {
    const isKnown = isComplete || index < lines.length - 1;
    const leaves = index > first && line.trim() !== '' && indentationOf(line).length < base;
    if (leaves && isKnown) return { end: Math.max(0, at - 1), ended: true };
    at += line.length + 1;
  }
  return { end: answer.length, ended: false };
}

/**
 * Where the statement of the cursor ends, judged by brackets alone: at the end of the first line after which none is open.
 * @param isComplete as in {@link blockEndByIndentation}.
 */
export function statementEndByBrackets(answer: string, lineBefore: string, isComplete: boolean): CutFacts {
  for (let at = answer.indexOf('\n'); at !== -1; at = answer.indexOf('\n', at + 1)) {
    if (owedClosers(lineBefore + answer.slice(0, at)) === '') return { end: at, ended: true };
  }
  return { end: answer.length, ended: isComplete && owedClosers(lineBefore + answer) === '' };
}

/** The longest part of an answer that ends with a line and leaves no bracket open that it opened itself; all of it if there is none. */
export function closedLines(answer: string): string {
  for (let end = answer.length; end > 0; end = answer.lastIndexOf('\n', end - 1)) {
    const part = answer.slice(0, end);
    if (owedClosers(part) === '') return part;
  }
  return answer;
}
