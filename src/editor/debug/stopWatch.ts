import type { Clock } from '../../base/clock';
import type { Log } from '../../base/log';
import { readStopped } from '../../core/debug/debuggerAnswers';
import type { DebugStop } from '../../core/debug/debugStop';
import type { HintService } from '../../core/debug/hintService';
import type { PlainHint } from '../../core/debug/plainHint';
import { inquireStop } from '../../core/debug/stopInquiry';
import type { HintSession } from './hintSession';

/** A program under a debugger. */
export interface DebuggedProgram {
  /** Of its debug session. */
  readonly id: string;
  /** Sends a request of the Debug Adapter Protocol. */
  ask(command: string, args: Readonly<Record<string, unknown>>): PromiseLike<unknown>;
}

interface StopWatchParts {
  readonly locator: HintService['locator'];
  readonly session: HintSession;
  /** The mark at the guilty line. */
  readonly mark: { show(plain: PlainHint): void; clear(): void };
  /** Whether hints come by themselves. */
  readonly isOn: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

interface Stopped {
  readonly program: DebuggedProgram;
  /** Of the event `stopped`. */
  readonly body: unknown;
}

interface Watched {
  readonly id: string;
  readonly controller: AbortController;
  stop: DebugStop | undefined;
}

/** After this time the plain part is shown with what the debugger has said until then. */
const quickMs = 300;
/** A debugger that was too slow is asked once more. */
const patientMs = 10_000;

/** Gives a hint when a program stops on an error, and takes it back when the program goes on. */
export class StopWatch {
  readonly #parts: StopWatchParts;
  /** Programs that stand at an error now, by id. */
  readonly #stopped = new Map<string, Stopped>();
  #watched: Watched | undefined;

  constructor(parts: StopWatchParts) {
    this.#parts = parts;
  }

  /** Call for each event `stopped`. Resolves when the hint is complete, or was taken back; never rejects. */
  async stopped(program: DebuggedProgram, body: unknown): Promise<void> {
    if (isAside(body)) return;
    this.resumed(program.id);
    if (readStopped(body) === undefined) return;
    this.#stopped.set(program.id, { program, body });
    if (this.#parts.isOn()) await this.#hint({ program, body });
  }

  /** Call when a program goes on, ends, or loses its debugger. */
  resumed(id: string): void {
    this.#stopped.delete(id);
    if (this.#watched?.id === id) this.clear();
  }

  /** Takes back what is shown of a stop. */
  clear(): void {
    const { session, mark } = this.#parts;
    const stop = this.#watched?.stop;
    this.#watched?.controller.abort();
    this.#watched = undefined;
    mark.clear();
    if (stop !== undefined && session.shown?.stop === stop) session.clear();
  }

  /**
   * Gives the hint by command, whether or not hints come by themselves.
   * @param id of the debug session that the user works with, which goes first
   * @returns undefined when no program stands at an error, else the rest of the work, which never rejects
   */
  explain(id: string | undefined): Promise<void> | undefined {
    const stopped = this.#stopped.get(id ?? '') ?? [...this.#stopped.values()].at(-1);
    if (stopped === undefined) return undefined;
    const isShown = this.#watched?.id === stopped.program.id && this.#parts.session.shown?.stop === this.#watched.stop;
    return isShown ? Promise.resolve() : this.#hint(stopped);
  }

  async #hint({ program, body }: Stopped): Promise<void> {
    const { clock, session, log } = this.#parts;
    this.clear();
    const watched: Watched = { id: program.id, controller: new AbortController(), stop: undefined };
    this.#watched = watched;
    const { signal } = watched.controller;
    const startedAt = clock.now();
    const quick = await this.#inquire({ program, body }, quickMs, signal);
    if (quick === undefined || signal.aborted) return;
    this.#show(watched, quick);
    const tookMs = clock.now() - startedAt;
    log.info(`debug: plain part of the hint after ${Math.round(tookMs)} ms, ${quick.variables.length} values`);
    if (tookMs >= quickMs) {
      const whole = await this.#inquire({ program, body }, patientMs, signal);
      if (signal.aborted) return;
      if (whole !== undefined && whole.frames.length >= quick.frames.length && session.shown?.stop === quick)
        this.#show(watched, whole);
    }
    // Not when an error that was asked about meanwhile is shown.
    if (session.shown?.stop === watched.stop) await session.ask();
  }

  #inquire({ program, body }: Stopped, deadlineMs: number, signal: AbortSignal): Promise<DebugStop | undefined> {
    const { clock, locator } = this.#parts;
    const ask = (command: string, args: Readonly<Record<string, unknown>>): PromiseLike<unknown> =>
      program.ask(command, args);
    return inquireStop(body, { ask, locate: (frames) => locator.locate(frames), clock, deadlineMs }, signal);
  }

  #show(watched: Watched, stop: DebugStop): void {
    watched.stop = stop;
    this.#parts.mark.show(this.#parts.session.show(stop));
  }
}

/** Some debuggers tell of each other thread that stood still with the one that the user looks at. */
function isAside(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'preserveFocusHint' in body && body.preserveFocusHint === true;
}
