import type { Clock } from '../../ports';

/** An answer that took no longer than this was no burden. */
const lightMs = 100;
/** After a slow answer the server is left alone for this many times as long, so that questions of ours take a small part of its time. */
const restFactor = 30;
const maxRestMs = 10 * 60_000;

/**
 * How Plinth asks language servers: one question at a time, and none for a while after a slow answer. A server cannot be told to stop, so
 * that each question may delay what the user asks it for.
 */
export class ServerManners {
  readonly #clock: Clock;
  /** By server: until when it is left alone; `Infinity` while it is being asked. */
  readonly #restsUntil = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param server what tells servers apart: the language */
  mayAsk(server: string): boolean {
    return this.#clock.now() >= (this.#restsUntil.get(server) ?? 0);
  }

  /** Call only when {@link mayAsk} says so. Answers `undefined` when the question fails. */
  async ask<T>(server: string, question: () => PromiseLike<T>): Promise<T | undefined> {
    const startMs = this.#clock.now();
    this.#restsUntil.set(server, Infinity);
    try {
      return await question();
    } catch {
      return undefined;
    } finally {
      const now = this.#clock.now();
      const tookMs = now - startMs;
      const restMs = tookMs <= lightMs ? 0 : Math.min(maxRestMs, restFactor * tookMs);
      this.#restsUntil.set(server, now + restMs);
    }
  }
}
