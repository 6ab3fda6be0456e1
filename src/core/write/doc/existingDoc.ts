import { indentationOf, lineEnd, lineStart, nextLineStart } from '../../text/lines';
import type { Span } from '../../text/lineSpan';
import type { DocForm } from './docStyle';

/** Lines that belong to the definition below them and stand between it and its documentation. */
const attribute = /^(?:@[\w.]+(?:\(.*\))?|#\[.*\]|\[[\w.]+(?:\(.*\))?(?:,\s*[\w.]+(?:\(.*\))?)*\]|template\s*<.*>)$/;
/** Comments that speak to tools; documentation never begins with one. */
const instruction =
  /^(?:\/\/(?:go:|\s*(?:eslint|@ts-|prettier-ignore|biome-ignore|nolint|#region))|#\s*(?:frozen_string_literal|encoding|rubocop|noqa|type:|pragma|!)|\/\*\s*(?:eslint|global|istanbul|c8|v8))/;
const maxLines = 300;

/** Start of the line on which a definition begins, attributes on lines of their own included. */
export function definitionStart(text: string, offset: number): number {
  let start = lineStart(text, offset);
  for (let count = 0; start > 0 && count < maxLines; count += 1) {
    const above = lineStart(text, start - 1);
    if (!attribute.test(text.slice(above, lineEnd(text, above)).trim())) break;
    start = above;
  }
  return start;
}

/** The whole lines of the documentation right above a line, its last break included; undefined where none is. */
export function docAbove(text: string, start: number, form: DocForm): Span | undefined {
  if (start === 0) return undefined;
  const last = text.slice(lineStart(text, start - 1), lineEnd(text, lineStart(text, start - 1))).trim();
  if (last.endsWith('*/')) return blockAbove(text, start);
  return form.kind === 'lines' ? linesAbove(text, start, form.sign) : undefined;
}

/** A comment with two stars, on lines of its own. */
function blockAbove(text: string, start: number): Span | undefined {
  const open = text.lastIndexOf('/*', start - 3);
  if (open === -1 || !/^\/\*[*!]/.test(text.slice(open, open + 3))) return undefined;
  const line = lineStart(text, open);
  const isAlone =
    text.slice(line, open).trim() === '' && text.indexOf('*/', open + 2) === text.lastIndexOf('*/', start);
  return isAlone ? { start: line, end: start } : undefined;
}

function linesAbove(text: string, start: number, sign: string): Span | undefined {
  let first = start;
  for (let count = 0; first > 0 && count < maxLines; count += 1) {
    const above = lineStart(text, first - 1);
    const line = text.slice(above, lineEnd(text, above)).trim();
    // In Lua the first line alone may have three dashes.
    const isDoc = line.startsWith(sign === '---' ? '--' : sign) && !instruction.test(line) && !line.startsWith('#!');
    if (!isDoc || line.startsWith('--[[')) break;
    first = above;
  }
  return first === start ? undefined : { start: first, end: start };
}

/** Where a docstring stands or belongs. */
export interface DocstringPlace {
  /** Empty where there is none yet. */
  readonly span: Span;
  readonly indentation: string;
}

/**
 * The place of a Python docstring: below the line that ends the head.
 * @param head offset behind the parameters, or behind the name of a class
 * @param end of the definition
 * @returns undefined where the body stands on the line of the head, so that it cannot have one without a change of the code
 */
export function docstringPlace(text: string, masked: string, head: number, end: number): DocstringPlace | undefined {
  const colon = colonFrom(masked, head, end);
  if (colon === undefined || masked.slice(colon + 1, lineEnd(masked, colon)).trim() !== '') return undefined;
  const body = nextLineStart(text, colon);
  const first = firstLineFrom(text, body, end);
  if (first === undefined) return undefined;
  const indentation = indentationOf(text.slice(first));
  const opening = /^[rRuU]?("""|'''|"|')/.exec(text.slice(first + indentation.length, first + indentation.length + 4));
  if (opening === null) return { span: { start: body, end: body }, indentation };
  const quote = opening[1] ?? '"';
  const from = first + indentation.length + opening[0].length;
  const close = text.indexOf(quote, from);
  if (close === -1 || (quote.length === 1 && text.slice(from, close).includes('\n'))) return undefined;
  const rest = text.slice(close + quote.length, lineEnd(text, close)).trim();
  // An expression that begins with a string, or a second statement on the line.
  if (rest !== '' && !rest.startsWith('#')) return { span: { start: body, end: body }, indentation };
  return { span: { start: first, end: nextLineStart(text, close) }, indentation };
}

function colonFrom(masked: string, head: number, end: number): number | undefined {
  let depth = 0;
  for (let at = head; at < end; at += 1) {
    const char = masked.charAt(at);
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === ':' && depth === 0) return at;
  }
  return undefined;
}

function firstLineFrom(text: string, start: number, end: number): number | undefined {
  for (let at = start; at < end; at = nextLineStart(text, at)) {
    const line = text.slice(at, lineEnd(text, at)).trim();
    if (line !== '' && !line.startsWith('#')) return at;
    if (nextLineStart(text, at) === at) break;
  }
  return undefined;
}
