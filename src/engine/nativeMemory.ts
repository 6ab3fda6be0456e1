import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Evaluations between two collections: 60 MB with the vocabulary of Qwen. */
const EVALUATIONS_PER_COLLECTION = 32;

/**
 * Each evaluation, a chunk of a prompt as much as an answer, holds its candidates (12 bytes for each token of the vocabulary, 1.8 MB with
 * Qwen's) until V8 collects the small wrapper, which V8, not seeing the native part, puts off for thousands of answers. So collect by count.
 * Flags are set here and not on the command line, which a packaged editor may not pass on.
 */
export class NativeMemory {
  readonly #collect: (options?: { readonly type: 'minor' }) => void;
  #evaluations = 0;

  constructor() {
    setFlagsFromString('--expose-gc');
    this.#collect = runInNewContext('gc') as (options?: { readonly type: 'minor' }) => void;
  }

  /** Call for each native evaluation that is begun. The wrappers of the last ones are young: that takes a few milliseconds. */
  countEvaluation(): void {
    this.#evaluations++;
    if (this.#evaluations < EVALUATIONS_PER_COLLECTION) return;
    this.#evaluations = 0;
    this.#collect({ type: 'minor' });
  }

  /** Call when idle. Takes some 10 ms. */
  collect(): void {
    this.#evaluations = 0;
    this.#collect();
  }
}
