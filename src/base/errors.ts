/** An error that a person reads: what is wrong, and (where there is one) what to do about it. */
export class PlainError extends Error {
  constructor(
    /** Stable machine-readable name, such as `model-missing`; see protocol/errorCodes for those that cross a process. */
    readonly code: string,
    message: string,
    /** One sentence that says what the reader can do. */
    readonly cure?: string,
  ) {
    super(message);
    this.name = 'PlainError';
  }
}

/** The message and the cure on one line; for any other thrown value its message. Never a stack trace. */
export function describeError(error: unknown): string {
  if (error instanceof PlainError)
    return error.cure === undefined ? error.message : `${sentence(error.message)} ${error.cure}`;
  return error instanceof Error ? error.message : String(error);
}

/** The text with a full stop, unless it ends as a sentence already. */
export function sentence(text: string): string {
  return /[.!?…]["')]*$/.test(text) ? text : `${text}.`;
}
