/** Lines of an excerpt by index, both inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A repair may drop this many lines, or half of what it covers; more means that the model left lines out. */
const maxDroppedLines = 3;

/**
 * Finds the lines of `old` that `code` is meant to replace. The excerpt around a problem has no syntax of its own, and a small model often
 * repeats only a part of it: the lines that it does not talk about must stay. Its first and last line tell the place.
 * Returns undefined when the place is not certain or too many lines would be lost.
 */
export function coveredLines(code: string, old: string): LineRange | undefined {
  const answer = code.split('\n').map((line) => line.trim());
  const lines = old.split('\n').map((line) => line.trim());
  const range = placeOf(answer, lines);
  if (range === undefined || range.first < 0 || range.last >= lines.length || range.last < range.first)
    return undefined;
  const known = new Set(answer);
  const covered = lines.slice(range.first, range.last + 1).filter((line) => line !== '');
  const dropped = covered.filter((line) => !known.has(line)).length;
  return dropped <= Math.max(maxDroppedLines, covered.length / 2) ? range : undefined;
}

function placeOf(answer: readonly string[], lines: readonly string[]): LineRange | undefined {
  const size = answer.length;
  const head = answer[0] ?? '';
  const tail = answer[size - 1] ?? '';
  const first = lines.indexOf(head);
  if (first !== -1) {
    const wanted = first + size - 1;
    const last = nearest(
      indicesOf(tail, lines).filter((index) => index >= first),
      wanted,
    );
    return { first, last: last ?? wanted };
  }
  const last = lines.lastIndexOf(tail);
  if (last !== -1) return { first: last - size + 1, last };
  const filled = filledRange(lines);
  return filled.last - filled.first + 1 === size ? filled : undefined;
}

function indicesOf(wanted: string, lines: readonly string[]): number[] {
  return lines.flatMap((line, index) => (line === wanted ? [index] : []));
}

function nearest(candidates: readonly number[], wanted: number): number | undefined {
  return [...candidates].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
}

/** From the first to the last line that is not blank. */
function filledRange(lines: readonly string[]): LineRange {
  const first = lines.findIndex((line) => line !== '');
  return { first, last: lines.findLastIndex((line) => line !== '') };
}
