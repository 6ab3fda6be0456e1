/** Lets an answer through as it comes, up to where it should end. */
export interface AnswerCut {
  /** Whether the answer has ended; nothing is let through any more. */
  readonly isOver: boolean;
  /** Call for each part of the answer; what may be shown now. */
  add(text: string): string;
  /** Call when the answer has ended by itself; what was held back. */
  end(): string;
}
