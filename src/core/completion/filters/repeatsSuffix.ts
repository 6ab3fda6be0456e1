import { owedClosers } from '../../text/brackets';
import { looseForm } from '../../text/looseForm';
import { linesBelow } from '../aroundCursor';
import type { AnswerFilter } from './answerFilter';

/** A line of closers and the like: it repeats the one below only where it does not close a bracket of the answer's own. */
const closersOnly = /^[\s)\]}>;,"'`]*$/;
/** What a line stands in besides its indentation: a comment with stars, a directive. */
const margin = /^[\s*#/-]*/;
/** Longer runs of lines below are not compared. */
const maxLines = 40;

/**
 * Cuts an answer where it goes on with the lines that follow the cursor anyway, at the same depth. Models like to run past their place and
 * write the suffix again, often with other quotes or in another layout.
 */
export const repeatsSuffix: AnswerFilter = {
  reason: 'repeats-suffix',
  apply: (draft, place) => {
    const below = filledLines(linesBelow(place)).slice(0, maxLines);
    const lines = (place.lineBefore + draft.text).split('\n');
    const from = lines.findIndex((_, index) => repeats(lines, index, below, place.snapshot.languageId));
    if (from === -1) return draft;
    const kept = lines.slice(0, from).join('\n').length;
    return { ...draft, text: draft.text.slice(0, Math.max(0, kept - place.lineBefore.length)) };
  },
};

/** The lines from `from` on say the same as the first of the lines below, and begin at their depth. */
function repeats(lines: readonly string[], from: number, below: readonly string[], languageId: string): boolean {
  const formOf = (code: readonly string[]): string => looseForm(code.join('\n'), languageId);
  const line = lines[from] ?? '';
  if (line.trim() === '' || margin.exec(line)?.[0] !== margin.exec(below[0] ?? '')?.[0]) return false;
  if (closersOnly.test(line) && owedClosers(lines.slice(0, from).join('\n')) !== '') return false;
  const rest = filledLines(lines.slice(from));
  // Without a word there is no form that could tell one from another.
  if (!/[\p{L}\p{N}]/u.test(rest.join(''))) return sameLines(rest, below);
  const form = formOf(rest);
  if (!form.startsWith(formOf(below.slice(0, 1)).replace(/,$/, ''))) return false;
  return below.some((_, index) => formOf(below.slice(0, index + 1)) === form);
}

function sameLines(lines: readonly string[], below: readonly string[]): boolean {
  return lines.length <= below.length && lines.every((line, index) => line === below[index]);
}

function filledLines(lines: readonly string[]): string[] {
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}
