import type { ExplainDepth } from '../../../protocol/panel';
import { markdownParts } from '../../text/markdownParts';

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu;
/** Fewest and most words of an answer; the one sentence was to have 30 of them. */
const wordRanges = { sentence: [4, 40], normal: [40, 400] } as const;
const itemPattern = /^ {0,3}(?:[-*+]|\d{1,3}[.)])\s+\S/;
/** Most lines of code for one item, and most items for one line. */
const linesPerItem = 5;
const itemsPerLine = 1.5;

/** Whether an answer is about as long as its depth says. */
export function hasRightLength(markdown: string, depth: ExplainDepth, code: string): boolean {
  const text = markdown.trim();
  if (depth === 'lines') {
    const lines = code.split('\n').filter((line) => line.trim() !== '').length;
    const items = text.split('\n').filter((line) => itemPattern.test(line)).length;
    return items >= Math.max(1, lines / linesPerItem) && items <= lines * itemsPerLine + 1;
  }
  const words = text.match(wordPattern)?.length ?? 0;
  const [least, most] = wordRanges[depth];
  return words >= least && words <= most && (depth === 'normal' || !/\n\s*\n/.test(text));
}

const leastProseWords = 4;

/** Whether an answer is a block of code and says nothing about it. */
export function isOnlyCode(markdown: string): boolean {
  const { prose, code } = markdownParts(markdown);
  return code.length > 0 && (prose.join(' ').match(wordPattern)?.length ?? 0) < leastProseWords;
}

const leastLoopChars = 40;
const mostUnits = 12;

/** Whether sentences or lines come three times in a row, alone or as a group. */
export function hasLoop(markdown: string): boolean {
  const units = markdown
    .split('\n')
    .flatMap((line) => line.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, '').split(/(?<=[.!?])\s+/))
    .map((unit) => unit.trim())
    .filter((unit) => unit !== '');
  for (let size = 1; size <= mostUnits; size++)
    for (let at = 0; at + 3 * size <= units.length; at++) {
      const group = units.slice(at, at + size).join('\n');
      const isRepeated = [1, 2].every(
        (turn) => units.slice(at + turn * size, at + (turn + 1) * size).join('\n') === group,
      );
      if (isRepeated && group.length * 3 >= leastLoopChars) return true;
    }
  return false;
}

const englishWords: ReadonlySet<string> = new Set(
  'the a an of to and in is it that this for with if from by as on or are be not when then which each its into at'.split(
    ' ',
  ),
);
const leastEnglishShare = 0.1;
const leastLatinShare = 0.9;

/** Whether the prose is English, by its letters and its commonest words. */
export function isEnglish(markdown: string): boolean {
  const prose = markdownParts(markdown)
    .prose.join('\n')
    .replace(/`[^`\n]*`/g, ' ');
  const letters = prose.match(/\p{L}/gu) ?? [];
  if (letters.length === 0) return false;
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  const words = prose.toLowerCase().match(/\p{L}+/gu) ?? [];
  const common = words.filter((word) => englishWords.has(word)).length;
  return latin / letters.length >= leastLatinShare && common / words.length >= leastEnglishShare;
}
