import { Emitter } from '../../src/base/event';
import type { ImportFinder, SymbolIndex, WorkspaceContext, WorkspaceIndexing } from '../../src/core/ports';
import type {
  ContextAnswer,
  ContextQuery,
  ContextSnippet,
  ImportAnswer,
  ImportQuery,
  IndexConfig,
  IndexProgress,
  SymbolPlace,
  SymbolQuery,
} from '../../src/protocol/context';

/** An index that is ready as soon as it has folders, and gives the same snippets to every question. Keeps what it was asked. */
export class FakeWorkspace implements WorkspaceContext, WorkspaceIndexing, SymbolIndex, ImportFinder {
  readonly queries: ContextQuery[] = [];
  readonly configs: IndexConfig[] = [];
  snippets: readonly ContextSnippet[] = [];
  /** How it says that names are imported. */
  imports: ImportAnswer | undefined;
  /** Where it says that names are defined; `undefined`: it comes too late. */
  places: readonly SymbolPlace[] | undefined = [];
  readonly #progressed = new Emitter<IndexProgress>();
  readonly onIndexProgress = this.#progressed.event;
  indexProgress: IndexProgress = { state: 'off', files: 0, pending: 0, skipped: {} };

  related(query: ContextQuery): Promise<ContextAnswer> {
    this.queries.push(query);
    return Promise.resolve({ snippets: this.snippets, notes: [], index: this.indexProgress });
  }

  findImports({ names }: ImportQuery): Promise<ImportAnswer | undefined> {
    const { imports } = this;
    return Promise.resolve(
      imports && { ...imports, origins: imports.origins.filter(({ name }) => names.includes(name)) },
    );
  }

  placesOf({ names }: SymbolQuery): Promise<readonly SymbolPlace[] | undefined> {
    return Promise.resolve(this.places?.filter(({ name }) => names.includes(name)));
  }

  configureIndex(config: IndexConfig): void {
    this.configs.push(config);
    this.indexProgress = { ...this.indexProgress, state: config.roots.length === 0 ? 'off' : 'ready' };
    this.#progressed.fire(this.indexProgress);
  }

  filesChanged(): void {
    this.#progressed.fire(this.indexProgress);
  }
}
