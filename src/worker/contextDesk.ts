import type { Clock } from '../base/clock';
import type { IndexPlace, PathEdit } from '../core/context/place/indexPlace';
import type { ContextAnswer, ContextQuery } from '../protocol/context';
import type { Indexer } from './indexer';
import type { OpenFiles, DocumentReader } from './openFiles';
import type { RootIndex } from './rootIndex';

/** What the worker knows of a question's place; the answering side adds how modules are resolved and when it is late. */
export type RootPlace = Omit<IndexPlace, 'resolve' | 'isLate'>;

/** Runs the sources. The place holds for this question alone. */
export type AnswerContext = (place: RootPlace) => Omit<ContextAnswer, 'index'>;

export interface ContextDeskParts {
  readonly indexer: Indexer;
  readonly openFiles: OpenFiles;
  readonly documents: DocumentReader;
  readonly clock: Clock;
  readonly answer: AnswerContext;
}

/** Part of a question's time that may go into reading documents which were typed in since the last question. */
const REFRESH_SHARE = 0.5;

/** Takes a question about a place, brings the index up to date with what was typed, and has it answered. */
export class ContextDesk {
  readonly #parts: ContextDeskParts;

  constructor(parts: ContextDeskParts) {
    this.#parts = parts;
  }

  /** `undefined` for a document of another version and for one whose tree is not there in time. */
  async answer(query: ContextQuery): Promise<ContextAnswer | undefined> {
    const { indexer, openFiles, documents, clock } = this.#parts;
    const endMs = clock.now() + query.budgetMs;
    if (indexer.place(query.uri) === undefined) return { snippets: [], notes: [], index: indexer.progress };
    await openFiles.refresh([query.uri, ...query.recent], clock.now() + REFRESH_SHARE * query.budgetMs);
    indexer.showDocuments();
    // The folders may have been exchanged meanwhile.
    const placed = indexer.place(query.uri);
    const own = openFiles.text(query.uri);
    if (placed === undefined || own?.version !== query.version) return undefined;
    const { root, path } = placed;
    const recent = query.recent.flatMap((uri) => {
      const other = indexer.place(uri);
      return other?.root === root ? [other.path] : [];
    });
    const edits = this.#editsIn(root);
    return documents.read(query.uri, query.version, (document) => {
      const rest = { ...query, budgetMs: Math.max(0, endMs - clock.now()) };
      const { index, files } = root;
      const place = { query: rest, path, document, facts: own.facts, index, files, recent, edits };
      return { ...this.#parts.answer(place), index: indexer.progress };
    });
  }

  /** Documents that are secret or ignored are open, too: only what may be read anyway is shown. */
  #editsIn(root: RootIndex): PathEdit[] {
    const { indexer, openFiles } = this.#parts;
    return openFiles.edits().flatMap(({ uri, before, after }) => {
      const placed = indexer.place(uri);
      const isShown = placed?.root === root && root.files.read(placed.path) !== undefined;
      return isShown ? [{ path: placed.path, before, after }] : [];
    });
  }
}
