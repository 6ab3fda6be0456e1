import { owedClosers } from '../../text/brackets';
import { endsInText } from '../../text/endsInText';
import { indentationOf } from '../../text/lines';
import type { CompletionPlace } from '../completionPlace';
import type { AnswerFilter } from './answerFilter';

const header =
  /^\s*(?:(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|with)\b|match\s|case\s).*:\s*(?:#.*)?\r?$/;

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
      const isCode = at <= 0 || !isInside(lineBefore + draft.text.slice(0, at));
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

/**
 * Cuts a header, a decorator and the comments between them off the end of an answer in Python that was stopped before the body came. A
 * header that was begun before the cursor stays.
 */
export function withoutBareHeader(answer: string, { lineBefore, snapshot }: CompletionPlace): string {
  if (snapshot.languageId !== 'python') return answer;
  let kept = answer;
  for (let text = answer.trimEnd(); text !== '';) {
    const start = lastStatementStart(text, lineBefore);
    if (start === 0 && lineBefore.trim() !== '') break;
    const statement = text.slice(start).trim();
    const isBare = statement.startsWith('@') || isHeader(statement);
    if (!isBare && !statement.startsWith('#')) break;
    text = text.slice(0, start).trimEnd();
    if (isBare) kept = text;
  }
  return kept;
}

/** Where the last line begins that is not inside of brackets or of a text. */
function lastStatementStart(text: string, lineBefore: string): number {
  let start = text.lastIndexOf('\n') + 1;
  while (start > 0 && isInside(lineBefore + text.slice(0, start - 1))) start = text.lastIndexOf('\n', start - 2) + 1;
  return start;
}

/** Of a statement over several lines the last one ends in the colon. */
function isHeader(statement: string): boolean {
  return header.test(statement.replace(/\s#[^'"\n]*$/, '').replaceAll('\n', ' '));
}

function isInside(code: string): boolean {
  return endsInText(code, 'python') || owedClosers(code) !== '';
}
