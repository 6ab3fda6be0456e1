import type { BenchItem } from './benchItem';
import { editSimilarity } from './editSimilarity';
import { filledLines, firstLine } from './firstLine';
import { untilCloser } from './untilCloser';

/** What an arm answered to an item. */
export interface BenchAnswer {
  readonly shown: boolean;
  /** Empty when nothing was shown. */
  readonly text: string;
  /** End of what the text replaces in the item's text, from the item's offset on. */
  readonly end: number;
  /** The file with the answer in it parses no worse than with the truth; `null` when that is not known. */
  readonly parses: boolean | null;
  readonly promptTokens: number | null;
  readonly evaluatedTokens: number | null;
  readonly generatedTokens: number | null;
  readonly ms: number;
  /** Files that the prompt's context was from. */
  readonly sources: readonly string[];
}

/** How good an answer is. */
export interface Judgement {
  readonly shown: boolean;
  /** The first line is the truth's; inside a call as far as the closing bracket that already stands there. */
  readonly firstLineExact: boolean;
  readonly exact: boolean;
  readonly similarity: number;
  readonly parses: boolean | null;
  /** Goes on past the truth's end. */
  readonly overrun: boolean;
  /** Characters that need not be typed: all of an exact answer, the first line where only that is right. */
  readonly savedChars: number;
  /** Of the needed names that stand in the truth's first line: those that the answer's first line holds. */
  readonly named: Share;
  /** The same for the names that this file does not use yet. */
  readonly namedUnseen: Share;
  /** Of all needed names: those that the answer holds anywhere. */
  readonly namedAnywhere: Share;
}

export interface Share {
  readonly num: number;
  readonly den: number;
}

/** Compares an answer with what stood there. Line breaks of both kinds and blanks at the ends of lines count as the same. */
export function judge(item: BenchItem, answer: BenchAnswer): Judgement {
  const [said, truth] = [insertedText(item, answer), normalized(item.truth)];
  const isCall = item.kind === 'call';
  const line = isCall ? untilCloser(firstLine(said)).trimEnd() : firstLine(said);
  const firstLineExact = line === firstLine(truth);
  const exact = said === truth;
  const savedChars = exact ? truth.length : firstLineExact ? line.length : 0;
  const namesOfFirstLine = item.needed.filter((name) => words(firstLine(truth)).has(name));
  const [lineWords, allWords] = [words(line), words(said)];
  const held = (names: readonly string[], where: ReadonlySet<string>): Share => ({
    num: names.filter((name) => where.has(name)).length,
    den: names.length,
  });
  return {
    shown: answer.shown,
    firstLineExact,
    exact,
    similarity: editSimilarity(said, truth),
    parses: answer.shown ? answer.parses : null,
    overrun: answer.shown && goesPast(said, truth, isCall),
    savedChars,
    named: held(namesOfFirstLine, lineWords),
    namedUnseen: held(
      namesOfFirstLine.filter((name) => item.unseen.includes(name)),
      lineWords,
    ),
    namedAnywhere: held(item.needed, allWords),
  };
}

/** The answer without the closers at its end that it typed anew in place of those behind the cursor. */
export function insertedText(item: BenchItem, answer: BenchAnswer): string {
  const retyped = normalized(item.text.slice(item.offset, answer.end));
  const said = normalized(answer.text);
  return retyped !== '' && said.endsWith(retyped) ? normalized(said.slice(0, -retyped.length)) : said;
}

/** With line breaks of one kind and no blanks at the ends of lines. */
export function normalized(text: string): string {
  return text.replace(/[^\S\r\n]*\r?\n/g, '\n').trimEnd();
}

function goesPast(said: string, truth: string, isCall: boolean): boolean {
  if (filledLines(said) > filledLines(truth)) return true;
  if (said.length > truth.length && said.startsWith(truth)) return !isPartOfWord(said, truth.length);
  return isCall && untilCloser(said).length < said.length;
}

/** `totals` is not `total` and more, but another word. */
export function isPartOfWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}_$]{2}/u.test(text.slice(at - 1, at + 1));
}

function words(text: string): Set<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
}
