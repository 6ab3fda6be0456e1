import type { StopReason } from '../../protocol/engine';
import type { CutFacts } from '../../protocol/syntax';
import { owedClosers } from '../text/brackets';
import { countLineBreaks } from '../text/lines';
import { type AnswerPlan, leavesOpen } from './answerPlan';
import { blockEndByIndentation, closedLines, statementEndByBrackets } from './blockEnd';
import type { CompletionPlace } from './completionPlace';
import { dedent, hasLeftDepth } from './filters/dedent';
import { withoutBareHeader } from './filters/missingBody';
import { Skip } from './skip';
import { wholeWords } from './wholeWords';

/** A statement that the line began goes on for at most this many lines; else only the line is offered. */
const maxStatementLines = 8;
/** More blanks than these before the first word are no indentation, and a small model that has begun with them goes on with them. */
const tooBlank = /^(?:[^\S\n]*\n){6}|^\s*?[^\S\n]{81}/;

/** Asks the syntax tree where an answer ends; undefined when it does not know in time. */
export type AskCut = (
  answer: string,
  isComplete: boolean,
  extent: 'statement' | 'block',
) => Promise<CutFacts | undefined>;

/**
 * Reads an answer while it grows and says as soon as it has gone far enough, so that the engine can be stopped. Line breaks and
 * indentation are the document's own by now.
 */
export class AnswerCutter {
  readonly #place: CompletionPlace;
  readonly #plan: AnswerPlan;
  readonly #askCut: AskCut;
  #text = '';
  #linesAsked = 0;
  #result: string | undefined;

  constructor(place: CompletionPlace, plan: AnswerPlan, askCut: AskCut) {
    this.#place = place;
    this.#plan = plan;
    this.#askCut = askCut;
  }

  /** The first line with text is complete. */
  get hasFirstLine(): boolean {
    return this.#firstLineEnd() !== undefined;
  }

  /** Of a block that is not complete: whole lines that stand for themselves, so that nobody has to wait for the rest. */
  get hasUsableLines(): boolean {
    const lastBreak = this.#text.lastIndexOf('\n');
    if (this.#plan.extent !== 'block' || lastBreak === -1) return false;
    const lines = closedLines(this.#text.slice(0, lastBreak));
    return owedClosers(lines) === '' && withoutBareHeader(lines, this.#place).trim() !== '';
  }

  /**
   * Takes all of the answer so far; call it with each piece that comes. True when the answer is complete and the rest of the stream is not
   * needed.
   */
  async read(answer: string): Promise<boolean> {
    if (this.#result !== undefined) return true;
    this.#text = answer;
    if (tooBlank.test(this.#text)) return true;
    const lines = countLineBreaks(this.#text, Infinity);
    if (lines !== this.#linesAsked) {
      this.#linesAsked = lines;
      this.#result = this.#plan.extent === 'block' ? await this.#blockSoFar() : await this.#lineSoFar(lines);
    }
    if (this.#result === undefined && hasLeftDepth(this.#text, this.#place)) this.#result = this.#uptoDepth();
    return this.#result !== undefined;
  }

  /**
   * The answer, once the stream has ended for `stop` or {@link read} said that it is complete.
   * @throws Skip when the answer was given up before it had a whole word, or holds nothing but blanks or a header without a body.
   */
  async finish(stop: StopReason): Promise<string> {
    if (this.#result !== undefined) return this.#result;
    const isWhole = stop === 'end' || stop === 'marker';
    const isBlank = this.#text.trim() === '';
    if ((!isWhole && this.#text !== '' && isBlank) || tooBlank.test(this.#text))
      throw new Skip('filter', 'repetition', 'The model wrote blanks without end.');
    if (stop === 'limit' && !isBlank && this.#firstLineEnd() === undefined) return this.#wholeWords();
    if (this.#plan.extent === 'block') return this.#lastBlock(isWhole);
    const firstLine = this.#firstLine();
    if (firstLine.length === this.#text.length || !isWhole || !this.#plan.mayContinue) return firstLine;
    const facts = await this.#cut(true, 'statement');
    return facts.ended ? this.#text.slice(0, facts.end) : firstLine;
  }

  #wholeWords(): string {
    const text = wholeWords(this.#text);
    if (text === '') throw new Skip('filter', 'too-long');
    return text;
  }

  async #blockSoFar(): Promise<string | undefined> {
    const facts = await this.#cut(false, 'block');
    return facts.ended ? this.#text.slice(0, facts.end) : undefined;
  }

  async #lineSoFar(lines: number): Promise<string | undefined> {
    const end = this.#firstLineEnd();
    if (end === undefined) return undefined;
    const firstLine = this.#text.slice(0, end);
    if (!this.#plan.mayContinue || !leavesOpen(this.#place.lineBefore, firstLine)) return firstLine;
    const facts = await this.#cut(false, 'statement');
    if (facts.ended) return this.#text.slice(0, facts.end);
    return lines >= maxStatementLines ? firstLine : undefined;
  }

  /** A block that ran into the token limit loses its last, half-written line. */
  async #lastBlock(isWhole: boolean): Promise<string> {
    const lastBreak = this.#text.lastIndexOf('\n');
    if (!isWhole && lastBreak > 0 && this.#text.slice(0, lastBreak).trim() !== '') {
      this.#text = this.#text.slice(0, lastBreak).replace(/\r$/, '');
    }
    const facts = await this.#cut(true, 'block');
    const text = this.#text.slice(0, facts.end);
    if (isWhole) return text;
    const kept = withoutBareHeader(closedLines(text), this.#place);
    if (kept === '' && text !== '') throw new Skip('filter', 'missing-body');
    return kept;
  }

  /** Without the line that left the cursor's depth. What is left is blank only where the filters will say why. */
  #uptoDepth(): string {
    const { text } = dedent.apply({ text: this.#text, overwrite: 0 }, this.#place);
    const kept = withoutBareHeader(text, this.#place);
    return kept.trim() === '' ? this.#text : kept;
  }

  async #cut(isComplete: boolean, extent: 'statement' | 'block'): Promise<CutFacts> {
    // A tree counts the closers behind the cursor, but an answer that spans lines brings its own and replaces them.
    const hasTail = this.#place.lineAfter.trim() !== '';
    const facts = hasTail ? undefined : await this.#askCut(this.#text, isComplete, extent);
    if (facts !== undefined) return { ...facts, end: Math.min(Math.max(0, facts.end), this.#text.length) };
    const guess = extent === 'block' ? blockEndByIndentation : statementEndByBrackets;
    return guess(this.#text, this.#place.lineBefore, isComplete);
  }

  #firstLine(): string {
    return this.#text.slice(0, this.#firstLineEnd() ?? this.#text.length);
  }

  /** End of the answer's first line; on a blank line the model may begin with more blank lines, which do not count. */
  #firstLineEnd(): number | undefined {
    const isBlank = this.#place.lineBefore.trim() === '';
    const from = isBlank ? this.#text.search(/\S/) : 0;
    const end = from === -1 ? -1 : this.#text.indexOf(this.#place.eol, from);
    return end === -1 ? undefined : end;
  }
}
