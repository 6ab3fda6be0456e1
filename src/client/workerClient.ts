import { Worker } from 'node:worker_threads';
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
  type RequestType,
} from 'vscode-jsonrpc/node';
import { within } from '../base/cancel';
import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { describeError } from '../base/errors';
import { Emitter, type Event } from '../base/event';
import type { Log } from '../base/log';
import type {
  ImportFinder,
  SymbolIndex,
  Syntax,
  SyntaxDocuments,
  SyntaxTrials,
  WorkspaceContext,
  WorkspaceIndexing,
} from '../core/ports';
import type {
  ContextAnswer,
  ContextQuery,
  FileChanges,
  ImportAnswer,
  ImportQuery,
  IndexConfig,
  IndexProgress,
  RootFile,
  SymbolPlace,
  SymbolQuery,
} from '../protocol/context';
import type {
  CutFacts,
  CutPlace,
  ParseFacts,
  ScopeFacts,
  SyntaxChange,
  SyntaxDocument,
  SyntaxPlace,
  SyntaxTrial,
} from '../protocol/syntax';
import {
  ChangeNotification,
  CloseNotification,
  ContextRequest,
  CutRequest,
  FileChangesNotification,
  FlushIndexRequest,
  ImportRequest,
  IndexConfigNotification,
  IndexProgressNotification,
  OpenNotification,
  ParseRequest,
  RefusedFileRequest,
  ScopeRequest,
  SymbolPlacesRequest,
  TrialRequest,
  type WorkerConfig,
} from '../protocol/worker';
import { SentDocuments } from './sentDocuments';

export interface WorkerClientOptions {
  /** The worker's bundle. */
  readonly workerFile: string;
  /** Folder with the grammars and queries. */
  readonly grammarsDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Time until a question about a document is given up. */
  readonly deadlineMs?: number;
  /** Time until a `parse` is given up. */
  readonly parseDeadlineMs?: number;
  /** A question that is unanswered for longer shows that the thread hangs; it is ended and started again. */
  readonly hangMs?: number;
  /** Time that the thread has at the end to write the index to disk. */
  readonly flushMs?: number;
}

interface Thread {
  readonly worker: Worker;
  readonly connection: MessageConnection;
  /** Times at which the unanswered questions were asked. */
  readonly unanswered: Set<{ readonly askedAt: number }>;
}

const MAX_STARTS = 4;
/** Starts that are longer ago than this are forgiven. */
const STARTS_WINDOW_MS = 10 * 60_000;

/** A question about the workspace has its own time limit; this much more is for the way there and back. */
const WIRE_MS = 20;
const noIndex: IndexProgress = { state: 'off', files: 0, pending: 0, skipped: {} };
/**
 * The thread shares the host's process. Its new objects die young, so a small nursery costs little time and saves some tens of megabytes;
 * the bound for old ones is far above what the index needs, and a leak beyond it ends the thread, not the host.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

/**
 * Syntax and workspace index as the host sees them: a worker thread that is started with the first document or folder, restarted (a bounded
 * number of times) when it ends by itself, and given the open documents and the folders again. Nothing here throws or rejects: what
 * cannot be answered in time is `undefined`, and edits made while no thread runs are kept for the next one.
 */
export class WorkerClient
  implements
    Syntax,
    SyntaxTrials,
    SyntaxDocuments,
    WorkspaceContext,
    WorkspaceIndexing,
    SymbolIndex,
    ImportFinder,
    Disposable
{
  readonly #options: Required<WorkerClientOptions>;
  readonly #documents = new SentDocuments();
  readonly #progressed = new Emitter<IndexProgress>();
  #indexConfig: IndexConfig = { roots: [] };
  #indexProgress = noIndex;
  #thread: Thread | undefined;
  #starts: number[] = [];
  #disposed = false;

  constructor(options: WorkerClientOptions) {
    this.#options = { deadlineMs: 150, parseDeadlineMs: 2_000, hangMs: 15_000, flushMs: 1_500, ...options };
  }

  open(document: SyntaxDocument): void {
    if (!this.#documents.open(document)) {
      return this.#send((connection) => connection.sendNotification(CloseNotification, { uri: document.uri }));
    }
    // A thread that has just been started was given all documents already.
    if (this.#thread === undefined) this.#start();
    else this.#send((connection) => connection.sendNotification(OpenNotification, document));
  }

  change(change: SyntaxChange): void {
    const isKept = this.#documents.change(change);
    if (isKept === undefined) return;
    this.#send((connection) =>
      isKept
        ? connection.sendNotification(ChangeNotification, change)
        : connection.sendNotification(CloseNotification, { uri: change.uri }),
    );
  }

  close(uri: string): void {
    if (!this.#documents.close(uri)) return;
    this.#send((connection) => connection.sendNotification(CloseNotification, { uri }));
  }

  scopeAt(place: SyntaxPlace): Promise<ScopeFacts | undefined> {
    if (this.#documents.versionOf(place.uri) !== place.version) return Promise.resolve(undefined);
    return this.#ask(ScopeRequest, place, this.#options.deadlineMs);
  }

  cut(place: CutPlace): Promise<CutFacts | undefined> {
    if (this.#documents.versionOf(place.uri) !== place.version) return Promise.resolve(undefined);
    return this.#ask(CutRequest, place, this.#options.deadlineMs);
  }

  addsErrors(trial: SyntaxTrial): Promise<boolean | undefined> {
    if (this.#documents.versionOf(trial.uri) !== trial.version) return Promise.resolve(undefined);
    return this.#ask(TrialRequest, trial, this.#options.deadlineMs);
  }

  parse(languageId: string, text: string): Promise<ParseFacts | undefined> {
    if (!this.#documents.isSmallEnough(text)) return Promise.resolve(undefined);
    return this.#ask(ParseRequest, { languageId, text }, this.#options.parseDeadlineMs);
  }

  related(query: ContextQuery): Promise<ContextAnswer | undefined> {
    if (this.#documents.versionOf(query.uri) !== query.version) return Promise.resolve(undefined);
    return this.#ask(ContextRequest, query, query.budgetMs + WIRE_MS);
  }

  findImports(query: ImportQuery): Promise<ImportAnswer | undefined> {
    if (this.#documents.versionOf(query.uri) !== query.version) return Promise.resolve(undefined);
    return this.#ask(ImportRequest, query, query.budgetMs + WIRE_MS);
  }

  placesOf(query: SymbolQuery): Promise<readonly SymbolPlace[] | undefined> {
    if (this.#indexConfig.roots.length === 0) return Promise.resolve(undefined);
    return this.#ask(SymbolPlacesRequest, query, this.#options.parseDeadlineMs);
  }

  /** Whether the index passes over a file. Reads ignore files, on the thread. True as well when there is no answer in time. */
  async isRefused(file: RootFile): Promise<boolean> {
    return (await this.#ask(RefusedFileRequest, file, this.#options.parseDeadlineMs)) ?? true;
  }

  get indexProgress(): IndexProgress {
    return this.#indexProgress;
  }

  get onIndexProgress(): Event<IndexProgress> {
    return this.#progressed.event;
  }

  configureIndex(config: IndexConfig): void {
    const isNew = this.#indexConfig.roots.length === 0;
    this.#indexConfig = config;
    // At once, so that nobody who waits for the index takes the state of the last folders for that of these.
    this.#indexProgress = config.roots.length === 0 ? noIndex : { ...this.#indexProgress, state: 'scanning' };
    if (isNew && config.roots.length === 0) return;
    // A thread that has just been started was given the folders already.
    if (this.#thread === undefined) this.#start();
    else this.#send((connection) => connection.sendNotification(IndexConfigNotification, config));
  }

  /** Not kept for the next thread: that one looks at all files anyway. */
  filesChanged(changes: FileChanges): void {
    if (this.#indexConfig.roots.length === 0) return;
    this.#send((connection) => connection.sendNotification(FileChangesNotification, changes));
  }

  /**
   * Resolves when the index is kept as the last configuration says and nothing is being written, or after some time in any case. Never
   * rejects.
   */
  async flushIndex(ms = this.#options.flushMs): Promise<void> {
    const thread = this.#thread;
    if (thread === undefined) return;
    const flushed = thread.connection.sendRequest(FlushIndexRequest).then(
      () => undefined,
      () => undefined,
    );
    await within(flushed, { clock: this.#options.clock, ms });
  }

  /** Ends the thread, after what it knows of the folders was written to disk. Questions that are still open answer `undefined`. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    if (this.#indexConfig.storeFolder !== undefined) await this.flushIndex();
    await this.#stop();
    this.#progressed.dispose();
  }

  async #ask<P extends object, R>(type: RequestType<P, R | null, void>, params: P, ms: number): Promise<R | undefined> {
    this.#restartIfHanging();
    if (this.#thread === undefined) this.#start();
    const thread = this.#thread;
    if (thread === undefined) return undefined;
    const cancel = new CancellationTokenSource();
    const question = { askedAt: this.#options.clock.now() };
    thread.unanswered.add(question);
    try {
      const answer = thread.connection.sendRequest<R | null>(type.method, params, cancel.token);
      void answer.then(
        () => thread.unanswered.delete(question),
        () => thread.unanswered.delete(question),
      );
      return (await within(answer, { clock: this.#options.clock, ms })) ?? undefined;
    } catch (error) {
      this.#options.log.debug(`A question was not asked: ${describeError(error)}`);
      return undefined;
    } finally {
      // Late questions that still wait in the queue are taken out of it; for an answered one this does nothing.
      cancel.cancel();
      cancel.dispose();
    }
  }

  #send(message: (connection: MessageConnection) => Promise<void>): void {
    const thread = this.#thread;
    if (thread === undefined) return;
    try {
      message(thread.connection).catch((error: unknown) => this.#options.log.debug(describeError(error)));
    } catch (error) {
      this.#options.log.debug(describeError(error));
    }
  }

  #start(): void {
    const { clock, log, workerFile, grammarsDir } = this.#options;
    const now = clock.now();
    this.#starts = this.#starts.filter((at) => now - at < STARTS_WINDOW_MS);
    if (this.#disposed || this.#starts.length >= MAX_STARTS) return;
    this.#starts.push(now);
    try {
      const config: WorkerConfig = { grammarsDir };
      // No flags of the host: some of them are not allowed in threads and would keep it from starting.
      const streams = { stdout: true, stderr: true };
      const worker = new Worker(workerFile, { workerData: config, execArgv: [], resourceLimits, ...streams });
      this.#thread = this.#connect(worker);
    } catch (error) {
      log.error(`The syntax worker could not be started: ${describeError(error)}`);
      return;
    }
    for (const document of this.#documents.all()) {
      this.#send((connection) => connection.sendNotification(OpenNotification, document));
    }
    if (this.#indexConfig.roots.length === 0) return;
    this.#send((connection) => connection.sendNotification(IndexConfigNotification, this.#indexConfig));
  }

  #connect(worker: Worker): Thread {
    const { log } = this.#options;
    const debug = (message: string): void => log.debug(message);
    const quiet = { error: debug, warn: debug, info: debug, log: debug };
    const connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker), quiet);
    const thread: Thread = { worker, connection, unanswered: new Set() };
    worker.stdout.on('data', (chunk: Buffer) => log.info(`Syntax worker: ${chunk.toString().trimEnd()}`));
    worker.stderr.on('data', (chunk: Buffer) => log.warn(`Syntax worker: ${chunk.toString().trimEnd()}`));
    worker.on('error', (error) => log.warn(`The syntax worker failed: ${describeError(error)}`));
    worker.on('exit', (code) => this.#onExit(thread, code));
    connection.onNotification(IndexProgressNotification, (progress) => this.#noteProgress(thread, progress));
    connection.onError(() => undefined);
    connection.listen();
    return thread;
  }

  #noteProgress(thread: Thread, progress: IndexProgress): void {
    if (this.#thread !== thread) return;
    this.#indexProgress = progress;
    this.#progressed.fire(progress);
  }

  #onExit(thread: Thread, code: number): void {
    thread.connection.dispose();
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    this.#indexProgress = noIndex;
    this.#options.log.warn(`The syntax worker ended with code ${code}.`);
    this.#start();
    if (this.#thread === undefined && !this.#disposed) {
      this.#options.log.error('The syntax worker ended too often and stays off for a while.');
    }
  }

  #restartIfHanging(): void {
    const thread = this.#thread;
    if (thread === undefined) return;
    const now = this.#options.clock.now();
    const isHanging = [...thread.unanswered].some(({ askedAt }) => now - askedAt > this.#options.hangMs);
    if (!isHanging) return;
    this.#options.log.warn('The syntax worker does not answer and is started again.');
    void this.#stop();
    this.#start();
  }

  async #stop(): Promise<void> {
    const thread = this.#thread;
    if (thread === undefined) return;
    this.#thread = undefined;
    thread.connection.dispose();
    try {
      await thread.worker.terminate();
    } catch (error) {
      this.#options.log.debug(describeError(error));
    }
  }
}
