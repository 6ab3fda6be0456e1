import type { AnswerChunk } from '../../protocol/engine';
import { owedClosers } from '../text/brackets';

/**
 * Ways to make one figure of the likelihoods of an answer's pieces: of the first one; the geometric mean or the least of its first line with
 * text; the same of all of it.
 */
export const confidenceMeasures = ['firstToken', 'firstLineMean', 'firstLineLeast', 'mean', 'least'] as const;
export type ConfidenceMeasure = (typeof confidenceMeasures)[number];
export type ConfidenceFigures = Readonly<Record<ConfidenceMeasure, number>>;

/** Likelihoods from 0 to 1. */
export interface ConfidenceLimits {
  /** What is left is judged by this figure. */
  readonly measure: ConfidenceMeasure;
  /** It is not shown when its figure is lower. */
  readonly hideBelow: number;
  /** The text ends before its first token that is less likely; 0 for never. */
  readonly cutBelow: number;
}

/** `figure` is that of what is left; where nothing is, the likelihood of the first token that is too unlikely; undefined where nothing is known. */
export type Confidence =
  | { readonly decision: 'show' | 'shorten'; readonly text: string; readonly figure: number | undefined }
  | { readonly decision: 'hide'; readonly figure: number };

/** A piece of the stream where it stands in a text. */
interface PlacedPiece {
  /** Offset behind what was written before. */
  readonly start: number;
  readonly probability: number;
}

/**
 * Decides whether an answer is sure enough to be shown, as a whole or a shorter beginning of it. It is shortened to whole lines, or, where
 * not even the first is sure, to whole words of that line; never so that a bracket or a quote stays open that the whole answer closes.
 * @param text what would be shown: the beginning of the stream, in which blanks and line breaks may have been changed
 * @param pieces the stream from its first piece on; where it is another text than `text`, nothing is known and it is shown as it is
 */
export function judgeConfidence(text: string, pieces: readonly AnswerChunk[], limits: ConfidenceLimits): Confidence {
  const placed = placePieces(text, pieces);
  if (placed === undefined) return { decision: 'show', text, figure: undefined };
  const unsure = placed.find(({ probability }) => probability < limits.cutBelow);
  const kept = unsure === undefined ? text : shortened(text, unsure.start);
  if (kept === '') return { decision: 'hide', figure: unsure?.probability ?? 1 };
  const figure = figuresOf(kept, placed)[limits.measure];
  if (figure < limits.hideBelow) return { decision: 'hide', figure };
  return { decision: kept === text ? 'show' : 'shorten', text: kept, figure };
}

/**
 * How sure the model was of a text, by every measure.
 * @param text see {@link judgeConfidence}
 * @returns undefined where nothing is known
 */
export function confidenceFigures(text: string, pieces: readonly AnswerChunk[]): ConfidenceFigures | undefined {
  const placed = placePieces(text, pieces);
  return placed === undefined || placed.length === 0 ? undefined : figuresOf(text, placed);
}

/**
 * The pieces that are left of a stream once its beginning has been typed, blanks aside. The likelihood of one that was typed in part is taken
 * to be spread evenly over its characters.
 * @returns nothing where something else was typed
 */
export function piecesAfter(typed: string, pieces: readonly AnswerChunk[]): readonly AnswerChunk[] {
  let owed = withoutBlanks(typed);
  const endsInBlank = /\s$/.test(typed);
  for (const [index, piece] of pieces.entries()) {
    const solid = withoutBlanks(piece.text);
    if (owed === '' && !(endsInBlank && solid === '')) return pieces.slice(index);
    const both = Math.min(owed.length, solid.length);
    if (owed.slice(0, both) !== solid.slice(0, both)) return [];
    if (both < solid.length) return [partAfter(piece, both), ...pieces.slice(index + 1)];
    owed = owed.slice(both);
  }
  return [];
}

/** @param typed units of the piece, blanks not counted, that stand in the document; fewer than it has */
function partAfter({ text, probability }: AnswerChunk, typed: number): AnswerChunk {
  const solid = withoutBlanks(text);
  let at = 0;
  for (let passed = 0; passed < typed; at += 1) if (/\S/.test(text.charAt(at))) passed += 1;
  return { text: text.slice(at), probability: probability ** ((solid.length - typed) / solid.length) };
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

function figuresOf(text: string, placed: readonly PlacedPiece[]): ConfidenceFigures {
  const from = Math.max(0, text.search(/\S/));
  const lineBreak = text.indexOf('\n', from);
  const lineEnd = text.slice(0, lineBreak === -1 ? text.length : lineBreak).trimEnd().length;
  const before = (end: number): number[] =>
    placed.filter(({ start }) => start < end).map(({ probability }) => probability);
  const [line, all] = [before(lineEnd), before(text.length)];
  return {
    firstToken: all[0] ?? 1,
    firstLineMean: meanOf(line),
    firstLineLeast: Math.min(1, ...line),
    mean: meanOf(all),
    least: Math.min(1, ...all),
  };
}

/** Compares character by character, blanks aside. Undefined where the stream is another text. */
function placePieces(text: string, pieces: readonly AnswerChunk[]): readonly PlacedPiece[] | undefined {
  const end = text.trimEnd().length;
  const placed: PlacedPiece[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (at >= end) break;
    placed.push({ start: at, probability: piece.probability });
    for (const char of withoutBlanks(piece.text)) {
      while (at < end && /\s/.test(text[at] ?? '')) at += 1;
      if (at >= end) break;
      if (!text.startsWith(char, at)) return undefined;
      at += char.length;
    }
  }
  return at >= end ? placed : undefined;
}

function meanOf(probabilities: readonly number[]): number {
  const logarithms = probabilities.reduce((sum, each) => sum + Math.log(Math.max(each, Number.MIN_VALUE)), 0);
  return probabilities.length === 0 ? 1 : Math.exp(logarithms / probabilities.length);
}

/** The longest beginning of `text`, not beyond `end`, that may stand alone; '' where there is none. */
function shortened(text: string, end: number): string {
  const from = Math.max(0, text.search(/\S/));
  const firstBreak = text.indexOf('\n', from);
  const isFirstLine = firstBreak === -1 || end < text.slice(0, firstBreak).trimEnd().length;
  for (let at = end; at > from; at -= 1) {
    if (isFirstLine ? !isWordEnd(text, at) : !isLineEnd(text, at)) continue;
    const kept = text.slice(0, at).trimEnd();
    if (/[\p{L}\p{N}]/u.test(kept) && standsAlone(kept, text)) return kept;
  }
  return '';
}

function isWordEnd(text: string, at: number): boolean {
  return !(/[\p{L}\p{M}\p{N}_$]$/u.test(text.slice(0, at)) && /^[\p{L}\p{M}\p{N}_$]/u.test(text.slice(at)));
}

function isLineEnd(text: string, at: number): boolean {
  return /^[^\S\n]*(?:\n|$)/.test(text.slice(at));
}

/** Whether `kept` leaves nothing open that `text`, of which it is a beginning, closes. */
function standsAlone(kept: string, text: string): boolean {
  if (!owedClosers(text).startsWith(owedClosers(kept))) return false;
  const lineStart = kept.lastIndexOf('\n') + 1;
  const [line = ''] = text.slice(lineStart).split('\n', 1);
  const keptLine = kept.slice(lineStart);
  return ['"', "'", '`'].every((quote) => !isOdd(keptLine, quote) || isOdd(line, quote));
}

function isOdd(line: string, quote: string): boolean {
  const found = line.match(/\\.|["'`]/g)?.filter((one) => one === quote) ?? [];
  return found.length % 2 === 1;
}
