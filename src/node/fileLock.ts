import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock';
import { systemCode } from './systemReason';

/** The owner touches its lock this often; one that was not touched for STALE_MS is left over from a crash. */
const TOUCH_MS = 5_000;
const STALE_MS = 60_000;
const POLL_MS = 300;

export interface HeldLock {
  release(): Promise<void>;
}

export interface LockWait {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Called about three times a second while somebody else holds the lock. */
  readonly onWait: () => void;
}

/**
 * Takes the lock file, waiting for whoever holds it, in this process or another. A lock whose owner died or went silent is taken over.
 * Rejects with the signal's reason on abort, and with the system's error when the file cannot be created.
 */
export async function holdLock(file: string, wait: LockWait): Promise<HeldLock> {
  const content = JSON.stringify({ pid: process.pid, host: os.hostname(), token: randomUUID() });
  for (;;) {
    wait.signal?.throwIfAborted();
    if (await create(file, content)) return keep(file, content);
    if (await removeIfStale(file)) continue;
    wait.onWait();
    await wait.clock.sleep(POLL_MS, wait.signal);
  }
}

/** Takes the lock file as `holdLock` does when it gets it within `maxWaitMs`, else answers undefined. */
export async function holdLockWithin(file: string, maxWaitMs: number, clock: Clock): Promise<HeldLock | undefined> {
  const patience = new AbortController();
  let isOver = false;
  void clock.sleep(maxWaitMs, patience.signal).then(() => {
    isOver = !patience.signal.aborted;
    patience.abort();
  });
  try {
    return await holdLock(file, { clock, signal: patience.signal, onWait: () => undefined });
  } catch (error) {
    if (isOver) return undefined;
    throw error;
  } finally {
    patience.abort();
  }
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function keep(file: string, content: string): HeldLock {
  const touch = (): void => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  };
  const timer = setInterval(touch, TOUCH_MS);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      // Somebody may have taken it over while this process was suspended.
      if ((await readFile(file, 'utf8').catch(() => '')) === content) await rm(file, { force: true });
    },
  };
}

async function removeIfStale(file: string): Promise<boolean> {
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined) return true;
  const content = await readFile(file, 'utf8').catch(() => '');
  if (Date.now() - facts.mtimeMs < STALE_MS && !ownerDied(content)) return false;
  // Read again right before: another waiter may have replaced it in between.
  if ((await readFile(file, 'utf8').catch(() => '')) === content) await rm(file, { force: true });
  return true;
}

function ownerDied(content: string): boolean {
  try {
    const owner: unknown = JSON.parse(content);
    if (typeof owner !== 'object' || owner === null || !('pid' in owner) || !('host' in owner)) return false;
    if (owner.host !== os.hostname() || typeof owner.pid !== 'number') return false;
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
}
