import path from 'node:path';
import type { Clock } from '../base/clock';
import { PlainError } from '../base/errors';
import { runShellCommand, type ShellResult } from '../client/shellCommand';
import type { FixTest } from '../core/fix/fixTarget';
import { ScratchCopy } from '../node/scratchCopy';

export interface ScratchTestOptions {
  /** What the user gave by `--check`. */
  readonly command: string;
  /** The folder that is copied. */
  readonly folder: string;
  /** Absolute, in that folder. */
  readonly file: string;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 5 * 60_000;

/** Runs the user's check command in a scratch copy of the folder, with one file changed. */
export class ScratchTest implements FixTest {
  readonly name: string;
  /** What the command printed before anything was changed. */
  readonly firstReport: string;
  readonly #options: Required<ScratchTestOptions>;
  readonly #copy: ScratchCopy;

  private constructor(options: Required<ScratchTestOptions>, copy: ScratchCopy, firstReport: string) {
    this.#options = options;
    this.#copy = copy;
    this.name = options.command;
    this.firstReport = firstReport;
  }

  /** @throws PlainError `checkPasses` when there is nothing to fix, `checkFailed` when the command does not end, and those of ScratchCopy */
  static async begin(options: ScratchTestOptions, signal: AbortSignal): Promise<ScratchTest> {
    const all = { timeoutMs: defaultTimeoutMs, ...options };
    const copy = await ScratchCopy.create(options.folder, { signal });
    try {
      const result = await runIn(copy, all, signal);
      if (result === undefined)
        throw new PlainError(
          'checkFailed',
          `The check command did not end within ${Math.round(all.timeoutMs / 1000)} s, wrote too much, or cannot be run.`,
          'Give a command that fails quickly.',
        );
      if (result.exitCode === 0)
        throw new PlainError(
          'checkPasses',
          'The check command passes already: there is nothing to fix.',
          'Files that .gitignore names are not in the copy that it ran in.',
        );
      return new ScratchTest(all, copy, result.output);
    } catch (error) {
      await copy.remove();
      throw error;
    }
  }

  async run(newText: string, signal: AbortSignal): Promise<{ readonly passed: boolean; readonly report: string }> {
    const { folder, file } = this.#options;
    await this.#copy.write(path.relative(folder, file), newText);
    const result = await runIn(this.#copy, this.#options, signal);
    signal.throwIfAborted();
    if (result === undefined) return { passed: false, report: 'The check did not end in time.' };
    return { passed: result.exitCode === 0, report: result.output };
  }

  /** Removes the copy. Never rejects. */
  end(): Promise<void> {
    return this.#copy.remove();
  }
}

function runIn(
  copy: ScratchCopy,
  { command, timeoutMs, clock }: Required<ScratchTestOptions>,
  signal: AbortSignal,
): Promise<ShellResult | undefined> {
  return runShellCommand({ command, cwd: copy.folder, env: process.env, timeoutMs }, clock, signal);
}
