import type { CompletionPrompt, PromptFit } from '../../protocol/engine';
import { cutEnd, cutStart, type CountTokens } from './cut';
import { healMiddle } from './heal';
import { unwantedStart } from './hint';
import { layOut, layoutOverhead, pathTokens, pieceTokens, repositoryTokens, wellFormed } from './layout';
import type { Tokenizer } from './tokenizer';

/** A prompt that fits its budget, ready for the model. */
export interface FittedPrompt {
  readonly tokens: readonly number[];
  /** What the answer must begin with before it is shown; see {@link healMiddle}. */
  readonly forced: string;
  /** What the answer, blanks aside, must not begin with; empty = anything may come. */
  readonly unwanted: string;
  readonly fit: PromptFit;
}

/** Room for the middle is taken in steps of this size, so that a line can grow while it is typed without moving the window. */
const MIDDLE_STEP_TOKENS = 64;
/** A line may take half of the budget before its own far end is cut. */
const MIDDLE_SHARE = 1 / 2;
/** When both sides of the cursor are too long, the text after it gets this share (measured peers: 254 of 1022, 25 %). */
const SUFFIX_SHARE = 1 / 4;
/**
 * Context may claim this share before the far ends of the file are kept. What is chosen as context was worth it; the far end of a long
 * file mostly is not.
 */
const CONTEXT_SHARE = 1 / 2;
/** Repository and path may take this share, else they are left out. */
const HEADER_SHARE = 1 / 4;

/**
 * Lays a prompt out in at most `budgetTokens` tokens (at least 16 are needed to mean anything). When it is too long, the context that goes
 * beyond half of the room goes first, the lowest priority before all, then the far ends of prefix and suffix, then, only where that line
 * alone is larger than half of the budget, the far end of the middle. What was kept stays the same for the same budget: fitting what was kept keeps all of it.
 */
export function fitPrompt(tokenizer: Tokenizer, prompt: CompletionPrompt, budgetTokens: number): FittedPrompt {
  const count: CountTokens = (text) => tokenizer.tokenize(wellFormed(text)).length;
  const overhead = layoutOverhead(tokenizer);
  const path = withinShare(pathTokens(tokenizer, prompt.path), budgetTokens);
  const middle = prompt.middle.slice(cutStart(prompt.middle, Math.floor(budgetTokens * MIDDLE_SHARE), count));
  const healed = healMiddle(tokenizer, wellFormed(middle));
  const hint = withinShare(tokenizer.tokenize(wellFormed(prompt.hint)), budgetTokens);
  const room = budgetTokens - overhead - path.length - middleRoom(hint.length + healed.tokens.length, budgetTokens);
  const { context, contextTokens } = keepContext(tokenizer, prompt, room, count);
  const left = room - contextTokens.length;
  const { prefixStart, suffixEnd } = cutSides(prompt, left, count);
  const tokens = layOut(tokenizer, {
    header: [...contextTokens, ...path],
    prefix: prompt.prefix.slice(prefixStart),
    suffix: prompt.suffix.slice(0, suffixEnd),
    middle: [...hint, ...healed.tokens],
  });
  const unwanted = hint.length === 0 ? '' : unwantedStart(prompt.hint, middle);
  return { tokens, forced: healed.forced, unwanted, fit: { prefixStart, suffixEnd, context } };
}

function withinShare(header: readonly number[], budgetTokens: number): readonly number[] {
  return header.length <= budgetTokens * HEADER_SHARE ? header : [];
}

function middleRoom(tokens: number, budgetTokens: number): number {
  const step = Math.min(MIDDLE_STEP_TOKENS, Math.max(1, Math.floor(budgetTokens / 8)));
  return Math.min(Math.ceil((tokens + 1) / step) * step, Math.max(tokens, Math.floor(budgetTokens * MIDDLE_SHARE)));
}

/**
 * Drops pieces of the lowest priority (of equals the later one) until the rest fits beside the whole prefix and suffix, or into the share
 * that context has anyway.
 */
function keepContext(
  tokenizer: Tokenizer,
  prompt: CompletionPrompt,
  room: number,
  count: CountTokens,
): { context: number[]; contextTokens: number[] } {
  const none = { context: [], contextTokens: [] };
  if (prompt.context.length === 0 || tokenizer.markers.file === undefined) return none;
  const repository = withinShare(repositoryTokens(tokenizer, prompt.repository), room);
  const sides = cutSides(prompt, room, count);
  const isCut = sides.prefixStart > 0 || sides.suffixEnd < prompt.suffix.length;
  const beside = isCut ? 0 : room - count(prompt.prefix) - count(prompt.suffix);
  const spare = Math.max(beside, Math.floor(room * CONTEXT_SHARE)) - repository.length;
  const pieces = prompt.context.map((piece) => pieceTokens(tokenizer, piece));
  const size = (index: number): number => pieces[index]?.length ?? 0;
  const byValue = prompt.context
    .map((piece, index) => ({ index, priority: piece.priority }))
    .sort((a, b) => b.priority - a.priority || a.index - b.index);
  let total = byValue.reduce((sum, { index }) => sum + size(index), 0);
  while (byValue.length > 0 && total > spare) total -= size(byValue.pop()?.index ?? -1);
  if (byValue.length === 0) return none;
  const context = byValue.map(({ index }) => index).sort((a, b) => a - b);
  return { context, contextTokens: [...repository, ...context.flatMap((index) => pieces[index] ?? [])] };
}

/** Cuts the far ends of the texts around the cursor. The side that needs less than its share leaves the rest to the other. */
function cutSides(
  prompt: CompletionPrompt,
  room: number,
  count: CountTokens,
): { prefixStart: number; suffixEnd: number } {
  const whole = cutStart(prompt.prefix, room, count) === 0 ? count(prompt.prefix) : Infinity;
  const suffixRoom = Math.max(Math.floor(room * SUFFIX_SHARE), room - whole);
  const suffixEnd = cutEnd(prompt.suffix, suffixRoom, count);
  const prefixRoom = room - count(prompt.suffix.slice(0, suffixEnd));
  return { prefixStart: cutStart(prompt.prefix, prefixRoom, count), suffixEnd };
}
