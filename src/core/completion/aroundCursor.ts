import { lineStart, nextLineStart } from '../text/lines';
import type { CompletionPlace } from './completionPlace';

const reachChars = 4_000;

/** Lines after the cursor's line, the nearest first, without their breaks; only as many as a filter could care about. */
export function linesBelow({ text, offset }: CompletionPlace): string[] {
  const start = nextLineStart(text, offset);
  return start >= text.length ? [] : text.slice(start, start + reachChars).split(/\r?\n/);
}

/** Lines before the cursor's line, the nearest last, without their breaks. */
export function linesAbove({ text, offset }: CompletionPlace): string[] {
  const end = lineStart(text, offset);
  const start = Math.max(0, end - reachChars);
  return end === 0 ? [] : text.slice(start, end).split(/\r?\n/).slice(0, -1);
}
