import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Clock } from '../base/clock';
import { PlainError } from '../base/errors';
import type { Event } from '../base/event';
import type { Log } from '../base/log';
import type { EngineStatus } from '../protocol/engine';
import type { EngineConfig } from '../protocol/engineConfig';
import { type Ask, type OnText, EngineConnection, connectSocket } from './engineConnection';
import { type EngineLaunch, engineLaunch } from './engineLaunch';
import { PrivateFolder } from './privateFolder';
import type { EngineRun } from './supervisor';

/** A spawned engine, before anybody spoke to it. */
export interface EngineChild {
  /** Undefined when it could not be spawned. */
  readonly pid: number | undefined;
  /** Resolves with the cause in words when the process is gone; never rejects. */
  readonly exited: Promise<string>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export type SpawnEngine = (launch: EngineLaunch, stderrFd: number) => EngineChild;

export interface EngineProcessOptions {
  readonly nodePath: string;
  readonly engineFile: string;
  readonly runtimeRoot: string | undefined;
  /** All of the config but what this process chooses for itself. */
  readonly config: Omit<EngineConfig, 'address' | 'secret'>;
  /** How long the engine may take to end after a goodbye. */
  readonly leaveMs: number;
  readonly spawn: SpawnEngine;
  readonly clock: Clock;
  readonly log: Log;
}

const stderrName = 'stderr.txt';
const maxTailBytes = 4096;
const connectEveryMs = 25;

/**
 * Spawns for real: in a group of its own and with its output in a file, so that the end of this process, however sudden, neither kills
 * the engine in the middle of its work nor breaks its pipes; and not held, so that the engine never keeps this process alive.
 */
export const spawnEngine: SpawnEngine = ({ command, args, env }, stderrFd) => {
  // Not in the install folder, which a later version must be able to remove.
  const cwd = tmpdir();
  const child = spawn(command, args, {
    env,
    cwd,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', stderrFd],
  });
  child.unref();
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  return { pid: child.pid, exited, kill: (signal) => void child.kill(signal) };
};

/** One engine process with its folder and its connection. Made by {@link EngineProcess.start}. */
export class EngineProcess implements EngineRun {
  readonly ended: Promise<string>;
  readonly onStatus: Event<EngineStatus>;
  readonly #options: EngineProcessOptions;
  readonly #child: EngineChild;
  readonly #connection: EngineConnection;
  #status: EngineStatus;
  #alive = true;
  #leaving = false;

  private constructor(options: EngineProcessOptions, started: Started) {
    const { child, connection, folder } = started;
    this.#options = options;
    this.#child = child;
    this.#connection = connection;
    this.#status = started.status;
    this.onStatus = connection.onStatus;
    connection.onStatus((status) => (this.#status = status));
    void connection.closed.then(() => {
      this.#alive = false;
      // An engine that nobody can talk to is of no use, even if it still runs.
      if (!this.#leaving) child.kill('SIGKILL');
    });
    this.ended = child.exited.then(async (cause) => {
      connection.close();
      await clearAway(folder, this.#leaving ? undefined : options.log);
      return cause;
    });
  }

  /**
   * Spawns an engine and shakes hands with it. Rejects, after it has ended what it started, with a PlainError when trying again would
   * change nothing (no safe folder, no engine file, another build), with another error when the process died or the signal aborted.
   */
  static async start(options: EngineProcessOptions, signal: AbortSignal): Promise<EngineProcess> {
    const { engineFile, nodePath, spawn: spawnChild, log } = options;
    if (!existsSync(engineFile))
      throw new PlainError(
        'engineMissing',
        `The engine's file is missing: ${engineFile}.`,
        'Reload the window or install Plinth again.',
      );
    const { env, platform } = process;
    const folder = await PrivateFolder.create({ root: options.runtimeRoot, env, platform, log });
    let child: EngineChild | undefined;
    try {
      const secret = randomBytes(32).toString('hex');
      const config: EngineConfig = { ...options.config, address: folder.address, secret };
      const configFile = await folder.write('config.json', JSON.stringify(config));
      const stderr = await folder.openNew(stderrName);
      try {
        signal.throwIfAborted();
        child = spawnChild(engineLaunch({ nodePath, engineFile, configFile, env }), stderr.fd);
      } finally {
        await stderr.close();
      }
      if (child.pid !== undefined) await folder.claim(child.pid);
      const reached = await reach(child, config, { clock: options.clock, log, signal });
      return new EngineProcess(options, { child, folder, ...reached });
    } catch (error) {
      child?.kill('SIGKILL');
      await child?.exited;
      await clearAway(folder, signal.aborted ? undefined : log);
      throw error;
    }
  }

  get status(): EngineStatus {
    return this.#status;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** See {@link EngineConnection.ask}. */
  ask<P extends { readonly id: number }, R>(ask: Ask<P, R>, onText: OnText, signal: AbortSignal): Promise<R> {
    return this.#connection.ask(ask, onText, signal);
  }

  ping(): Promise<EngineStatus> {
    return this.#connection.ping();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    const { clock, leaveMs } = this.#options;
    // Not awaited: a stopped engine reads nothing, and is killed below.
    void this.#connection.goodbye();
    const waiting = new AbortController();
    await Promise.race([this.#child.exited, clock.sleep(leaveMs, waiting.signal)]);
    waiting.abort();
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

interface Started {
  readonly child: EngineChild;
  readonly folder: PrivateFolder;
  readonly connection: EngineConnection;
  readonly status: EngineStatus;
}

/** Connects as soon as the engine listens. Rejects when the process ends first or the signal aborts. */
async function reach(
  child: EngineChild,
  { address, secret, buildId }: EngineConfig,
  { clock, log, signal }: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
): Promise<Pick<Started, 'connection' | 'status'>> {
  let exit: string | undefined;
  void child.exited.then((cause) => (exit = cause));
  for (;;) {
    signal.throwIfAborted();
    if (exit !== undefined) throw new Error(`at its start: ${exit}`);
    const socket = await connectSocket(address, signal).catch(() => undefined);
    if (socket === undefined) {
      await clock.sleep(connectEveryMs, signal);
      continue;
    }
    const giveUp = (): void => void socket.destroy();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await EngineConnection.open(socket, { secret, buildId }, log);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }
}

/** Removes the folder; first notes in the log what a crashed engine said last. */
async function clearAway(folder: PrivateFolder, log: Log | undefined): Promise<void> {
  const tail = log === undefined ? '' : (await folder.tail(stderrName, maxTailBytes).catch(() => '')).trim();
  if (tail !== '') log?.warn(`The engine said last:\n${tail}`);
  await folder.remove().catch(() => undefined);
}
