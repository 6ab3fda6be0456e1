import { byteText } from '../core/models/byteText';
import type { Clock } from '../core/ports';
import type { PullProgress } from '../node/modelStore';
import type { CliIo } from './cliIo';
import { durationText } from './durationText';

/** A person sees a line that overwrites itself; a log file gets one now and then. */
const INTERACTIVE_MS = 200;
const LOG_MS = 10_000;

/** Writes the progress of a download to standard error. */
export class PullProgressLine {
  readonly #io: CliIo;
  readonly #clock: Clock;
  #writtenAtMs = -Infinity;
  #phase = '';
  #title: string;
  #firstBytes: number | undefined;

  /** `title` stands above the progress: at once for a person, in a log only when bytes come, so that a failure there is one line. */
  constructor(io: CliIo, clock: Clock, title: string) {
    this.#io = io;
    this.#clock = clock;
    this.#title = `${title}\n`;
    if (io.isInteractive) this.#begin();
  }

  show(progress: PullProgress): void {
    if (progress.phase === 'downloading' && !this.#io.isInteractive) {
      this.#firstBytes ??= progress.bytes;
      if (progress.bytes === this.#firstBytes && progress.bytes < progress.totalBytes) return;
    }
    this.#begin();
    const now = this.#clock.now();
    const pauseMs = this.#io.isInteractive ? INTERACTIVE_MS : LOG_MS;
    const isLast = progress.bytes === progress.totalBytes && this.#io.isInteractive;
    if (progress.phase === this.#phase && now - this.#writtenAtMs < pauseMs && !isLast) return;
    this.#phase = progress.phase;
    this.#writtenAtMs = now;
    this.#io.err(this.#io.isInteractive ? `\r\x1b[K${progressText(progress)}` : `${progressText(progress)}\n`);
  }

  #begin(): void {
    if (this.#title !== '') this.#io.err(this.#title);
    this.#title = '';
  }

  /** Ends the line that overwrites itself. */
  end(): void {
    if (this.#io.isInteractive && this.#phase !== '') this.#io.err('\r\x1b[K');
  }
}

function progressText({ phase, bytes, totalBytes, bytesPerSecond, secondsLeft }: PullProgress): string {
  if (phase === 'waiting') return 'Waiting: another Plinth downloads this model.';
  if (phase === 'checking') return 'Checking the file…';
  const share = `${byteText(bytes)} of ${byteText(totalBytes)} (${Math.floor((100 * bytes) / Math.max(1, totalBytes))} %)`;
  const rate = bytesPerSecond === 0 ? '' : `, ${byteText(bytesPerSecond)}/s`;
  return `${share}${rate}${secondsLeft === undefined ? '' : `, ${durationText(secondsLeft)} left`}`;
}
