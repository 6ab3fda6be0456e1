import { countLineBreaks, indentationOf, lineEnd, lineStart, nextLineStart } from '../../text/lines';
import type { Said, ShownAt } from './shownFit';

/**
 * What a suggestion says twice: text that stands behind it already, closers that do, the line above, or the cursor's own line up to the
 * cursor.
 */
export type Double = 'text-behind' | 'closers-behind' | 'line-above' | 'line-before';

/** Lines above the cursor of which brackets are counted, and lines of closers below it. */
const linesAround = 40;
/** A line with fewer letters and digits (`}`, `pass`, `null,`) may well stand twice. */
const leastWordChars = 8;
const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const quotes = '"\'`';

/**
 * Whether the document would say something twice with a suggestion that fits it (see `misfitOf`). A guess from the text alone: brackets
 * are counted without a grammar. `undefined` when it says nothing twice.
 */
export function doubleOf(said: Said, at: ShownAt): Double | undefined {
  const { text, offset } = at;
  const around: Around = {
    before: text.slice(lineStart(text, offset), offset),
    added: said.text.slice(offset - said.range.start),
    replaced: text.slice(offset, said.range.end),
    rest: text.slice(said.range.end, lineEnd(text, said.range.end)),
  };
  // A closer alone may well stand twice.
  if (wordChars(around.added) > 0 && text.startsWith(around.added, said.range.end)) return 'text-behind';
  if (saysTextBehind(around, text.slice(nextLineStart(text, offset)))) return 'text-behind';
  if (saysClosersBehind(around, at, said.range.end)) return 'closers-behind';
  if (saysLineAbove(around, text.slice(0, lineStart(text, offset)))) return 'line-above';
  const begin = around.before.trim();
  return wordChars(begin) >= leastWordChars && around.added.trimStart().startsWith(begin) ? 'line-before' : undefined;
}

/** The cursor's line, and what comes into it. */
interface Around {
  readonly before: string;
  readonly added: string;
  readonly replaced: string;
  /** Behind what is replaced. */
  readonly rest: string;
}

/** The rest of the line, or else the line below, stands at the end of what is added. */
function saysTextBehind({ before, added, rest }: Around, below: string): boolean {
  if (rest.trim() !== '') return wordChars(rest) > 0 && added.trimEnd().endsWith(rest.trim());
  const next = /^(?:[^\S\n]*\n)*([^\n]*)/.exec(below)?.[1]?.trimEnd() ?? '';
  const last = (before + added).trimEnd().split('\n').at(-1) ?? '';
  return wordChars(next) > 0 && last === next;
}

/** A closer behind the cursor that closes something as the text stands closes nothing any more. */
function saysClosersBehind({ before, added, replaced, rest }: Around, { text, offset }: ShownAt, end: number): boolean {
  // What only opens brackets leaves some open, but says nothing twice.
  const closes = bracketsOf(added).loose > 0;
  const isLost = (head: string, tail: string): boolean =>
    closes && closedBy(tail, bracketsOf(head + added).open) < closedBy(tail, bracketsOf(head + replaced).open);
  const quote = /^\s*["'`]/.exec(rest)?.[0].trim();
  const isOdd = (line: string): boolean => countOf(line, quote ?? '') % 2 === 1;
  const isTorn = quote !== undefined && !added.includes('\n') && isOdd(before + added + rest);
  if (isTorn && !isOdd(before + replaced + rest)) return true;
  if (isLost(before, rest)) return true;
  return /^[)\]}\s;,]*$/.test(rest) && isLost(linesUpTo(text, offset), rest + closerLines(text, end));
}

/** All that would stand on the cursor's line and below stands in the lines right above. */
function saysLineAbove({ before, added, rest }: Around, textAbove: string): boolean {
  const filled = (lines: readonly string[]): string[] =>
    lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  const lines = filled((before + added + rest).split('\n'));
  const above = filled(textAbove.slice(-10_000).split('\n')).slice(-lines.length);
  const isSame = lines.every(
    (line, index) => line === above[index] && indentationOf(line) === indentationOf(above[index]),
  );
  return above.length === lines.length && isSame && wordChars(lines.join('')) >= leastWordChars;
}

/**
 * The closers that are owed at the end of a text, innermost last, and how many closers close nothing of its own. Strings are passed over and
 * end with their line.
 */
function bracketsOf(code: string): { readonly open: string[]; readonly loose: number } {
  const open: string[] = [];
  let loose = 0;
  for (let at = 0; at < code.length; at++) {
    const char = code.charAt(at);
    if (quotes.includes(char)) at = stringEnd(code, at);
    else if (closerOf[char] !== undefined) open.push(closerOf[char]);
    else if (open.at(-1) === char) open.pop();
    else if (')]}'.includes(char)) loose++;
  }
  return { open, loose };
}

/** How many closers of a text close one of these, until one does not. */
function closedBy(tail: string, open: readonly string[]): number {
  const closers = tail.match(/[)\]}]/g) ?? [];
  const owed = [...open].reverse();
  const wrong = closers.findIndex((closer, index) => owed[index] !== closer);
  return wrong === -1 ? closers.length : wrong;
}

/** Where the string that begins at `start` ends; `start` itself where it does not end on its line. */
function stringEnd(code: string, start: number): number {
  for (let at = start + 1; at < code.length && code[at] !== '\n'; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === code[start]) return at;
  }
  return start;
}

function linesUpTo(text: string, offset: number): string {
  let start = lineStart(text, offset);
  for (let count = 0; count < linesAround && start > 0; count++) start = lineStart(text, start - 1);
  return text.slice(start, offset);
}

/** The lines below that hold closers alone. */
function closerLines(text: string, offset: number): string {
  const lines = /^(?:\r?\n[)\]}\s;,]*(?=\r?\n|$))*/.exec(text.slice(lineEnd(text, offset)).slice(0, 2_000))?.[0] ?? '';
  return countLineBreaks(lines, linesAround + 1) > linesAround ? '' : lines;
}

function countOf(line: string, char: string): number {
  return char === '' ? 0 : line.replace(/\\./g, '').split(char).length - 1;
}

function wordChars(text: string): number {
  return text.replace(/[^\p{L}\p{N}]/gu, '').length;
}
