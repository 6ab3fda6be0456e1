/** Names of so many units and more may differ by two slips. */
const twoSlipsFrom = 5;
/** Shorter names are near to everything. */
const shortest = 2;

/**
 * How many slips of the keys (a unit too many, too few, another one, two exchanged) lie between two names; a difference of upper and lower
 * case alone counts as one. Gives up above `most` and answers `most + 1`. Optimal string alignment distance.
 */
export function nameDistance(a: string, b: string, most = 2): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  if (a.toLowerCase() === b.toLowerCase()) return 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change);
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isExchange) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return Math.min(most + 1, row[b.length] ?? most + 1);
}

/** Whether one name may be the other with a slip or two: one in short names, two in longer ones. */
export function isNearName(name: string, other: string): boolean {
  return slipsBetween(name, other) !== undefined;
}

/** The known names that may be meant by `name`, the nearest first; of equally near ones the order stays. At most `most`. */
export function nearestNames(name: string, known: Iterable<string>, most: number): string[] {
  const found = new Map<string, number>();
  for (const other of known) {
    const slips = found.has(other) ? undefined : slipsBetween(name, other);
    if (slips !== undefined) found.set(other, slips);
  }
  return [...found]
    .sort(([, a], [, b]) => a - b)
    .slice(0, most)
    .map(([other]) => other);
}

function slipsBetween(name: string, other: string): number | undefined {
  if (name === other || Math.min(name.length, other.length) < shortest) return undefined;
  const most = Math.min(name.length, other.length) >= twoSlipsFrom ? 2 : 1;
  const slips = nameDistance(name, other, most);
  return slips <= most ? slips : undefined;
}
