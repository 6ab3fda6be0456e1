/** Something that a command needs is missing and cannot be fetched. Shown as one line, never with a stack trace. */
export class SetUpError extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string} cure what the reader can do about it
   */
  constructor(message, cure) {
    super(`${message.replace(/[\s.]+$/, '')}. ${cure}`);
    this.name = 'SetUpError';
  }
}
