/** Columns side by side, the first row being the head: the first column and those of words to the left, those of numbers to the right. */
export function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isText = (column: number): boolean => rows.slice(1).every((row) => !/^[-+]?\d/.test(row[column] ?? ''));
  const left = widths.map((_, column) => column === 0 || isText(column));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          left[column] === true ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
