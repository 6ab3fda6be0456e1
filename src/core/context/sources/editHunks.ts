import { structuredPatch } from 'diff';

/** Lines around a change that are shown with it. */
const contextLines = 1;
/** A change with more lines than this is a rewrite: it tells nothing that is worth its tokens. */
const maxHunkLines = 14;
/** Beyond this many changed lines the texts are not compared to the end. */
const maxEditLength = 400;

export interface EditHunk {
  /** 0-based line in the new text. */
  readonly line: number;
  /** As in a unified diff, without its header; ends in a line break. */
  readonly text: string;
}

/** The small changes between two texts of one file, in the order of the file; none when the texts differ too much to say. */
export function editHunks(before: string, after: string): EditHunk[] {
  const patch = structuredPatch('', '', before, after, undefined, undefined, { context: contextLines, maxEditLength });
  if (patch === undefined) return [];
  return patch.hunks.flatMap(({ newStart, lines }) => {
    const shown = lines.filter((line) => !line.startsWith('\\'));
    const isSaying = shown.some((line) => /^[+-].*[\p{L}\p{N}]/u.test(line));
    if (!isSaying || shown.length > maxHunkLines) return [];
    return [{ line: Math.max(0, newStart - 1), text: shown.map((line) => `${line.trimEnd()}\n`).join('') }];
  });
}
