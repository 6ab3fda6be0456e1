import type { Writable } from 'node:stream';
import { systemCode, systemReason } from '../node/systemReason';
import type { CliIo } from './cliIo';

/** What a shell calls a program that Ctrl+C ended: 128 and the number of the signal. */
const INTERRUPTED_EXIT_CODE = 130;

/** The outside of a real command: where it writes, and what stops it. */
export class ProcessIo implements CliIo {
  readonly isInteractive: boolean;
  readonly cwd: string;
  readonly #controller = new AbortController();
  readonly #stdout: Writable;
  readonly #stderr: Writable;
  #isInterrupted = false;
  #outputError: Error | undefined;

  constructor(stdout: Writable, stderr: Writable & { readonly isTTY?: boolean }, cwd: string) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.isInteractive = stderr.isTTY === true;
    this.cwd = cwd;
    // Work whose result nobody gets is over.
    stdout.on('error', (error) => {
      this.#outputError ??= error;
      this.#controller.abort();
    });
    stderr.on('error', () => undefined);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  out(text: string): void {
    this.#stdout.write(text);
  }

  /** Silent once the output failed: `finish` then says what there is to say. */
  err(text: string): void {
    if (this.#outputError === undefined) this.#stderr.write(text);
  }

  /** Call at Ctrl+C. Answers the exit code to end with at once when it was called before. */
  interrupt(): number | undefined {
    if (this.#isInterrupted) return INTERRUPTED_EXIT_CODE;
    this.#isInterrupted = true;
    this.#controller.abort();
    return undefined;
  }

  /**
   * Waits until the output is written, and turns the command's exit code into that of the process: 130 after Ctrl+C. A reader that went away
   * (`plinth … | head`) has what it wanted, so that is no failure; any other trouble with the output is one, told in a line.
   */
  async finish(code: number): Promise<number> {
    await new Promise<void>((resolve) => this.#stdout.write('', () => resolve()));
    // The stream tells of an error after it called back.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#isInterrupted) return INTERRUPTED_EXIT_CODE;
    if (this.#outputError === undefined) return code;
    if (systemCode(this.#outputError) === 'EPIPE') return 0;
    this.#stderr.write(`plinth: The output cannot be written: ${systemReason(this.#outputError)}.\n`);
    return 1;
  }
}
