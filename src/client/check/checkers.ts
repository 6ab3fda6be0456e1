import type { Disposable } from '../../base/disposable';
import type { Checker } from '../../core/ports';
import type { CheckAnswer, CheckQuestion } from '../../protocol/check';

export interface CheckersOptions {
  /** Asked anew for each question. Checkers run programs and read settings of the workspace, so there is none without trust. */
  readonly isTrusted: () => boolean;
  readonly typeScript: Checker & Disposable;
  readonly python: Checker & Disposable;
}

/** The checker for each language. Other languages than TypeScript, JavaScript and Python have none. */
export class Checkers implements Checker, Disposable {
  constructor(private readonly options: CheckersOptions) {}

  async check(question: CheckQuestion, signal: AbortSignal): Promise<CheckAnswer | undefined> {
    signal.throwIfAborted();
    if (!this.options.isTrusted()) return undefined;
    return this.#checkerFor(question.languageId)?.check(question, signal);
  }

  /**
   * Reads the project of a question ahead where the next one is answered sooner for it: that of TypeScript and JavaScript, whose checker stays. Call
   * while nobody types. Never rejects.
   */
  async warm(question: Omit<CheckQuestion, 'candidates'>, signal: AbortSignal): Promise<void> {
    const { isTrusted, typeScript } = this.options;
    if (signal.aborted || !isTrusted() || this.#checkerFor(question.languageId) !== typeScript) return;
    await typeScript.check({ ...question, candidates: [] }, signal).catch(() => undefined);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.options.typeScript.dispose(), this.options.python.dispose()]);
  }

  #checkerFor(languageId: string): Checker | undefined {
    switch (languageId) {
      case 'typescript':
      case 'typescriptreact':
      case 'javascript':
      case 'javascriptreact':
        return this.options.typeScript;
      case 'python':
        return this.options.python;
      default:
        return undefined;
    }
  }
}
