import type { CompletionPlace } from '../completionPlace';
import type { SkipReason } from '../skip';

/** An answer on its way through the filters. */
export interface AnswerDraft {
  /** A part of what the model wrote, without a gap. */
  readonly text: string;
  /** UTF-16 units after the cursor that the text replaces; they are never more than the rest of the line. */
  readonly overwrite: number;
}

/** One thing that can be wrong with an answer. Pure, never throws, and only ever takes text away. */
export interface AnswerFilter {
  /** Given to the user when nothing but blanks is left after this filter. */
  readonly reason: SkipReason;
  readonly apply: (draft: AnswerDraft, place: CompletionPlace) => AnswerDraft;
}
