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
import type { Log } from '../base/log';
import type { Syntax, SyntaxDocuments } from '../core/ports';
import type {
  CutFacts,
  CutPlace,
  ParseFacts,
  ScopeFacts,
  SyntaxChange,
  SyntaxDocument,
  SyntaxPlace,
} from '../protocol/syntax';
import {
  ChangeNotification,
  CloseNotification,
  CutRequest,
  OpenNotification,
  ParseRequest,
  ScopeRequest,
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

/**
 * The syntax side as the host sees it: a worker thread that is started with the first document, restarted (a bounded
 * number of times) when it ends by itself, and given the open documents again. Nothing here throws or rejects: what
 * cannot be answered in time is `undefined`, and edits made while no thread runs are kept for the next one.
 */
export class WorkerClient implements Syntax, SyntaxDocuments, Disposable {
  readonly #options: Required<WorkerClientOptions>;
  readonly #documents = new SentDocuments();
  #thread: Thread | undefined;
  #starts: number[] = [];
  #disposed = false;

  constructor(options: WorkerClientOptions) {
    this.#options = { deadlineMs: 150, parseDeadlineMs: 2_000, hangMs: 15_000, ...options };
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

  parse(languageId: string, text: string): Promise<ParseFacts | undefined> {
    if (!this.#documents.isSmallEnough(text)) return Promise.resolve(undefined);
    return this.#ask(ParseRequest, { languageId, text }, this.#options.parseDeadlineMs);
  }

  /** Ends the thread. Questions that are still open answer `undefined`. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#stop();
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
      this.#options.log.debug(`A question about syntax was not asked: ${describeError(error)}`);
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
      const worker = new Worker(workerFile, { workerData: config, execArgv: [], stdout: true, stderr: true });
      this.#thread = this.#connect(worker);
    } catch (error) {
      log.error(`The syntax worker could not be started: ${describeError(error)}`);
      return;
    }
    for (const document of this.#documents.all()) {
      this.#send((connection) => connection.sendNotification(OpenNotification, document));
    }
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
    connection.onError(() => undefined);
    connection.listen();
    return thread;
  }

  #onExit(thread: Thread, code: number): void {
    thread.connection.dispose();
    if (this.#thread !== thread) return;
    this.#thread = undefined;
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
