import type { Clock } from '../base/clock';
import { describeError } from '../base/errors';
import type { Log } from '../base/log';
import { filePathOf } from '../node/fileUri';
import { IndexStore } from '../node/indexStore';
import { SourceReader } from '../node/sourceReader';
import type { FileChanges, IndexConfig, IndexProgress } from '../protocol/context';
import type { Extractor } from './extractor';
import type { OpenFiles, OpenText } from './openFiles';
import { RootIndex } from './rootIndex';
import type { Slices } from './slices';

export interface IndexerParts {
  readonly extractor: Extractor;
  readonly slices: Slices;
  readonly openFiles: OpenFiles;
  readonly clock: Clock;
  readonly log: Log;
  /** Of grammars, queries and program; see `IndexStore`. */
  readonly storeVersion: () => Promise<string>;
  readonly onProgress: (progress: IndexProgress) => void;
  /** Of each root. */
  readonly maxFiles?: number;
}

/** A file and the root folder that it is in. */
export interface PlacedFile {
  readonly root: RootIndex;
  /** Relative to the root, with forward slashes. */
  readonly path: string;
}

const stateOrder = ['scanning', 'indexing', 'ready'] as const;
/** While it is at work, progress is told this often at most. */
const PROGRESS_MS = 500;
/** Changes are taken up when none came for so long, but after MAX_WAIT_MS in any case. */
const QUIET_MS = 250;
const MAX_WAIT_MS = 2_000;
/** Documents are read for the index when nobody has typed for so long; a question does not wait for it. */
const TYPING_REST_MS = 1_000;

/**
 * Keeps the indexes of all root folders true, in the background of the worker thread: in slices, between which questions are answered. Each
 * step of the work handles its own errors, so that one file never stops the others.
 */
export class Indexer {
  readonly #parts: Required<IndexerParts>;
  readonly #reader = new SourceReader();
  #roots: RootIndex[] = [];
  #storeFolder: string | undefined;
  #store: IndexStore | undefined;
  #configuring: Promise<void> = Promise.resolve();
  #isRunning = false;
  #hasWork = false;
  #isDisposed = false;
  #toldAt = -Infinity;
  #toldState: IndexProgress['state'] = 'off';
  /** By absolute path: true for a change, false for a deletion. */
  readonly #changes = new Map<string, boolean>();
  #changeCount = 0;
  #isCollecting = false;
  #typingCount = 0;
  #isResting = false;

  constructor(parts: IndexerParts) {
    this.#parts = { maxFiles: 20_000, ...parts };
  }

  get progress(): IndexProgress {
    const skipped: Record<string, number> = {};
    for (const root of this.#roots)
      for (const [reason, count] of Object.entries(root.skipped)) skipped[reason] = (skipped[reason] ?? 0) + count;
    const sum = (count: (root: RootIndex) => number): number => this.#roots.reduce((all, root) => all + count(root), 0);
    return { state: this.#state, files: sum((root) => root.index.size), pending: sum((root) => root.pending), skipped };
  }

  /** The earliest state that any root is in. */
  get #state(): IndexProgress['state'] {
    return stateOrder.find((state) => this.#roots.some((root) => root.state === state)) ?? 'off';
  }

  /** Replaces what is indexed. Roots that stay keep what is known of them. Calls take effect one after the other. */
  configure(config: IndexConfig): Promise<void> {
    // One that failed has been answered with its error; the next one starts afresh.
    return (this.#configuring = this.#configuring.catch(() => undefined).then(() => this.#configure(config)));
  }

  filesChanged({ changed, deleted }: FileChanges): void {
    for (const file of deleted) this.#changes.set(file, false);
    for (const file of changed) this.#changes.set(file, true);
    this.#changeCount++;
    if (!this.#isCollecting && this.#roots.length > 0) void this.#contain(this.#collectChanges());
    else if (this.#roots.length === 0) this.#changes.clear();
  }

  /** Call when a document was opened, changed or closed. */
  documentsChanged(): void {
    this.#typingCount++;
    if (!this.#isResting && this.#roots.length > 0) void this.#contain(this.#readDocumentsAtRest());
  }

  /** The innermost root folder that a document is in; `undefined` when there is none. */
  place(uri: string): PlacedFile | undefined {
    const file = filePathOf(uri);
    if (file === undefined) return undefined;
    const placed = this.#roots.flatMap((root) => {
      const path = root.relativeOf(file);
      return path === undefined || path === '' ? [] : [{ root, path }];
    });
    return placed.sort((a, b) => a.path.length - b.path.length)[0];
  }

  /** Makes the roots see the open documents as of their last refresh. */
  showDocuments(): void {
    const byRoot = new Map(this.#roots.map((root) => [root, new Map<string, OpenText>()]));
    for (const uri of this.#parts.openFiles.uris()) {
      const text = this.#parts.openFiles.text(uri);
      const file = filePathOf(uri);
      if (text === undefined || file === undefined) continue;
      for (const [root, texts] of byRoot) {
        const path = root.relativeOf(file);
        if (path !== undefined && path !== '') texts.set(path, text);
      }
    }
    for (const [root, texts] of byRoot) root.setOpen(texts);
  }

  /** Writes to disk what changed since the last time, as it is configured when this is called. Never rejects. */
  async flush(): Promise<void> {
    await this.#configuring.catch(() => undefined);
    await Promise.all(this.#roots.map((root) => root.save()));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#roots = [];
  }

  async #configure({ roots, storeFolder }: IndexConfig): Promise<void> {
    if (storeFolder === undefined) {
      this.#storeFolder = this.#store = undefined;
      await Promise.all(this.#roots.map((root) => root.stopKeeping()));
    } else if (storeFolder !== this.#storeFolder) {
      this.#storeFolder = storeFolder;
      this.#store = new IndexStore(storeFolder, await this.#parts.storeVersion());
      void this.#store.removeUnused();
      this.#roots = [];
    }
    if (this.#isDisposed) return;
    const before = this.#roots;
    const seen = new Set<string>();
    this.#roots = roots.flatMap((wanted) => {
      if (seen.has(wanted.folder)) return [];
      seen.add(wanted.folder);
      const known = before.find((root) => root.configured === wanted.folder);
      known?.setExclude(wanted.exclude);
      return [known ?? this.#createRoot(wanted)];
    });
    await Promise.all(before.filter((root) => !this.#roots.includes(root)).map((root) => root.save()));
    this.showDocuments();
    this.#tell();
    this.#wake();
  }

  #createRoot(wanted: IndexConfig['roots'][number]): RootIndex {
    const { extractor, log, maxFiles } = this.#parts;
    const onWork = (): void => this.#wake();
    return new RootIndex(wanted, { store: this.#store, extractor, reader: this.#reader, log, onWork, maxFiles });
  }

  #wake(): void {
    this.#hasWork = true;
    if (!this.#isRunning) void this.#contain(this.#run());
  }

  /** Nobody waits for the work in the background, and a rejection that nobody handles would end the thread. */
  async #contain(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => this.#parts.log.warn(`The index cannot go on: ${describeError(error)}`));
  }

  /** Each root in turn does a step, until none has anything to do. */
  async #run(): Promise<void> {
    const { slices } = this.#parts;
    this.#isRunning = true;
    try {
      while (this.#hasWork && !this.#isDisposed) {
        this.#hasWork = false;
        for (const root of this.#roots) {
          if (slices.isOver) await slices.next();
          if (await root.step()) this.#hasWork = true;
        }
        this.#tell();
      }
    } finally {
      this.#isRunning = false;
    }
  }

  #tell(): void {
    const now = this.#parts.clock.now();
    if (now - this.#toldAt < PROGRESS_MS && this.#state === this.#toldState) return;
    this.#toldAt = now;
    this.#toldState = this.#state;
    this.#parts.onProgress(this.progress);
  }

  /** Waits for a burst of changes to end. */
  async #collectChanges(): Promise<void> {
    const { clock } = this.#parts;
    this.#isCollecting = true;
    const startMs = clock.now();
    let count: number;
    do {
      count = this.#changeCount;
      await clock.sleep(QUIET_MS);
    } while (count !== this.#changeCount && clock.now() - startMs < MAX_WAIT_MS);
    this.#isCollecting = false;
    const changes = [...this.#changes];
    this.#changes.clear();
    for (const root of this.#roots) {
      const within = changes.flatMap(([file, isThere]) => {
        const relative = root.relativeOf(file);
        return relative === undefined || relative === '' ? [] : [{ relative, isThere }];
      });
      const pathsOf = (wanted: boolean): string[] =>
        within.filter(({ isThere }) => isThere === wanted).map(({ relative }) => relative);
      if (within.length > 0) root.filesChanged(pathsOf(true), pathsOf(false));
    }
    this.#wake();
  }

  async #readDocumentsAtRest(): Promise<void> {
    const { clock, openFiles } = this.#parts;
    this.#isResting = true;
    let count: number;
    do {
      count = this.#typingCount;
      await clock.sleep(TYPING_REST_MS);
    } while (count !== this.#typingCount);
    this.#isResting = false;
    for (const uri of [...openFiles.uris()]) {
      // One at a time, so that a question can come between.
      await openFiles.refresh([uri], Infinity);
      await this.#parts.slices.next();
    }
    this.showDocuments();
  }
}
