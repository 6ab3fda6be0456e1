import type { Clock } from '../../../base/clock';
import { Lru } from '../../../base/lru';

/** Documents whose edits are remembered. */
const maxDocuments = 12;
/** Larger texts are not kept twice. */
const maxUnits = 400_000;
/** Edits that are older than this say little of what somebody is about to do. */
const maxAgeMs = 15 * 60_000;

/** A document before and after the edits of the last minutes. */
export interface RecentEdit {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

interface Burst {
  readonly before: string;
  readonly startMs: number;
}

/** Remembers how the open documents looked before the edits of the last minutes. */
export class RecentEdits {
  readonly #clock: Clock;
  readonly #bursts = new Lru<string, Burst>(maxDocuments);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Call before each edit, with the text as it is until then. Costs nothing that grows with the text. */
  willChange(uri: string, text: string): void {
    const known = this.#bursts.get(uri);
    if (known !== undefined && this.#clock.now() - known.startMs < maxAgeMs) return;
    if (text.length > maxUnits) this.#bursts.delete(uri);
    else this.#bursts.set(uri, { before: text, startMs: this.#clock.now() });
  }

  /** Call when a document is closed or given anew. */
  forget(uri: string): void {
    this.#bursts.delete(uri);
  }

  /** The documents that differ from what they were, the one that was changed last first. `textOf` answers with a text as it is now. */
  list(textOf: (uri: string) => string | undefined): RecentEdit[] {
    const edits = [...this.#bursts.entries()].flatMap(([uri, { before, startMs }]) => {
      const after = textOf(uri);
      if (after === undefined || after === before || this.#clock.now() - startMs > 2 * maxAgeMs) return [];
      return [{ uri, before, after }];
    });
    return edits.reverse();
  }
}
