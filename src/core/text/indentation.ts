import { indentationOf, lineEnd, lineStartFrom } from './lines';

/** How lines are indented: an editor's options, or what a file does. */
export interface Indentation {
  /** Columns of one step. */
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Only lines this near to the cursor say how a file is indented. */
const reachChars = 8_000;
/** Of the indented lines at least this share must agree. */
const leastShare = 0.98;
const defaultTabSize = 4;

/**
 * How the lines around `offset` are indented: as the file does; by the editor's `options` where no line is.
 * @returns undefined where neither says anything, or the file has no rule: some align with both, on purpose.
 */
export function indentationAround(text: string, offset: number, options?: Indentation): Indentation | undefined {
  const start = lineStartFrom(text, offset - reachChars);
  const near = text.slice(start, lineEnd(text, Math.min(text.length, offset + reachChars))).split('\n');
  const blanks = near.filter((line) => line.trim() !== '').map(indentationOf);
  // One blank alone is the margin of a comment with stars.
  const indented = blanks.filter((each) => each.length > 1 || each === '\t');
  const isClear = (style: RegExp): boolean =>
    indented.filter((each) => style.test(each)).length >= indented.length * leastShare;
  const tabSize = options?.tabSize ?? defaultTabSize;
  if (indented.length === 0) return options;
  if (isClear(/^\t+ ?$/)) return { tabSize, insertSpaces: false };
  return isClear(/^ +$/) ? { tabSize: stepOf(blanks) ?? tabSize, insertSpaces: true } : undefined;
}

/** The most frequent step from one line to the next deeper one, the smaller of two. */
function stepOf(blanks: readonly string[]): number | undefined {
  const counts = new Map<number, number>();
  for (const [index, { length }] of blanks.entries()) {
    const step = length - (blanks[index - 1]?.length ?? length);
    if (step > 1) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts].sort(([a, times], [b, others]) => others - times || a - b)[0]?.[0];
}

/** The leading blanks of a line as tabs or as blanks. What is less than a step stays as blanks, to align. */
export function withIndentation(blanks: string, { tabSize, insertSpaces }: Indentation): string {
  if (insertSpaces) return blanks.replaceAll('\t', ' '.repeat(tabSize));
  return blanks.replace(new RegExp(` {${tabSize}}`, 'g'), '\t');
}
