import type { Socket } from 'node:net';
import {
  type CancellationToken,
  type Logger,
  type MessageConnection,
  type NotificationType,
  ErrorCodes,
  ResponseError,
  SocketMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import type { Clock } from '../base/clock';
import { DisposableStore, toDisposable } from '../base/disposable';
import { PlainError, describeError } from '../base/errors';
import type { Log } from '../base/log';
import {
  type TextPiece,
  ChatRequest,
  CompleteRequest,
  CountRequest,
  GoodbyeNotification,
  HelloRequest,
  ProveRequest,
  StatusNotification,
  StatusRequest,
  TextNotification,
} from '../protocol/engine';
import { EngineErrorCode, type EngineErrorData } from '../protocol/errorCodes';
import { FrameLimit } from '../protocol/frameLimit';
import { checkChatParams, checkCompleteParams, checkCountParams, invalidParams } from './checkParams';
import type { EngineWork } from './engineWork';
import type { Handshake } from './handshake';
import { TextBatch } from './textBatch';

/** How a proven client went: by its own word, or because the connection broke. */
export type LeaveReason = 'goodbye' | 'loss';

export interface ConnectionLimits {
  /** A connection that has not proved itself by then is closed. */
  readonly handshakeMs: number;
  readonly maxHandshakeBytes: number;
  readonly maxMessageBytes: number;
}

export interface ClientConnectionOptions {
  readonly socket: Socket;
  readonly handshake: Handshake;
  readonly work: EngineWork;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: ConnectionLimits;
  readonly onJoined: () => void;
  /** Called once, and only for a client that had joined. */
  readonly onLeft: (reason: LeaveReason) => void;
}

/** One socket: handshake first, then requests. Whatever the peer sends, the worst that happens is that this connection closes. */
export class ClientConnection {
  readonly #options: ClientConnectionOptions;
  readonly #connection: MessageConnection;
  readonly #frames: FrameLimit;
  readonly #running = new Set<AbortController>();
  readonly #store = new DisposableStore();
  #left = false;

  constructor(options: ClientConnectionOptions) {
    this.#options = options;
    const { socket, limits } = options;
    this.#frames = new FrameLimit(limits.maxHandshakeBytes);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#leave('loss'));
    socket.on('data', (chunk: Buffer) => {
      const problem = this.#frames.check(chunk);
      if (problem !== undefined) this.#drop(problem);
    });
    const reader = new SocketMessageReader(socket);
    reader.partialMessageTimeout = 0;
    this.#connection = createMessageConnection(reader, new StreamMessageWriter(socket), connectionLogger(options.log));
    this.#connection.onError(([error]) => this.#drop(error.message.split('\n', 1)[0] ?? ''));
    this.#register();
    this.#connection.listen();
    void this.#closeUnproven();
  }

  /** Ends the connection at once; running requests are aborted. */
  close(): void {
    this.#options.socket.destroy();
  }

  #register(): void {
    const { handshake, work } = this.#options;
    const connection = this.#connection;
    connection.onRequest(HelloRequest, (params) => this.#guard(() => handshake.hello(params)));
    connection.onRequest(ProveRequest, (params) =>
      this.#guard(() => {
        handshake.prove(params);
        this.#join();
        return work.status;
      }),
    );
    connection.onRequest(StatusRequest, () => this.#guard(() => (this.#requireProof(), work.status)));
    connection.onRequest(CompleteRequest, (params, token) =>
      this.#answer(token, (signal) => {
        checkCompleteParams(params);
        return this.#streamed(params.id, (send) =>
          work.complete(params, (text, probability) => send({ text, probability }), signal),
        );
      }),
    );
    connection.onRequest(ChatRequest, (params, token) =>
      this.#answer(token, (signal) => {
        checkChatParams(params);
        return this.#streamed(params.id, (send) => work.chat(params, (text) => send({ text }), signal));
      }),
    );
    connection.onRequest(CountRequest, (params, token) =>
      this.#answer(token, async () => {
        checkCountParams(params);
        return { tokens: await work.count(params.text) };
      }),
    );
    connection.onRequest((method) => {
      if (!handshake.proven) return responseError(unproven());
      return new ResponseError(
        ErrorCodes.MethodNotFound,
        `The engine does not know the request ${method.slice(0, 100)}.`,
      );
    });
    connection.onNotification(GoodbyeNotification, () => this.#goodbye());
  }

  #requireProof(): void {
    if (!this.#options.handshake.proven) throw unproven();
  }

  #guard<T>(answer: () => T): T | ResponseError<EngineErrorData> {
    try {
      return answer();
    } catch (error) {
      return this.#failure(error);
    }
  }

  async #answer<T>(
    token: CancellationToken,
    run: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | ResponseError<EngineErrorData>> {
    const controller = new AbortController();
    this.#running.add(controller);
    const listener = token.onCancellationRequested(() => controller.abort());
    try {
      this.#requireProof();
      if (token.isCancellationRequested || this.#left) controller.abort();
      return await run(controller.signal);
    } catch (error) {
      return this.#failure(error);
    } finally {
      listener.dispose();
      this.#running.delete(controller);
    }
  }

  #failure(error: unknown): ResponseError<EngineErrorData> {
    if (!(error instanceof PlainError))
      this.#options.log.error(
        `A request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    return responseError(error);
  }

  /** All of the text is on its way before the answer is. */
  async #streamed<T>(id: number, run: (send: (piece: TextPiece) => void) => Promise<T>): Promise<T> {
    const batch = new TextBatch(this.#options.clock, (pieces) => void this.#notify(TextNotification, { id, pieces }));
    try {
      return await run((piece) => batch.add(piece));
    } finally {
      batch.end();
    }
  }

  async #notify<P>(type: NotificationType<P>, params: P): Promise<void> {
    if (this.#left) return;
    try {
      await this.#connection.sendNotification(type.method, params);
    } catch {
      // A write fails only because the connection is gone, which its close event reports.
    }
  }

  #join(): void {
    const { work, limits, onJoined } = this.#options;
    this.#frames.maxBodyBytes = limits.maxMessageBytes;
    this.#store.add(work.onStatus((status) => void this.#notify(StatusNotification, status)));
    onJoined();
  }

  #goodbye(): void {
    if (!this.#options.handshake.proven) return;
    this.#leave('goodbye');
    this.#options.socket.end();
  }

  #drop(problem: string): void {
    if (this.#options.socket.destroyed) return;
    this.#options.log.warn(`Closed a connection: ${problem.slice(0, 200)}`);
    this.#options.socket.destroy();
  }

  async #closeUnproven(): Promise<void> {
    const { clock, handshake, limits } = this.#options;
    const waiting = new AbortController();
    this.#store.add(toDisposable(() => waiting.abort()));
    await clock.sleep(limits.handshakeMs, waiting.signal);
    if (!handshake.proven && !this.#left) this.#drop('it did not prove itself in time');
  }

  #leave(reason: LeaveReason): void {
    if (this.#left) return;
    this.#left = true;
    for (const controller of this.#running) controller.abort();
    this.#store.dispose();
    if (this.#options.handshake.proven) this.#options.onLeft(reason);
  }
}

function unproven(): PlainError {
  return new PlainError('notAuthorised', 'The engine answers only after the handshake.');
}

function responseError(error: unknown): ResponseError<EngineErrorData> {
  if (!(error instanceof PlainError)) return new ResponseError(ErrorCodes.InternalError, describeError(error));
  const known: Readonly<Record<string, number>> = EngineErrorCode;
  const code =
    known[error.code] ?? (error.code === invalidParams ? ErrorCodes.InvalidParams : ErrorCodes.InternalError);
  return new ResponseError(code, error.message, error.cure === undefined ? {} : { cure: error.cure });
}

/** The library logs whole messages after the first line; those may hold source text. */
function connectionLogger(log: Log): Logger {
  const first = (message: string): string => `Connection: ${(message.split('\n', 1)[0] ?? '').slice(0, 200)}`;
  return {
    error: (message) => log.warn(first(message)),
    warn: (message) => log.warn(first(message)),
    info: (message) => log.debug(first(message)),
    log: (message) => log.debug(first(message)),
  };
}
