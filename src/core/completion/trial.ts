import type { ScopeFacts } from '../../protocol/syntax';
import type { SyntaxTrials } from '../ports';
import { leavesOpen } from './answerPlan';
import type { CompletionPlace } from './completionPlace';

/** For places that cannot parse: every answer is shown. */
export const noTrials: SyntaxTrials = { addsErrors: () => Promise.resolve(undefined) };

/** What may end a statement; after anything else (`=`, `,`, `{`, `:`) the user goes on writing. */
const complete = /[\p{L}\p{N}_$)\]}"'`;>]$/u;

/**
 * Whether a text that is about to be shown should parse: half-written code is normal while somebody types, so only one that leaves nothing
 * open is tried out.
 */
export function shouldParse(text: string, { lineBefore }: CompletionPlace, scope: ScopeFacts | undefined): boolean {
  const isCode = scope !== undefined && !scope.inString && !scope.inComment;
  return isCode && complete.test(text) && !leavesOpen(lineBefore, text);
}
