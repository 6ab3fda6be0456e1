import { Emitter } from '../../src/base/event';
import type { WorkspaceContext, WorkspaceIndexing } from '../../src/core/ports';
import type {
  ContextAnswer,
  ContextQuery,
  ContextSnippet,
  IndexConfig,
  IndexProgress,
} from '../../src/protocol/context';

/** An index that is ready as soon as it has folders, and gives the same snippets to every question. Keeps what it was asked. */
export class FakeWorkspace implements WorkspaceContext, WorkspaceIndexing {
  readonly queries: ContextQuery[] = [];
  readonly configs: IndexConfig[] = [];
  snippets: readonly ContextSnippet[] = [];
  readonly #progressed = new Emitter<IndexProgress>();
  readonly onIndexProgress = this.#progressed.event;
  indexProgress: IndexProgress = { state: 'off', files: 0, pending: 0, skipped: {} };

  related(query: ContextQuery): Promise<ContextAnswer> {
    this.queries.push(query);
    return Promise.resolve({ snippets: this.snippets, notes: [], index: this.indexProgress });
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
