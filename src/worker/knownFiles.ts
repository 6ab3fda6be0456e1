import type { SkipCounts } from './skipCounts';

/**
 * What was seen last of each file of a root: its stamp, and why it is not in the index where it is not. Files that are passed over are
 * counted. Stamps are held without an object around each, since there are as many of them as files.
 */
export class KnownFiles {
  readonly #skips: SkipCounts;
  readonly #stamps = new Map<string, string>();
  readonly #reasons = new Map<string, string>();

  constructor(skips: SkipCounts) {
    this.#skips = skips;
  }

  has(relative: string): boolean {
    return this.#stamps.has(relative);
  }

  paths(): Iterable<string> {
    return this.#stamps.keys();
  }

  /** `undefined` for a file that was not seen or is forgotten. */
  stamp(relative: string): string | undefined {
    return this.#stamps.get(relative);
  }

  /** Why a file is passed over; `undefined` for one that is not. */
  skip(relative: string): string | undefined {
    return this.#reasons.get(relative);
  }

  /** Replaces what is known of a file. */
  note(relative: string, stamp: string, skip?: string): void {
    this.forget(relative);
    this.#stamps.set(relative, stamp);
    if (skip === undefined) return;
    this.#reasons.set(relative, skip);
    this.#skips.noteRead(skip, relative, 1);
  }

  forget(relative: string): void {
    this.#stamps.delete(relative);
    const skip = this.#reasons.get(relative);
    if (skip === undefined) return;
    this.#reasons.delete(relative);
    this.#skips.noteRead(skip, relative, -1);
  }
}
