import type { Clock } from '../base/clock';
import { importOrigins } from '../core/context/symbols/importOrigins';
import type { ImportAnswer, ImportQuery } from '../protocol/context';
import type { Indexer } from './indexer';
import type { OpenFiles } from './openFiles';
import type { RootResolvers } from './rootResolvers';

export interface ImportDeskParts {
  readonly indexer: Indexer;
  readonly openFiles: OpenFiles;
  readonly resolvers: RootResolvers;
  readonly clock: Clock;
}

/** Says who hands out the names that an open document uses and nothing binds. */
export class ImportDesk {
  readonly #parts: ImportDeskParts;

  constructor(parts: ImportDeskParts) {
    this.#parts = parts;
  }

  /** `undefined` for a document of another version or outside of every root. */
  async answer({ uri, version, names, budgetMs }: ImportQuery): Promise<ImportAnswer | undefined> {
    const { indexer, openFiles, resolvers, clock } = this.#parts;
    const endMs = clock.now() + budgetMs;
    if (indexer.place(uri) === undefined) return undefined;
    await openFiles.refresh([uri], endMs);
    indexer.showDocuments();
    // The folders may have been exchanged meanwhile.
    const placed = indexer.place(uri);
    const own = openFiles.text(uri);
    if (placed === undefined || own?.version !== version) return undefined;
    const { root, path } = placed;
    const { index, files } = root;
    const find = resolvers.forQuestion(index, files);
    const resolve = (module: string, from = path): readonly string[] => find(from, module);
    return importOrigins(names, { path, facts: own.facts, index, resolve, isLate: () => clock.now() >= endMs });
  }
}
