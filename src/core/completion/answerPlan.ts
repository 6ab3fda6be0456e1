import type { SpeedFacts } from '../../protocol/engine';
import type { ScopeFacts } from '../../protocol/syntax';
import { owedClosers } from '../text/brackets';
import { indentationOf, lineStart } from '../text/lines';
import type { CompletionPlace } from './completionPlace';
import { shareAt } from './deadline';

/** How far an answer may go. */
export interface AnswerPlan {
  /** `line`: the cursor's line; when that leaves brackets open and `mayContinue`, on to the end of the statement. */
  readonly extent: 'line' | 'block';
  readonly mayContinue: boolean;
  readonly answerTokens: number;
}

/** Tokens that an answer may have: at the nominal speed, and the least and most that its kind needs at any. */
interface AnswerSize {
  readonly nominal: number;
  readonly least: number;
  readonly most: number;
}

const lineSize: AnswerSize = { nominal: 48, least: 24, most: 96 };
const statementSize: AnswerSize = { nominal: 96, least: 32, most: 192 };
const blockSize: AnswerSize = { nominal: 160, least: 48, most: 320 };
/** Text around the cursor that is looked at when no syntax tree answers. */
const lookChars = 2_000;

/**
 * Several lines only where they are wanted: a whole block where the cursor stands in an empty one, else the line, and more only to
 * close what it opened.
 * @param scope undefined where the language has no grammar or the tree is not ready: the indentation decides then.
 * @param speed of the engine, as far as it is known: it says how long the answer may be
 */
export function planAnswer(
  place: CompletionPlace,
  scope: ScopeFacts | undefined,
  isMultilineOn: boolean,
  speed: SpeedFacts | undefined,
): AnswerPlan {
  const [lineTokens, statementTokens, blockTokens] = [lineSize, statementSize, blockSize].map((size) =>
    tokensAt(size, speed),
  ) as [number, number, number];
  const isText = scope !== undefined && (scope.inString || scope.inComment);
  if (!isMultilineOn || !place.endsLine || isText)
    return { extent: 'line', mayContinue: false, answerTokens: lineTokens };
  const isEmptyBlock = scope === undefined ? looksLikeEmptyBlock(place) : scope.emptyBlock;
  // With the block's end on the cursor's own line, the answer has to bring it along: it goes on until its brackets are closed.
  if (isEmptyBlock && place.lineAfter.trim() !== '')
    return { extent: 'line', mayContinue: true, answerTokens: blockTokens };
  if (isEmptyBlock) return { extent: 'block', mayContinue: false, answerTokens: blockTokens };
  return { extent: 'line', mayContinue: true, answerTokens: statementTokens };
}

function tokensAt({ nominal, least, most }: AnswerSize, speed: SpeedFacts | undefined): number {
  return Math.min(most, Math.max(least, Math.round(nominal * shareAt(speed, 'decodeTokensPerSecond'))));
}

/** A blank line, deeper than the line that opens a block above it, with nothing of that depth below it. */
function looksLikeEmptyBlock({ text, offset, lineBefore, lineAfter }: CompletionPlace): boolean {
  if (lineBefore.trim() !== '' || lineAfter.trim() !== '') return false;
  const start = lineStart(text, offset);
  const above = lastFilledLine(text.slice(Math.max(0, start - lookChars), start));
  if (above === undefined || !/[:{([]$/.test(above.trimEnd())) return false;
  const depth = indentationOf(above).length;
  const below = firstFilledLine(text.slice(offset + lineAfter.length, offset + lookChars));
  return lineBefore.length > depth && (below === undefined || indentationOf(below).length <= depth);
}

function lastFilledLine(text: string): string | undefined {
  return text.split('\n').findLast((line) => line.trim() !== '');
}

function firstFilledLine(text: string): string | undefined {
  return text.split('\n').find((line) => line.trim() !== '');
}

/** True when the cursor's line with `answer` in it leaves brackets open. */
export function leavesOpen(lineBefore: string, answer: string): boolean {
  return owedClosers(lineBefore + answer) !== '';
}
