/** Longer texts are compared by their beginnings only. */
const maxChars = 4_000;

/** 1 - Levenshtein distance / length of the longer text, in UTF-16 units: 1 for equal texts, 0 for texts that share nothing. */
export function editSimilarity(a: string, b: string): number {
  const [left, right] = [a.slice(0, maxChars), b.slice(0, maxChars)];
  const longer = Math.max(left.length, right.length);
  return longer === 0 ? 1 : 1 - levenshtein(left, right) / longer;
}

function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
