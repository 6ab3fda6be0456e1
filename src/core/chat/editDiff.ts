import { minimalEdits } from '../text/minimalEdits';

/** Enough to see what changes; the diff editor shows the rest. */
const maxLines = 40;

/** The lines in which two texts differ, old ones with `-` and new ones with `+`, for people to read in a block of the language `diff`. */
export function editDiff(oldText: string, newText: string): string {
  const lines = minimalEdits(oldText, newText, 0).flatMap(({ start, end, text }) => [
    ...marked('-', oldText.slice(start, end)),
    ...marked('+', text),
  ]);
  return (lines.length <= maxLines ? lines : [...lines.slice(0, maxLines), '…']).join('\n');
}

function marked(mark: string, text: string): readonly string[] {
  if (text === '') return [];
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => mark + line);
}
