import { PlainError } from '../base/errors';

/** The command was called in a wrong way: exit code 2. */
export class UsageError extends PlainError {
  constructor(message: string, cure?: string) {
    super('usage', message, cure);
    this.name = 'UsageError';
  }
}
