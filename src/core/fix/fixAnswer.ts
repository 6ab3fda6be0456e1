import { type AnswerBlock, answerBlocks, elides, matchIndentation, trimBlankLines } from '../prompt/answerCode';
import { isSameFamily } from '../prompt/answerLanguage';
import { owedClosers } from '../text/brackets';
import { indentationOf } from '../text/lines';
import { isNearName } from '../text/nearName';
import { coveredLines, type Surroundings, withoutSurroundings } from './excerptAnswer';
import type { FixRefusal } from './fixCandidate';
import { declares, keepHead } from './fixHead';
import type { FixTarget } from './fixTarget';

/** What could be read out of a model's answer: code that may stand in the target's place, or why there is none. */
export type FixReading =
  | {
      readonly kind: 'code';
      readonly code: string;
      /** What the answer says in front of the target: it may hold imports. */
      readonly above: string;
    }
  | { readonly kind: 'refused'; readonly reason: AnswerRefusal };

export type AnswerRefusal = Extract<
  FixRefusal,
  'noCode' | 'elided' | 'tooLong' | 'unchanged' | 'otherLanguage' | 'outside'
>;

interface Placed {
  readonly code: string;
  readonly above: string;
}

/**
 * Reads the answer: the longest fenced block that changes something, or a bare answer that begins like the target. Keeps only the target's
 * own function of it, gives it the target's indentation and line ends. `cut` = the model ran into its token limit; `around`: the document
 * without the target.
 */
export function readFixAnswer(
  answer: string,
  target: FixTarget,
  order: { readonly cut: boolean; readonly languageId: string; readonly around?: Surroundings },
): FixReading {
  const { cut, languageId, around = { before: '', after: '' } } = order;
  const text = answer.replace(/\r\n?/g, '\n');
  const old = target.text.replace(/\r\n/g, '\n');
  const bare: AnswerBlock = { code: text, language: '', closed: !cut };
  const blocks = answerBlocks(text).filter(({ code }) => code.trim() !== '');
  const found = blocks.length === 0 && beginsLike(text, old) ? [bare] : blocks;
  let refused: AnswerRefusal | undefined;
  for (const block of likeliestFirst(found, old)) {
    if (cut && !block.closed) refused ??= 'tooLong';
    else if (!isSameFamily(block.language, languageId)) refused ??= 'otherLanguage';
    else {
      const placed =
        target.kind === 'lines'
          ? placeInExcerpt(withoutSurroundings(block.code, old, around), old)
          : placeDefinition(block.code, old, target);
      if (typeof placed === 'string') refused ??= placed;
      else if (withoutTrailingSpace(placed.code) === withoutTrailingSpace(old)) refused ??= 'unchanged';
      else {
        const isCrlf = target.text.includes('\r\n');
        return { kind: 'code', ...placed, code: isCrlf ? placed.code.replaceAll('\n', '\r\n') : placed.code };
      }
    }
  }
  return { kind: 'refused', reason: refused ?? (cut ? 'tooLong' : 'noCode') };
}

/** Those with a line that begins like the target, the longest first; then the others, which hold imports, a test, or another name. */
function likeliestFirst(blocks: readonly AnswerBlock[], old: string): readonly AnswerBlock[] {
  const isAlike = ({ code }: AnswerBlock): boolean => code.split('\n').some((line) => beginsLike(line, old));
  const alike = new Set(blocks.filter(isAlike));
  const rank = (block: AnswerBlock): number => (alike.has(block) ? 0 : 1);
  return [...blocks].sort((a, b) => rank(a) - rank(b) || b.code.length - a.code.length);
}

function placeDefinition(raw: string, old: string, { name }: FixTarget): Placed | AnswerRefusal {
  const code = trimBlankLines(raw);
  const first = definitionLine(code, old, name);
  if (first === undefined) {
    // A part of the function may still be told by the lines that it begins and ends with.
    const placed = hasItsEnds(code, old) ? placeInExcerpt(raw, old) : 'outside';
    return typeof placed === 'string' ? 'outside' : placed;
  }
  const own = keepHead(ownDefinition(code, first), old.replace(/^(?:[^\S\n]*\n)+/, ''), name);
  if (elides(own, old)) return 'elided';
  // Blank lines around the code are not the model's to change.
  const blankBefore = /^(?:[^\S\n]*\n)*/.exec(old)?.[0] ?? '';
  return {
    code: blankBefore + matchIndentation(own, old.slice(blankBefore.length)) + (/\s*$/.exec(old)?.[0] ?? ''),
    above: code.split('\n').slice(0, first).join('\n'),
  };
}

/** The excerpt with the lines replaced that the answer covers; the others, blank ones at its ends included, stay as they were. */
function placeInExcerpt(raw: string, old: string): Placed | AnswerRefusal {
  const code = trimBlankLines(raw);
  const covered = elides(code, old) ? undefined : coveredLines(code, old);
  if (covered === undefined) return 'elided';
  const lines = old.split('\n');
  const before = lines.slice(0, covered.first);
  const replaced = lines.slice(covered.first, covered.last + 1).join('\n');
  const all = [...before, matchIndentation(code, replaced), ...lines.slice(covered.last + 1)];
  return { code: all.join('\n'), above: '' };
}

function hasItsEnds(code: string, old: string): boolean {
  const known = old.split('\n').map((line) => line.trim());
  const lines = code.split('\n').map((line) => line.trim());
  return lines.length > 1 && known.includes(lines[0] ?? '') && known.includes(lines.at(-1) ?? '');
}

/** A bare answer counts as code only when its first line is the target's first line, give or take what stands in brackets. */
function beginsLike(answer: string, old: string): boolean {
  const head = (text: string): string => (text.trimStart().split('\n')[0] ?? '').trim().split(/[({:=]/)[0] ?? '';
  return head(old) !== '' && head(answer) === head(old);
}

/** The line on which the target begins in an answer that may hold more; undefined when it holds something else. */
function definitionLine(code: string, old: string, name: string): number | undefined {
  const lines = code.split('\n');
  const firstOld = (old.split('\n').find((line) => line.trim() !== '') ?? '').trim();
  const exact = lines.findIndex((line) => line.trim() === firstOld);
  if (exact !== -1) return exact;
  if (name === '') return 0;
  const alike = lines.findIndex((line) => beginsLike(line, old));
  const byName = alike === -1 ? lines.findIndex((line) => declares(line, name)) : alike;
  // The name may be what was wrong.
  const line = byName === -1 ? lines.findIndex((each) => declaresNear(each, name)) : byName;
  if (line === -1) return undefined;
  return firstAttribute(lines, line, /^[@#[]/.test(firstOld));
}

function declaresNear(line: string, name: string): boolean {
  const names = line.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? [];
  return names.some((other) => isNearName(name, other) && declares(line, other));
}

/** Decorators and attributes in front of a definition belong to it where they did before. */
function firstAttribute(lines: readonly string[], line: number, isWanted: boolean): number {
  let first = line;
  while (isWanted && first > 0 && /^\s*(?:@|#\[|\[)/.test(lines[first - 1] ?? '')) first -= 1;
  return first;
}

/** Cuts away what a model likes to write around the function that it was asked for: imports, the class, calls, other functions. */
function ownDefinition(code: string, first: number): string {
  const lines = code.split('\n');
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

function withoutTrailingSpace(text: string): string {
  return text.replace(/[^\S\n]+$/gm, '').trimEnd();
}
