import type { ScopeFacts } from '../../protocol/syntax';
import type { SyntaxTrials } from '../ports';
import { languageOf } from '../syntax/languages';
import { leavesOpen } from './answerPlan';
import type { CompletionPlace } from './completionPlace';

/** For places that cannot parse: every answer is shown. */
export const noTrials: SyntaxTrials = { addsErrors: () => Promise.resolve(undefined) };

/** What may end a statement; after anything else (`=`, `,`, `{`, `:`) the user goes on writing. */
const complete = /[\p{L}\p{N}_$)\]}"'`;>]$/u;
/** The same where a line break ends no statement: a header or an annotation may end in anything else. */
const completeWithMark = /[;}]$/;
/** A line to which a next one belongs: a decorator, an attribute, a header whose block begins below and does not end on it. */
const begun = [
  /^\s*[@[]/,
  /^[\s}]*(?:(?:export|default|abstract|local)\s+)*(?:class|interface|enum|function|if|else|elseif|elif|for|while|until|repeat|do|try|finally|begin|case|select)\b(?!.*(?:[;}]|\b(?:end|fi|done|esac))$)/,
  /(?:\b(?:then|do|else)|\bfunction\s*\([^()]*\))$/,
];

/**
 * Whether a text that is about to be shown should parse: half-written code is normal while somebody types, so only one that leaves nothing
 * open is tried out.
 */
export function shouldParse(text: string, place: CompletionPlace, scope: ScopeFacts | undefined): boolean {
  const { lineBefore, snapshot } = place;
  const isCode = scope !== undefined && !scope.inString && !scope.inComment;
  return isCode && mayBeComplete(lineBefore + text, snapshot.languageId) && !leavesOpen(lineBefore, text);
}

function mayBeComplete(code: string, languageId: string): boolean {
  if (languageOf(languageId)?.newlineEndsStatement === false) return completeWithMark.test(code);
  const lastLine = code.slice(code.lastIndexOf('\n') + 1);
  return complete.test(code) && !begun.some((pattern) => pattern.test(lastLine));
}
