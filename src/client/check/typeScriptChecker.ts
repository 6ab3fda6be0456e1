import { within } from '../../base/cancel';
import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { describeError } from '../../base/errors';
import type { Log } from '../../base/log';
import type { Checker } from '../../core/ports';
import type { CheckAnswer, CheckQuestion } from '../../protocol/check';
import { CheckerProcess } from './checkerProcess';
import { findTypeScript, usesNativeTypeScript } from './typeScriptFolder';

export interface TypeScriptCheckerOptions {
  /** The bundle `checker.mjs`. */
  readonly checkerFile: string;
  /** Folders of `typescript` packages, best first: VS Code's own. A workspace's own is code of the workspace. */
  readonly typeScriptFolders: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** The program that runs the process; this process's own unless told. */
  readonly nodePath?: string;
  /** Environment of the caller; this process's own unless told. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Time for reading a project and checking the text as it is. */
  readonly coldMs?: number;
  /** Time for each candidate. */
  readonly warmMs?: number;
  /** The process and its projects are kept so long between two questions. */
  readonly idleMs?: number;
  /** A process that has not answered for so long after its time was over is ended. */
  readonly hangMs?: number;
  readonly maxHeapMb?: number;
}

const defaults = {
  nodePath: process.execPath,
  env: process.env,
  coldMs: 20_000,
  warmMs: 5_000,
  idleMs: 3 * 60_000,
  hangMs: 40_000,
  maxHeapMb: 2_048,
};
const maxStarts = 4;
/** Starts that are longer ago than this are forgiven. */
const startsWindowMs = 10 * 60_000;
/** Of all texts of a question together. */
const maxLength = 16_000_000;

/**
 * Checks TypeScript and JavaScript in a child process, which is started by the first question. Ask with no candidates to read the project
 * ahead. Dispose of it at the end: the process would keep this one alive.
 */
export class TypeScriptChecker implements Checker, Disposable {
  readonly #options: Required<TypeScriptCheckerOptions>;
  #process: CheckerProcess | undefined;
  #folder: Promise<string | undefined> | undefined;
  #starts: number[] = [];
  #idle = new AbortController();
  #open = 0;
  #isDisposed = false;

  constructor(options: TypeScriptCheckerOptions) {
    this.#options = { ...defaults, ...options };
  }

  async check(question: CheckQuestion, signal: AbortSignal): Promise<CheckAnswer | undefined> {
    signal.throwIfAborted();
    const texts = [question.before, ...question.candidates, ...Object.values(question.unsaved)];
    if (texts.reduce((sum, text) => sum + text.length, 0) > maxLength) return undefined;
    if (await usesNativeTypeScript(question.path, question.root)) {
      this.#options.log.info('The project is on TypeScript 7, which has no API: only syntax is checked.');
      return undefined;
    }
    const child = await this.#running();
    signal.throwIfAborted();
    if (child === undefined) return undefined;
    this.#idle.abort();
    this.#open++;
    try {
      return await this.#ask(child, question, signal);
    } finally {
      if (--this.#open === 0) void this.#endWhenIdle(child);
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#idle.abort();
    this.#process?.kill();
  }

  async #ask(child: CheckerProcess, question: CheckQuestion, signal: AbortSignal): Promise<CheckAnswer | undefined> {
    const { clock, log, coldMs, warmMs } = this.#options;
    let problem = 'too late';
    const answer = child.ask({ question, coldMs, warmMs }, signal).catch((error: unknown) => {
      problem = describeError(error);
      return undefined;
    });
    let isSettled = false;
    const settled = answer.finally(() => (isSettled = true));
    // Once more for the candidates together: for the files that import this one.
    const ms = coldMs + warmMs * 2 * Math.max(1, question.candidates.length);
    const found = await within(settled, { clock, ms, signal });
    if (!isSettled) void this.#endIfHanging(child, settled);
    signal.throwIfAborted();
    if (found === undefined) log.warn(`The types were not checked: ${problem}.`);
    return found;
  }

  async #running(): Promise<CheckerProcess | undefined> {
    const { typeScriptFolders, clock, log } = this.#options;
    this.#folder ??= findTypeScript(typeScriptFolders);
    const typeScriptFolder = await this.#folder;
    if (this.#process?.isAlive === true) return this.#process;
    if (typeScriptFolder === undefined || this.#isDisposed) return undefined;
    const now = clock.now();
    this.#starts = this.#starts.filter((at) => now - at < startsWindowMs);
    if (this.#starts.length >= maxStarts) return undefined;
    this.#starts.push(now);
    try {
      const child = new CheckerProcess({ ...this.#options, typeScriptFolder });
      this.#process = child;
      void child.ended.then((cause) => log.debug(`The checker ended: ${cause}.`));
      return child;
    } catch (error) {
      log.warn(`The checker could not be started: ${describeError(error)}`);
      return undefined;
    }
  }

  async #endWhenIdle(child: CheckerProcess): Promise<void> {
    this.#idle = new AbortController();
    const { signal } = this.#idle;
    if (!this.#isDisposed) await this.#options.clock.sleep(this.#options.idleMs, signal);
    if (signal.aborted) return;
    // An end by idleness is no failure.
    if (this.#process === child) this.#starts = [];
    child.kill();
    if (this.#process === child) this.#process = undefined;
  }

  async #endIfHanging(child: CheckerProcess, settled: Promise<unknown>): Promise<void> {
    const { clock, hangMs, log } = this.#options;
    let isSettled = false;
    await within(
      settled.then(() => (isSettled = true)),
      { clock, ms: hangMs },
    );
    if (isSettled || !child.isAlive) return;
    log.warn('The checker does not answer and is ended.');
    child.kill();
    if (this.#process === child) this.#process = undefined;
  }
}
