import { lineEnd, lineStart, nextLineStart } from '../../../text/lines';

/**
 * What the rival's client shows of an answer, by its own rules: nothing that is blank or only repeats what follows; no more than the first
 * line where text stands behind the cursor, and of that not what stands there at its end. `undefined` when nothing is shown.
 */
export function peerAnswer(content: string, text: string, offset: number): string | undefined {
  const answer = content.replace(/(?:\r?\n[^\S\r\n]*)+$/, '');
  if (answer.trim() === '') return undefined;
  const behind = text.slice(offset, lineEnd(text, offset));
  const lines = answer.split(/\r?\n/);
  if (repeatsWhatFollows(lines, behind, text, offset)) return undefined;
  if (behind.trim() === '') return lines.join('\n');
  const [first = ''] = lines;
  if (first.endsWith(behind)) return first.slice(0, -behind.length);
  return first;
}

function repeatsWhatFollows(lines: readonly string[], behind: string, text: string, offset: number): boolean {
  const [first = '', ...others] = lines;
  const below = text.slice(nextLineStart(text, offset)).split('\n', lines.length + 50);
  if (others.length === 0 && first === behind) return true;
  if (others.length > 0 && (first.trim() === '' || first.trim() === behind.trim()) && sameLines(others, below))
    return true;
  const next = below.findIndex((line) => line.trim() !== '');
  if (next === -1 || text.slice(lineStart(text, offset), offset) + first !== below[next]) return false;
  const [second = ''] = others;
  if (others.length <= 1) return (below[next + 1] ?? '').startsWith(second);
  return sameLines(others, below.slice(next + 1));
}

function sameLines(lines: readonly string[], below: readonly string[]): boolean {
  return lines.every((line, index) => line === below[index]);
}
