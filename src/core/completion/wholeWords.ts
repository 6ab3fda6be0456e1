import { owedClosers } from '../text/brackets';

/**
 * Takes back the half-written end of a line that ran into the token limit: it ends before the last blank or comma at which it is no more
 * open than it was at an earlier one. A line that has come to its end stays.
 * @returns '' when not a word is left.
 */
export function wholeWords(line: string): string {
  const text = line.trimEnd();
  if (/[;}]$/.test(text) && openness(text) === 0) return text;
  const ends = [...line.matchAll(/[\s,]+/g)].map(({ index }) => index).filter((end) => end > 0);
  const depths = ends.map((end) => openness(line.slice(0, end)));
  const last = depths.findLastIndex(
    (depth, index) => depth === 0 || depths.slice(0, index).some((old) => old >= depth),
  );
  const kept = last === -1 ? '' : line.slice(0, ends[last]);
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(kept) ? kept : '';
}

function openness(code: string): number {
  const quotes = code.match(/\\.|"/g)?.filter((found) => found === '"').length ?? 0;
  return owedClosers(code).length + (quotes % 2);
}
