import type { Log } from '../base/log';

/** Reasons of every day, which nobody wants to read about one by one. */
const quietReasons: ReadonlySet<string> = new Set(['ignored', 'excluded', 'secret', 'link', 'foreign', 'gone']);

/** Counts the files and folders that one root's index passes over, by reason, and says the first of each reason in the log. */
export class SkipCounts {
  readonly #folder: string;
  readonly #log: Log;
  /** Of the last walk. */
  #walk = new Map<string, number>();
  /** Of the files that were read, as things are now. */
  readonly #read = new Map<string, number>();
  readonly #said = new Set<string>();
  /** Folders of others that no ignore file names. */
  #closed = new Set<string>();
  /** Those of the walk before, which count until this one has ended. */
  #closedBefore = new Set<string>();

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  get all(): Readonly<Record<string, number>> {
    const all: Record<string, number> = {};
    for (const counts of [this.#walk, this.#read])
      for (const [reason, count] of counts) if (count > 0) all[reason] = (all[reason] ?? 0) + count;
    return all;
  }

  startWalk(): void {
    this.#walk = new Map();
    this.#closedBefore = new Set([...this.#closedBefore, ...this.#closed]);
    this.#closed = new Set();
  }

  endWalk(): void {
    this.#closedBefore.clear();
  }

  noteWalk(reason: string, relative: string): void {
    this.#walk.set(reason, (this.#walk.get(reason) ?? 0) + 1);
    if (reason === 'foreign') this.#closed.add(relative);
    this.#say(reason, relative);
  }

  /** `change` is 1 for a file that is passed over from now on, -1 for one that is no more. */
  noteRead(reason: string, relative: string, change: 1 | -1): void {
    this.#read.set(reason, (this.#read.get(reason) ?? 0) + change);
    if (change > 0) this.#say(reason, relative);
  }

  isInClosedFolder(relative: string): boolean {
    if (this.#closed.size + this.#closedBefore.size === 0) return false;
    for (let end = relative.lastIndexOf('/'); end > 0; end = relative.lastIndexOf('/', end - 1)) {
      const folder = relative.slice(0, end);
      if (this.#closed.has(folder) || this.#closedBefore.has(folder)) return true;
    }
    return false;
  }

  /** One line when the index is whole for the first time. */
  report(files: number): void {
    const skipped = Object.entries(this.all).map(([reason, count]) => `${count} ${reason}`);
    const rest = skipped.length === 0 ? '' : `; passed over: ${skipped.join(', ')}`;
    this.#log.info(`Index of ${this.#folder}: ${files} files${rest}.`);
  }

  #say(reason: string, relative: string): void {
    if (quietReasons.has(reason) || this.#said.has(reason)) return;
    this.#said.add(reason);
    this.#log.info(
      `Index of ${this.#folder}: ${relative} is passed over (${reason}); others like it are only counted.`,
    );
  }
}
