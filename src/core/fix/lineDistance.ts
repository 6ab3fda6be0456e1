/** Models drop and add blank lines lightly. In hundredths, as all costs here: whole numbers can be compared. */
const blankCost = 25;
const lineCost = 100;

/**
 * What it costs to make `wanted` out of the first line of `lines`, of its first two lines, and so on: each line added or removed costs 100,
 * a blank one 25, a changed one up to 100, the less the more it stays alike.
 */
export function editCosts(wanted: readonly string[], lines: readonly string[]): readonly number[] {
  let row = [0];
  for (const line of wanted) row.push((row.at(-1) ?? 0) + soloCost(line));
  return lines.map((line) => {
    const next = [(row[0] ?? 0) + soloCost(line)];
    wanted.forEach((other, index) =>
      next.push(
        Math.min(
          (row[index] ?? 0) + changeCost(line, other),
          (row[index + 1] ?? 0) + soloCost(line),
          (next[index] ?? 0) + soloCost(other),
        ),
      ),
    );
    row = next;
    return row.at(-1) ?? 0;
  });
}

function soloCost(line: string): number {
  return line === '' ? blankCost : lineCost;
}

function changeCost(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  let alike = 0;
  while (alike < shorter && a[alike] === b[alike]) alike += 1;
  let tail = 0;
  while (tail < shorter - alike && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return Math.max(1, Math.round(lineCost * (1 - (alike + tail) / Math.max(a.length, b.length))));
}
