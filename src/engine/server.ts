import { chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type Server, type Socket, createServer } from 'node:net';
import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import { ClientConnection, type ConnectionLimits, type LeaveReason } from './clientConnection';
import type { EngineWork } from './engineWork';
import { type EngineIdentity, Handshake } from './handshake';

/** Who is told that proven clients come and go. */
export interface ClientCounter {
  joined(): void;
  left(reason: LeaveReason): void;
}

export interface EngineServerOptions {
  /** Unix socket path or Windows pipe name. */
  readonly address: string;
  readonly identity: EngineIdentity;
  readonly work: EngineWork;
  readonly clients: ClientCounter;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<ConnectionLimits>;
}

/** A whole file and its context fit many times; a Content-Length over this is an attack or a bug. */
const defaultLimits: ConnectionLimits = {
  handshakeMs: 10_000,
  maxHandshakeBytes: 4096,
  maxMessageBytes: 16 * 1024 * 1024,
};
const maxConnections = 64;

/** Listens on the private socket and gives each connection its own handshake. Serves any number of clients. */
export class EngineServer {
  readonly #options: EngineServerOptions;
  readonly #limits: ConnectionLimits;
  readonly #server: Server;
  readonly #connections = new Set<ClientConnection>();

  constructor(options: EngineServerOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#server = createServer((socket) => this.#accept(socket));
    this.#server.maxConnections = maxConnections;
  }

  /** Resolves when clients can connect; rejects when the address is taken or cannot be made. */
  async listen(): Promise<void> {
    const { address, log } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(address, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#server.on('error', (error) => log.error(`The socket failed: ${error.message}`));
    // At once: nobody is let in before this process waits for the next event.
    if (process.platform !== 'win32') chmodSync(address, 0o600);
  }

  /** Closes every connection, stops listening and removes the socket file. Does not touch the work. */
  async close(): Promise<void> {
    for (const connection of this.#connections) connection.close();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    if (process.platform !== 'win32') await rm(this.#options.address, { force: true });
  }

  #accept(socket: Socket): void {
    const { identity, work, clients, clock, log } = this.#options;
    const connection = new ClientConnection({
      socket,
      handshake: new Handshake(identity),
      work,
      clock,
      log,
      limits: this.#limits,
      onJoined: () => clients.joined(),
      onLeft: (reason) => clients.left(reason),
    });
    this.#connections.add(connection);
    socket.once('close', () => this.#connections.delete(connection));
  }
}
