import { SetUpError } from './setUpError.mjs';

/** A command was called with words that it does not know. Exit code 2, as with the product's own command line. */
export class WrongUse extends SetUpError {
  exitCode = 2;
}
