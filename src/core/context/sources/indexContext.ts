import { describeError } from '../../../base/errors';
import type { Clock } from '../../../base/clock';
import type { ContextAnswer, ContextSnippet, IndexSourceName, SourceNote } from '../../../protocol/context';
import type { FileTexts, IndexPlace, IndexSource } from '../place/indexPlace';

/** A source may take this much of what is left, so that one of them cannot take all. */
const shareOfRest = 0.6;

/** Everything of a place but the time, which is kept here. */
export type UntimedPlace = Omit<IndexPlace, 'isLate'>;

/** Asks the sources of the index about one place. */
export class IndexContext {
  readonly #sources: ReadonlyMap<IndexSourceName, IndexSource>;
  readonly #clock: Clock;

  constructor(sources: readonly IndexSource[], clock: Clock) {
    this.#sources = new Map(sources.map((source) => [source.name, source]));
    this.#clock = clock;
  }

  /**
   * Runs the sources that the query asks for, in its order, within its `budgetMs`. Each file is read once. A source that throws
   * or was not reached is a note with a problem; this never throws. Call it while the place's tree is valid; it does not wait for anything.
   */
  collect(place: UntimedPlace): Pick<ContextAnswer, 'snippets' | 'notes'> {
    const deadline = this.#clock.now() + place.query.budgetMs;
    const files = readOnce(place.files);
    const snippets: ContextSnippet[] = [];
    const notes: SourceNote[] = [];
    const asked = place.query.sources;
    for (const name of asked) {
      const source = this.#sources.get(name);
      const begun = this.#clock.now();
      if (source === undefined || begun >= deadline) {
        notes.push({
          source: name,
          ms: 0,
          problem: source === undefined ? 'there is no such source' : 'no time was left',
        });
        continue;
      }
      const isLast = name === asked.at(-1);
      const until = isLast ? deadline : begun + (deadline - begun) * shareOfRest;
      const problem = this.#run(source, { ...place, files, isLate: () => this.#clock.now() >= until }, snippets);
      const ended = this.#clock.now();
      const late = ended >= until ? 'stopped when its time was over' : undefined;
      const why = problem ?? late;
      notes.push({ source: name, ms: ended - begun, ...(why === undefined ? {} : { problem: why }) });
    }
    return { snippets, notes };
  }

  #run(source: IndexSource, place: IndexPlace, snippets: ContextSnippet[]): string | undefined {
    try {
      snippets.push(...source.collect(place));
      return undefined;
    } catch (error) {
      return describeError(error);
    }
  }
}

function readOnce(files: FileTexts): FileTexts {
  const texts = new Map<string, string | undefined>();
  return {
    read: (path) => {
      if (!texts.has(path)) texts.set(path, files.read(path));
      return texts.get(path);
    },
  };
}
