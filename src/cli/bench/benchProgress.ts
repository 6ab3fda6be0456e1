import type { Clock } from '../../core/ports';
import type { CliIo } from '../cliIo';
import { durationText } from '../durationText';

const BAR_CHARS = 24;
/** A log file gets a line now and then. */
const LOG_MS = 60_000;

/** A bar on standard error with the time that is left, by the mean time of the answers so far. */
export class BenchProgress {
  readonly #io: CliIo;
  readonly #clock: Clock;
  readonly #total: number;
  readonly #startMs: number;
  #done = 0;
  #measured = 0;
  #writtenAtMs: number;

  constructor(io: CliIo, clock: Clock, total: number) {
    this.#io = io;
    this.#clock = clock;
    this.#total = total;
    this.#startMs = clock.now();
    this.#writtenAtMs = this.#startMs;
  }

  /** An answer that was there already costs no time, so it tells nothing about the others. */
  step(isNew: boolean): void {
    this.#done++;
    if (isNew) this.#measured++;
    const now = this.#clock.now();
    if (this.#io.isInteractive) this.#io.err(`\r\x1b[K${this.#text(now)}`);
    else if (now - this.#writtenAtMs >= LOG_MS) {
      this.#writtenAtMs = now;
      this.#io.err(`${this.#text(now)}\n`);
    }
  }

  /** Ends the line that overwrites itself. */
  end(): void {
    if (this.#io.isInteractive && this.#done > 0) this.#io.err('\n');
  }

  #text(now: number): string {
    const filled = Math.round((BAR_CHARS * this.#done) / Math.max(1, this.#total));
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_CHARS - filled)}] ${this.#done} of ${this.#total}`;
    if (this.#measured === 0) return bar;
    const secondsEach = (now - this.#startMs) / 1000 / this.#measured;
    return `${bar}, ${durationText(secondsEach * (this.#total - this.#done))} left`;
  }
}
