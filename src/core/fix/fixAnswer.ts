import { owedClosers } from '../text/brackets';
import { indentationOf } from '../text/lines';
import { coveredLines } from './excerptAnswer';
import { declares, keepHead } from './fixHead';
import type { FixTarget } from './fixTarget';

/** What could be read out of a model's answer: code that may stand in the target's place, or why there is none. */
export type FixReading =
  { readonly kind: 'code'; readonly code: string } | { readonly kind: 'refused'; readonly reason: FixRefusal };

/** `noCode`: prose only. `elided`: lines left out behind an ellipsis. `tooLong`: cut by the token limit. `unchanged`: nothing is different. */
export type FixRefusal = 'noCode' | 'elided' | 'tooLong' | 'unchanged' | 'syntaxErrors';

/**
 * Reads the answer: the longest fenced block, or a bare answer that begins like the target. Keeps only the target's own function of it,
 * gives it the target's indentation and line ends. `cut` = the model ran into its token limit.
 */
export function readFixAnswer(answer: string, target: FixTarget, cut: boolean): FixReading {
  const block = longestBlock(answer.replace(/\r\n?/g, '\n'));
  const old = target.text.replace(/\r\n/g, '\n');
  const raw = block?.code ?? (beginsLike(answer, old) ? answer.replace(/\r\n?/g, '\n') : undefined);
  if (raw === undefined || raw.trim() === '') return { kind: 'refused', reason: cut ? 'tooLong' : 'noCode' };
  if (cut && block?.closed !== true) return { kind: 'refused', reason: 'tooLong' };
  const placed = target.kind === 'lines' ? placeInExcerpt(raw, old) : placeDefinition(raw, old, target.name);
  if (placed === undefined) return { kind: 'refused', reason: 'elided' };
  if (withoutTrailingSpace(placed) === withoutTrailingSpace(old)) return { kind: 'refused', reason: 'unchanged' };
  return { kind: 'code', code: target.text.includes('\r\n') ? placed.replaceAll('\n', '\r\n') : placed };
}

function placeDefinition(raw: string, old: string, name: string): string | undefined {
  const own = keepHead(ownDefinition(trimBlankLines(raw), old, name), old.replace(/^(?:[^\S\n]*\n)+/, ''), name);
  if (elides(own, old)) return undefined;
  // Blank lines around the code are not the model's to change.
  const blankBefore = /^(?:[^\S\n]*\n)*/.exec(old)?.[0] ?? '';
  return blankBefore + matchIndentation(own, old.slice(blankBefore.length)) + (/\s*$/.exec(old)?.[0] ?? '');
}

/** The excerpt with the lines replaced that the answer covers; the others, blank ones at its ends included, stay as they were. */
function placeInExcerpt(raw: string, old: string): string | undefined {
  const code = trimBlankLines(raw);
  const covered = elides(code, old) ? undefined : coveredLines(code, old);
  if (covered === undefined) return undefined;
  const lines = old.split('\n');
  const before = lines.slice(0, covered.first);
  const replaced = lines.slice(covered.first, covered.last + 1).join('\n');
  return [...before, matchIndentation(code, replaced), ...lines.slice(covered.last + 1)].join('\n');
}

function longestBlock(answer: string): { readonly code: string; readonly closed: boolean } | undefined {
  let best: { code: string; closed: boolean } | undefined;
  const lines = answer.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const open = /^\s{0,3}(`{3,}|~{3,})[^`]*$/.exec(lines[at] ?? '');
    const fence = open?.[1];
    if (fence === undefined) continue;
    const first = at + 1;
    do at += 1;
    while (at < lines.length && !closesFence(lines[at] ?? '', fence));
    const code = lines.slice(first, at).join('\n');
    if (best === undefined || code.length > best.code.length) best = { code, closed: at < lines.length };
  }
  return best;
}

function closesFence(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && text === (fence[0] ?? '').repeat(text.length);
}

/** A bare answer counts as code only when its first line is the target's first line, give or take what stands in brackets. */
function beginsLike(answer: string, old: string): boolean {
  const head = (text: string): string => (text.trimStart().split('\n')[0] ?? '').trim().split(/[({:=]/)[0] ?? '';
  return head(old) !== '' && head(answer) === head(old);
}

function trimBlankLines(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/** Cuts away what a model likes to write around the function that it was asked for: imports, the class, calls, other functions. */
function ownDefinition(code: string, old: string, name: string): string {
  const lines = code.split('\n');
  const firstOld = (old.split('\n')[0] ?? '').trim();
  const exact = lines.findIndex((line) => line.trim() === firstOld);
  const byName = name === '' ? -1 : lines.findIndex((line) => declares(line, name));
  const first = Math.max(0, exact !== -1 ? exact : byName);
  const indent = indentationOf(lines[first] ?? '').length;
  let last = first;
  while (last + 1 < lines.length) {
    const line = lines[last + 1] ?? '';
    const depth = indentationOf(line).length;
    // A bracket of less depth closes what the model wrote around the function.
    const leaves = line.trim() !== '' && (depth < indent || (depth === indent && !/^\s*[)\]}{@]/.test(line)));
    const decorated = /^\s*@/.test(lines[last] ?? '') && indentationOf(lines[last] ?? '').length === indent;
    if (leaves && !decorated && isBalanced(lines.slice(first, last + 1).join('\n'))) break;
    last += 1;
  }
  return lines
    .slice(first, last + 1)
    .join('\n')
    .trimEnd();
}

/** Rough on purpose: it only decides whether a definition can end here; the parser has the last word. */
function isBalanced(code: string): boolean {
  const count = (pattern: RegExp): number => (code.match(pattern) ?? []).length;
  const hasBody = /\{|=|:[^\S\n]*(?:#.*)?$/m.test(code);
  return hasBody && owedClosers(code) === '' && count(/"""|'''/g) % 2 === 0;
}

function elides(code: string, old: string): boolean {
  const marker =
    /^\s*(?:#|\/\/|\/\*|--)?\s*(?:\.\.\.|…)|^\s*(?:#|\/\/|\/\*|--)\s*(?:the )?(?:rest of|remaining|existing|unchanged|same as)\b/i;
  const known = new Set(old.split('\n').map((line) => line.trim()));
  return code.split('\n').some((line) => marker.test(line) && !known.has(line.trim()));
}

/** Moves the code to the indentation of the old text, when the model dropped or changed it. */
function matchIndentation(code: string, old: string): string {
  const wanted = indentationOf(old);
  const given = indentationOf(code);
  if (wanted === given) return code;
  const [first = '', ...rest] = code.split('\n');
  const secondOld = old
    .split('\n')
    .slice(1)
    .find((line) => line.trim() !== '');
  const second = rest.find((line) => line.trim() !== '');
  const restIsInPlace =
    second !== undefined &&
    secondOld !== undefined &&
    indentationOf(second) === indentationOf(secondOld) &&
    given.length < wanted.length;
  const move = (line: string): string =>
    line.trim() === '' ? '' : wanted + (line.startsWith(given) ? line.slice(given.length) : line.trimStart());
  return [move(first), ...(restIsInPlace ? rest : rest.map(move))].join('\n');
}

function withoutTrailingSpace(text: string): string {
  return text.replace(/[^\S\n]+$/gm, '').trimEnd();
}
