import { owedClosers } from '../../text/brackets';
import { indentationOf } from '../../text/lines';
import type { AnswerFilter } from './answerFilter';
import { endsInText } from './endsInText';

const header =
  /^\s*(?:(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|with)\b|match\s|case\s).*:\s*(?:#.*)?$/;

/** Cuts an answer in Python before a header that is followed by a line which is not deeper, so that it has no body. */
export const missingBody: AnswerFilter = {
  reason: 'missing-body',
  apply: (draft, { lineBefore, snapshot }) => {
    if (snapshot.languageId !== 'python') return draft;
    const lines = (lineBefore + draft.text).split('\n');
    let at = -lineBefore.length;
    for (const [index, line] of lines.entries()) {
      const next = lines.slice(index + 1).find((other) => other.trim() !== '');
      const lacksBody = next !== undefined && indentationOf(next).length <= indentationOf(line).length;
      const isCode = at <= 0 || !isInside(draft.text.slice(0, at));
      if (lacksBody && isCode && header.test(line)) {
        // A header that was begun before the cursor is finished all the same.
        const end = index === 0 && lineBefore.trim() !== '' ? at + line.length : at;
        return { ...draft, text: draft.text.slice(0, Math.max(0, end)) };
      }
      at += line.length + 1;
    }
    return draft;
  },
};

function isInside(code: string): boolean {
  return endsInText(code) || owedClosers(code) !== '';
}
