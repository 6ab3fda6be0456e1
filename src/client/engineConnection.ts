import { type Socket, createConnection } from 'node:net';
import {
  type Logger,
  type MessageConnection,
  type RequestType,
  CancellationTokenSource,
  ErrorCodes,
  ResponseError,
  SocketMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import { PlainError, describeError } from '../base/errors';
import { type Event, Emitter } from '../base/event';
import type { Log } from '../base/log';
import {
  type EngineStatus,
  GoodbyeNotification,
  StatusNotification,
  StatusRequest,
  TextNotification,
} from '../protocol/engine';
import { EngineErrorCode, type EngineErrorData } from '../protocol/errorCodes';
import { FrameLimit } from '../protocol/frameLimit';
import { type HandshakeFacts, shakeHands } from './handshake';

const maxHandshakeBytes = 64 * 1024;
const maxMessageBytes = 16 * 1024 * 1024;

/** A request as the engine gets it, less the id, which the connection gives. */
export interface Ask<P extends { readonly id: number }, R> {
  readonly type: RequestType<P, R, EngineErrorData>;
  readonly params: Omit<P, 'id'>;
}

/** Hears an answer piece by piece; a completion's with its probability, see AnswerChunk. */
export type OnText = (text: string, probability?: number) => void;

/** Resolves with a connected socket; rejects when nobody listens at the address or the signal aborts. */
export async function connectSocket(address: string, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const socket = createConnection(address);
  const giveUp = (): void => void socket.destroy(new Error('The start was given up.'));
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return socket;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** The client's end of one socket to an engine. Made by {@link EngineConnection.open}, so it always speaks to a proven engine. */
export class EngineConnection {
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>;
  readonly onStatus: Event<EngineStatus>;
  readonly #socket: Socket;
  readonly #connection: MessageConnection;
  readonly #frames = new FrameLimit(maxHandshakeBytes);
  readonly #status = new Emitter<EngineStatus>();
  readonly #texts = new Map<number, OnText>();
  #lastId = 0;

  private constructor(socket: Socket, log: Log) {
    this.#socket = socket;
    this.onStatus = this.#status.event;
    const drop = (problem: string): void => {
      if (socket.destroyed) return;
      log.warn(`Closed the connection to the engine: ${problem.slice(0, 200)}`);
      socket.destroy();
    };
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const problem = this.#frames.check(chunk);
      if (problem !== undefined) drop(problem);
    });
    const reader = new SocketMessageReader(socket);
    reader.partialMessageTimeout = 0;
    this.#connection = createMessageConnection(reader, new StreamMessageWriter(socket), connectionLogger(log));
    this.#connection.onError(([error]) => drop(error.message.split('\n', 1)[0] ?? ''));
    this.#connection.onNotification(TextNotification, ({ id, pieces }) => {
      for (const { text, probability } of pieces) this.#texts.get(id)?.(text, probability);
    });
    this.#connection.onNotification(StatusNotification, (status) => this.#status.fire(status));
    this.closed = new Promise((resolve) =>
      socket.once('close', () => {
        // Without this the library leaves outstanding requests open for ever.
        this.#connection.dispose();
        resolve();
      }),
    );
    this.#connection.listen();
  }

  /** Shakes hands on a connected socket. Rejects with a PlainError and closes the socket when the other side is not our engine. */
  static async open(
    socket: Socket,
    facts: HandshakeFacts,
    log: Log,
  ): Promise<{ readonly connection: EngineConnection; readonly status: EngineStatus }> {
    const connection = new EngineConnection(socket, log);
    try {
      const status = await shakeHands(connection.#connection, facts);
      connection.#frames.maxBodyBytes = maxMessageBytes;
      return { connection, status };
    } catch (error) {
      connection.close();
      throw handshakeError(error);
    }
  }

  /** Asks for an answer; its text goes to `onText` before the promise resolves. An abort reaches the engine, which answers 'aborted'. */
  async ask<P extends { readonly id: number }, R>(
    { type, params }: Ask<P, R>,
    onText: OnText,
    signal: AbortSignal,
  ): Promise<R> {
    const id = ++this.#lastId;
    const cancel = new CancellationTokenSource();
    const onAbort = (): void => cancel.cancel();
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    this.#texts.set(id, onText);
    try {
      return await this.#connection.sendRequest<R>(type.method, { ...params, id }, cancel.token);
    } catch (error) {
      throw toPlainError(error, 'The engine stopped while it answered and is being restarted.');
    } finally {
      this.#texts.delete(id);
      signal.removeEventListener('abort', onAbort);
      cancel.dispose();
    }
  }

  /** Asks the engine how it is; any answer proves that its event loop turns. */
  async ping(): Promise<EngineStatus> {
    try {
      return await this.#connection.sendRequest(StatusRequest);
    } catch (error) {
      throw toPlainError(error, 'The engine does not answer.');
    }
  }

  /** Tells the engine that it is not needed; it closes the connection. Resolves when the word is on its way. */
  async goodbye(): Promise<void> {
    try {
      await this.#connection.sendNotification(GoodbyeNotification);
    } catch {
      // The connection is gone already, which says the same.
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** The engine's own errors keep their name and cure; a broken connection becomes `decodeFailed`: asking again is safe. */
function toPlainError(error: unknown, whenBroken: string): PlainError {
  const named = namedError(error);
  if (named !== undefined) return named;
  const broken =
    !(error instanceof ResponseError) ||
    error.code === ErrorCodes.PendingResponseRejected ||
    error.code === ErrorCodes.MessageWriteError;
  return broken
    ? new PlainError('decodeFailed', whenBroken, 'Ask again.')
    : new PlainError(
        'engineFailed',
        `The engine failed: ${describeError(error)}`,
        'Ask again; if it happens again, see the log.',
      );
}

/** A refusal is final, a connection that breaks under the handshake is not: the process may have died. */
function handshakeError(error: unknown): Error {
  return namedError(error) ?? new Error(`the handshake failed: ${describeError(error)}`);
}

function namedError(error: unknown): PlainError | undefined {
  if (error instanceof PlainError) return error;
  if (!(error instanceof ResponseError)) return undefined;
  const name = Object.entries(EngineErrorCode).find(([, code]) => code === error.code)?.[0];
  return name === undefined
    ? undefined
    : new PlainError(name, error.message, (error.data as EngineErrorData | undefined)?.cure);
}

/** Only the first line: the rest may hold source text. */
function connectionLogger(log: Log): Logger {
  const note = (message: string): void =>
    log.debug(`Engine connection: ${(message.split('\n', 1)[0] ?? '').slice(0, 200)}`);
  return { error: note, warn: note, info: note, log: note };
}
