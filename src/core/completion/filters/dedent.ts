import { owedClosers } from '../../text/brackets';
import { indentationOf } from '../../text/lines';
import type { AnswerFilter } from './answerFilter';
import { endsInText } from './endsInText';

const closersOnly = /^[\s)\]}>;,]*$/;
/** Lines that stand at the left edge in any block. */
const atEdge = /^#(?:if|ifdef|ifndef|elif|else|endif|define|undef|pragma|region|endregion)\b/;

/**
 * Cuts an answer before the first line that is less deep than the cursor's line: it belongs to a block further out. What the answer opened
 * may be closed there, and the text of a string over several lines may stand anywhere. Nothing is left open by the cut.
 */
export const dedent: AnswerFilter = {
  reason: 'wrong-depth',
  apply: (draft, { lineBefore }) => {
    const base = indentationOf(lineBefore);
    const { text } = draft;
    let closedEnd = 0;
    for (let at = text.indexOf('\n'); base !== '' && at !== -1; at = text.indexOf('\n', at + 1)) {
      const before = text.slice(0, at);
      const isClosed = owedClosers(lineBefore + before) === '' && !endsInText(before);
      if (isClosed) closedEnd = at;
      const next = text.slice(at + 1).split('\n', 1)[0] ?? '';
      if (isLessDeep(next, base) && !endsInText(before)) return { ...draft, text: text.slice(0, closedEnd) };
    }
    return draft;
  },
};

/** Tabs and blanks are not compared with each other. */
function isLessDeep(line: string, base: string): boolean {
  const indentation = indentationOf(line);
  if (closersOnly.test(line) || atEdge.test(line.trimStart())) return false;
  return indentation.length < base.length && base.startsWith(indentation);
}
