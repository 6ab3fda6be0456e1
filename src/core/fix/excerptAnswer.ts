import { editCosts } from './lineDistance';

/** The document in front of an excerpt and behind it. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** Lines of an excerpt by index, both inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

interface Candidate extends LineRange {
  /** How much of the range the answer changes. */
  readonly cost: number;
  /** By how many lines the answer is longer or shorter. */
  readonly growth: number;
}

/** A repair may drop this many lines, or half of what it covers; more means that the model left lines out. */
const maxDroppedLines = 3;

/**
 * Finds the lines of `old` that `code` is meant to replace. The excerpt around a problem has no syntax of its own, and a small model often
 * repeats only a part of it: the lines that it does not talk about must stay. Its first and last line tell the place; where they stand more
 * than once or were changed themselves, the place is where the answer changes least.
 * Returns undefined when the place is not certain or too many lines would be lost.
 */
export function coveredLines(code: string, old: string): LineRange | undefined {
  const answer = code.split('\n').map((line) => line.trim());
  const lines = old.split('\n').map((line) => line.trim());
  const range = placeOf(answer, lines);
  if (range === undefined) return undefined;
  const known = new Set(answer);
  const covered = lines.slice(range.first, range.last + 1).filter((line) => line !== '');
  const dropped = covered.filter((line) => !known.has(line)).length;
  return dropped <= Math.max(maxDroppedLines, covered.length / 2) ? range : undefined;
}

/**
 * The part of an answer that is about the excerpt: a small model likes to write the whole file, whose other lines would then stand in it twice. Cut
 * where the answer comes to the nearest line outside, unless the excerpt has such a line as well.
 */
export function withoutSurroundings(code: string, old: string, { before, after }: Surroundings): string {
  const plain = (text: string): string[] => text.split('\n').map((line) => line.trim());
  const known = new Set(plain(old));
  const isOutside = (line: string | undefined): line is string => line !== undefined && line !== '' && !known.has(line);
  const previous = plain(before).findLast((line) => line !== '');
  const next = plain(after).find((line) => line !== '');
  const lines = plain(code);
  const first = isOutside(previous) ? lines.lastIndexOf(previous) + 1 : 0;
  const last = isOutside(next) ? lines.indexOf(next, first) : -1;
  return code
    .split('\n')
    .slice(first, last === -1 ? undefined : last)
    .join('\n');
}

function placeOf(answer: readonly string[], lines: readonly string[]): LineRange | undefined {
  const heads = indicesOf(answer[0] ?? '', lines);
  const tails = indicesOf(answer.at(-1) ?? '', lines).filter((tail) => heads.length === 0 || tail >= (heads[0] ?? 0));
  if (heads.length === 0 && tails.length === 0) return filledRange(lines, answer.length);
  const everyLine = [...lines.keys()];
  const candidates = (heads.length > 0 ? heads : everyLine).flatMap((first) => {
    const costs = editCosts(answer, lines.slice(first));
    return (tails.length > 0 ? tails : everyLine)
      .filter((last) => last >= first)
      .map((last): Candidate => {
        const growth = Math.abs(last - first + 1 - answer.length);
        return { first, last, cost: costs[last - first] ?? Infinity, growth };
      });
  });
  return onlyBest(candidates);
}

/** Undefined when two places are equally good and it matters which is meant. */
function onlyBest(candidates: readonly Candidate[]): LineRange | undefined {
  const [best, next] = [...candidates].sort((a, b) => a.cost - b.cost || a.growth - b.growth);
  if (best === undefined) return undefined;
  const isTie = next !== undefined && best.cost === next.cost && best.growth === next.growth && best.cost > 0;
  return isTie ? undefined : { first: best.first, last: best.last };
}

function indicesOf(wanted: string, lines: readonly string[]): number[] {
  return lines.flatMap((line, index) => (line === wanted ? [index] : []));
}

/** From the first to the last line that is not blank, if it has that many lines. */
function filledRange(lines: readonly string[], size: number): LineRange | undefined {
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  return first !== -1 && last - first + 1 === size ? { first, last } : undefined;
}
