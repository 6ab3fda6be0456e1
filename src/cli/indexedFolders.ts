import { PlainError } from '../base/errors';
import { ContextCollector } from '../core/context/choose/collector';
import type { ContextSource } from '../core/context/choose/contextSource';
import { defaultRecipe } from '../core/context/choose/recipe';
import type { Clock, WorkspaceContext, WorkspaceIndexing } from '../core/ports';

/** The index runs in a thread that has to load first. */
const startMs = 30_000;
const pollMs = 20;

export interface IndexedFoldersParts {
  readonly workspace: WorkspaceContext & WorkspaceIndexing;
  readonly clock: Clock;
  /** Where the index is kept between calls; absent: nowhere. */
  readonly storeFolder?: string;
}

/** The folders that an editor would have open: indexed when they are first named. */
export class IndexedFolders {
  readonly #parts: IndexedFoldersParts;
  readonly #folders = new Set<string>();

  constructor(parts: IndexedFoldersParts) {
    this.#parts = parts;
  }

  /** Context as the editor has it, but for what only an editor knows: errors and language servers. */
  get context(): ContextSource {
    const { workspace, clock } = this.#parts;
    return new ContextCollector({ workspace, hostSources: [], clock, recent: () => [], recipe: defaultRecipe });
  }

  /**
   * Has the folders (absolute paths) indexed, beside those named before, and waits until that is done. Resolves early on an abort.
   * @throws PlainError `noIndex` when the index does not start
   */
  async add(folders: readonly string[], signal: AbortSignal): Promise<void> {
    const { workspace, clock, storeFolder } = this.#parts;
    const before = this.#folders.size;
    for (const folder of folders) this.#folders.add(folder);
    if (this.#folders.size === before) return;
    const roots = [...this.#folders].map((folder) => ({ folder, exclude: [] }));
    workspace.configureIndex({ roots, ...(storeFolder === undefined ? {} : { storeFolder }) });
    const begunMs = clock.now();
    while (workspace.indexProgress.state !== 'ready' && !signal.aborted) {
      if (
        workspace.indexProgress.files === 0 &&
        workspace.indexProgress.pending === 0 &&
        clock.now() - begunMs > startMs
      )
        throw new PlainError(
          'noIndex',
          'The workspace index does not start.',
          'Run the command again with --debug to see why.',
        );
      await clock.sleep(pollMs, signal);
    }
  }
}
