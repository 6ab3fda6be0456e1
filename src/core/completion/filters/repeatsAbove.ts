import { codeOnly } from '../../text/codeOnly';
import { indentationOf } from '../../text/lines';
import { looseForm } from '../../text/looseForm';
import { linesAbove } from '../aroundCursor';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerFilter } from './answerFilter';

/** Lines with fewer letters and digits than this (`}`, `pass`, `end`) may well stand twice. */
const leastWordChars = 6;
/** A comment that says the same as another has at least this share of its words, and this many. */
const leastShare = 0.8;
const leastWords = 4;
const leastStem = 4;

/** Drops an answer whose lines say, in order, the same as the lines that stand right above it. */
export const repeatsAbove: AnswerFilter = {
  reason: 'repeats-above',
  apply: (draft, place) => {
    const filled = filledLines((place.lineBefore + draft.text).split('\n'));
    if (filled.join('').replace(/[^\p{L}\p{N}]/gu, '').length < leastWordChars) return draft;
    const above = filledLines(linesAbove(place)).slice(-filled.length);
    const isSame =
      above.length === filled.length && above.every((line, index) => saysTheSame(line, filled[index] ?? '', place));
    return isSame ? { ...draft, text: '' } : draft;
  },
};

function filledLines(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== '');
}

function saysTheSame(line: string, other: string, { snapshot }: CompletionPlace): boolean {
  if (indentationOf(line) !== indentationOf(other)) return false;
  if (looseForm(line, snapshot.languageId) === looseForm(other, snapshot.languageId)) return true;
  return [line, other].every((each) => isProse(each, snapshot.languageId)) && isReworded(line, other);
}

/** A comment, and no directive to a tool. */
function isProse(line: string, languageId: string): boolean {
  return /\s[\p{L}\p{N}]/u.test(line.trim()) && codeOnly(line, languageId)?.trim() === '';
}

/** One comment has all words of the other and few more. Numbers must be the same: lists go on by them. */
function isReworded(line: string, other: string): boolean {
  const [words = [], longer = []] = [wordsOf(line), wordsOf(other)].sort((a, b) => a.length - b.length);
  const isNear = words.length >= leastWords && words.length >= longer.length * leastShare;
  return isNear && words.every((word) => longer.some((each) => isSameWord(word, each)));
}

/** The same, or with another ending: "return" and "returns". */
function isSameWord(word: string, other: string): boolean {
  const [stem = '', longer = ''] = [word, other].sort((a, b) => a.length - b.length);
  return stem === longer || (stem.length >= leastStem && longer.length - stem.length <= 2 && longer.startsWith(stem));
}

function wordsOf(line: string): string[] {
  return line.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}
