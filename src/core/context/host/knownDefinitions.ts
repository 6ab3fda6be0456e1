import type { Clock } from '../../../base/clock';
import { Lru } from '../../../base/lru';
import type { ContextSnippet } from '../../../protocol/context';

const maxKnown = 200;
/** The file may since have been changed by others, or hidden by rules that are in no folder of the workspace. */
const foundMs = 5 * 60_000;
/** A server that knew nothing may still have been loading its project. */
const unknownMs = 60_000;

/** Where a name is defined, and what of it may be shown. */
export interface FoundDefinition {
  readonly uri: string;
  readonly snippet: Omit<ContextSnippet, 'relevance'>;
}

/** Without `found`: somebody asked, and there is none elsewhere that may be shown. */
interface Known {
  readonly learnedAt: number;
  readonly found: FoundDefinition | undefined;
}

/** What was found out about the names of documents, for some minutes. */
export class KnownDefinitions {
  readonly #clock: Clock;
  /** By document and name. */
  readonly #known = new Lru<string, Known>(maxKnown);
  #era = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Changes whenever everything is forgotten. */
  get era(): number {
    return this.#era;
  }

  /** @param era the one in which the search for it began; what was found in an earlier one may no longer be shown, and is not kept */
  learn(era: number, uri: string, name: string, found: FoundDefinition | undefined): void {
    if (era === this.#era) this.#known.set(keyOf(uri, name), { learnedAt: this.#clock.now(), found });
  }

  /** Whether there is no need to look for it again. */
  isKnown(uri: string, name: string): boolean {
    return this.#fresh(uri, name) !== undefined;
  }

  find(uri: string, name: string): FoundDefinition | undefined {
    return this.#fresh(uri, name)?.found;
  }

  /** Call when a file has changed, with its URI. */
  forgetFrom(uri: string): void {
    for (const [key, { found }] of [...this.#known.entries()]) if (found?.uri === uri) this.#known.delete(key);
  }

  /** Call when other files are there, or others may be shown. */
  forgetAll(): void {
    this.#era += 1;
    this.#known.clear();
  }

  #fresh(uri: string, name: string): Known | undefined {
    const known = this.#known.get(keyOf(uri, name));
    if (known === undefined) return undefined;
    const ageMs = this.#clock.now() - known.learnedAt;
    return ageMs < (known.found === undefined ? unknownMs : foundMs) ? known : undefined;
  }
}

function keyOf(uri: string, name: string): string {
  return `${uri} ${name}`;
}
