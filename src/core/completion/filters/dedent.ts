import { endsInText } from '../../text/endsInText';
import { indentationOf } from '../../text/lines';
import { closedEnd } from '../closedEnd';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerFilter } from './answerFilter';

const closersOnly = /^[\s)\]}>;,]*$/;
/** Lines that stand at the left edge in any block. */
const atEdge = /^#(?:if|ifdef|ifndef|elif|else|endif|define|undef|pragma|region|endregion)\b/;

/**
 * Cuts an answer before the first line that is less deep than the cursor's line: it belongs to a block further out. What the answer opened
 * may be closed there, and the text of a string over several lines may stand anywhere. Nothing is left open by the cut.
 */
export const dedent: AnswerFilter = {
  reason: 'wrong-depth',
  apply: (draft, place) => {
    const { text } = draft;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      const next = text.slice(at + 1).split('\n', 1)[0] ?? '';
      if (leavesDepth(text.slice(0, at), next, place))
        return { ...draft, text: text.slice(0, closedEnd(text, at, place)) };
    }
    return draft;
  },
};

/**
 * True as soon as it is certain that {@link dedent} cuts a growing answer before its last line, so that nothing after that is of use.
 * Costs next to nothing while the last line is as deep as the cursor's.
 */
export function hasLeftDepth(text: string, place: CompletionPlace): boolean {
  const at = text.lastIndexOf('\n');
  if (at === -1) return false;
  const last = text.slice(at + 1);
  // More of the word may make it a directive.
  return !/^\s*#\w*$/.test(last) && leavesDepth(text.slice(0, at), last, place);
}

function leavesDepth(before: string, line: string, { lineBefore, snapshot }: CompletionPlace): boolean {
  return isLessDeep(line, indentationOf(lineBefore)) && !endsInText(lineBefore + before, snapshot.languageId);
}

/** Tabs and blanks are not compared with each other. */
function isLessDeep(line: string, base: string): boolean {
  const indentation = indentationOf(line);
  if (indentation.length >= base.length || !base.startsWith(indentation)) return false;
  return !closersOnly.test(line) && !atEdge.test(line.trimStart());
}
