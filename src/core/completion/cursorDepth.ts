import { indentationOf } from '../text/lines';
import { linesAbove } from './aroundCursor';
import type { CompletionPlace } from './completionPlace';

const opensBlock = /(?:[:{([]|=>|\b(?:do|then|else|begin))\s*$/;

/**
 * Takes back the blanks that a model writes although the cursor's line is indented already: the first line loses them, and the later ones
 * as many. Where the line above opens a block and the cursor is no deeper, they are the indentation of that block, and stay.
 */
export function atCursorDepth(answer: string, place: CompletionPlace): string {
  const { lineBefore } = place;
  const extra = indentationOf(answer);
  if (extra === '' || lineBefore === '' || lineBefore.trim() !== '' || answer.trim() === '') return answer;
  if (/^\s*\n/.test(answer)) return answer;
  const above = linesAbove(place).findLast((line) => line.trim() !== '') ?? '';
  if (opensBlock.test(above) && lineBefore.length <= indentationOf(above).length) return answer;
  const deep = lineBefore + extra;
  const [first = '', ...rest] = answer.split('\n');
  const later = rest.map((line) => (line.startsWith(deep) ? lineBefore + line.slice(deep.length) : line));
  return [first.slice(extra.length), ...later].join('\n');
}
