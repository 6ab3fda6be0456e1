import { lineStart, nextLineStart } from './lines';

/**
 * A line that begins something at the left edge. Closers and lines of a comment go on with what stands above, and so do labels (`public:`,
 * `else:`) and lines for a preprocessor.
 */
const beginning = /^(?![\p{L}_][\p{L}\p{N}_]*\s*:(?!:))[\p{L}\p{N}_$@'"<&~[(]/u;
/** Longer words are no labels. UTF-16 units. */
const maxLabelChars = 40;

/**
 * The piece of a long text that holds `offset`, as far as one can tell from the left edge: from the last line that begins something there up
 * to the next one below. For what would take too long with the whole text and may be wrong now and then: a string of several lines may
 * have lines at the left edge.
 * @param maxChars UTF-16 units
 * @returns undefined where the piece is longer than that
 */
export function topLevelPiece(
  text: string,
  offset: number,
  maxChars: number,
): { readonly start: number; readonly end: number } | undefined {
  let start = lineStart(text, offset);
  while (start > 0 && !beginsAt(text, start)) {
    start = lineStart(text, start - 1);
    if (offset - start > maxChars) return undefined;
  }
  let end = nextLineStart(text, offset);
  while (end < text.length && !beginsAt(text, end)) {
    end = nextLineStart(text, end);
    if (end - start > maxChars) return undefined;
  }
  return end - start > maxChars ? undefined : { start, end };
}

function beginsAt(text: string, start: number): boolean {
  return beginning.test(text.slice(start, start + maxLabelChars));
}
