import { lineStartFrom } from '../text/lines';

/** Of the budget, this share is planned for; the rest is room for the line. Text that is denser than it was so far is cut by the engine. */
const plannedShare = 0.95;
/** The text after the cursor is read again with each move of the anchor, so it gets the smaller part (peers: a quarter of 1,022 tokens). */
const suffixShare = 0.2;
/** A prefix that is cut anew keeps this much of its window: the rest is room to grow before the next cut. */
const freshShare = 0.8;
/** A prefix that kept its start but holds less than this share of the window has lost too much context and is cut anew. */
const leastShare = 0.25;

/** UTF-16 units of text around the cursor that a budget of tokens is likely to hold. */
export function windowSize(promptTokens: number, charsPerToken: number): { prefixChars: number; suffixChars: number } {
  const chars = promptTokens * plannedShare * charsPerToken;
  return { prefixChars: Math.floor(chars * (1 - suffixShare)), suffixChars: Math.floor(chars * suffixShare) };
}

/**
 * Start of the whole lines before `end` (a line start) that go into a prompt. It moves seldom and then by a big step, because every move
 * makes the engine read the whole prefix again: the start of the last prefix is kept as long as it is near enough.
 */
export function prefixStartFor(text: string, end: number, maxChars: number, last: number | undefined): number {
  if (last !== undefined && last <= end) {
    const length = end - last;
    if (length <= maxChars && (last === 0 || length >= maxChars * leastShare)) return last;
  }
  if (end <= maxChars) return 0;
  return Math.min(end, lineStartFrom(text, Math.ceil(end - maxChars * freshShare)));
}

/** End of the text from `start` that goes into a prompt: after a line break, at the text's end, or inside a line that is too long. */
export function suffixEndFor(text: string, start: number, maxChars: number): number {
  if (text.length - start <= maxChars) return text.length;
  const lineBreak = text.lastIndexOf('\n', start + maxChars - 1);
  if (lineBreak > start) return lineBreak + 1;
  const end = start + maxChars;
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}
