/** A document of more units has no tree (see `Trees`), so it would not be typed into the way that is measured. */
const mostUnits = 1_900_000;

export interface LongText {
  readonly text: string;
  /** Where the middle begins in it. */
  readonly start: number;
  readonly lines: number;
}

/**
 * A text of about so many lines with `middle` in the midst of others, which are taken in turn, again and again where that is needed, half of
 * them before it. A middle that is longer stays as it is, and so does one without others.
 */
export function longText(middle: string, wantedLines: number, others: readonly string[]): LongText {
  const own = lineCount(middle);
  const usable = others.filter((other) => other.trim() !== '').map((other) => `${other.replace(/\s+$/, '')}\n\n`);
  const sides: { readonly pieces: string[]; lines: number }[] = [
    { pieces: [], lines: 0 },
    { pieces: [], lines: 0 },
  ];
  let units = middle.length;
  for (let index = 0; usable.length > 0; index++) {
    const [side, piece = ''] = [sides[index % 2], usable[index % usable.length]];
    const missing = wantedLines - own - sides.reduce((sum, { lines }) => sum + lines, 0);
    units += piece.length;
    if (side === undefined || missing <= 0 || units > mostUnits) break;
    side.pieces.push(piece);
    side.lines += lineCount(piece);
  }
  const [before = '', after = ''] = sides.map(({ pieces }) => pieces.join(''));
  const text = `${before}${middle}${after === '' || middle.endsWith('\n') ? '' : '\n'}${after}`;
  return { text, start: before.length, lines: lineCount(text) };
}

function lineCount(text: string): number {
  let count = text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
