import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Answers between two collections. */
const ANSWERS_PER_COLLECTION = 50;

/**
 * Each evaluation holds about 1.8 MB of native memory until V8 collects its small wrapper, which V8, not seeing the native part, puts off for
 * thousands of answers. So collect by count. Flags are set here and not on the command line, which a packaged editor may not pass on.
 */
export class NativeMemory {
  readonly #collect: () => void;
  #answers = 0;

  constructor() {
    setFlagsFromString('--expose-gc');
    this.#collect = runInNewContext('gc') as () => void;
  }

  /** Call after each answer; `idle` says that nobody waits for the model now, so that a collection delays no one. */
  countAnswer(idle: boolean): void {
    this.#answers++;
    if (this.#answers >= ANSWERS_PER_COLLECTION && idle) this.collect();
  }

  /** Call when idle. Takes some 10 ms. */
  collect(): void {
    this.#answers = 0;
    this.#collect();
  }
}
