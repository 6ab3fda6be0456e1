/**
 * A line of prose as rows of at most `columns` units, where its words allow that. The rows of an item of a list stand below its first word.
 */
export function wrapLine(line: string, columns: number): string[] {
  const first = /^\s*(?:[-*+]\s+|\d+[.)]\s+)?/.exec(line)?.[0] ?? '';
  const rows: string[] = [];
  let row = first;
  for (const word of line.slice(first.length).split(/\s+/)) {
    if (row.trim() !== '' && row.length + word.length > columns && row !== first) {
      rows.push(row.trimEnd());
      row = ' '.repeat(first.length);
    }
    row += `${word} `;
  }
  return [...rows, row.trimEnd()];
}
