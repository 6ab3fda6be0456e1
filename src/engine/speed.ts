import type { SpeedFacts } from '../protocol/engine';

/** Weight of the newest measurement in the average. */
const NEWEST_SHARE = 0.3;
/** Fewer tokens at once say how fast decoding is, not how fast a prompt is read. */
const MIN_PREFILL_TOKENS = 8;
/** A chunk of prompt should take about this long: that is how late an abort can come. */
const CHUNK_MS = 100;
/** Before anything is measured; the reading speed of a small model on two slow cores (measured: 165 tokens/s). */
const FIRST_CHUNK_TOKENS = 16;
/**
 * Chunks are multiples of this. Measured on two slow cores: calls of 8 tokens reach 0.6 of the speed of one call for the whole prompt, and
 * since the chunk follows the speed, they would stay at 8; calls of 16 reach 0.8, calls of 32 0.9.
 */
const CHUNK_STEP_TOKENS = 16;

/** A change below this share is noise. */
const NOTABLE_SHARE = 0.2;

/** How fast this model reads and writes on this machine, as exponential averages. */
export class Speed {
  #prefillPerSecond = 0;
  #decodePerSecond = 0;
  #slowestStepMs = 0;

  /** The slowest native call that was added. */
  get slowestStepMs(): number {
    return this.#slowestStepMs;
  }

  get facts(): SpeedFacts {
    return { prefillTokensPerSecond: this.#prefillPerSecond, decodeTokensPerSecond: this.#decodePerSecond };
  }

  /** True when either speed is so far from what was `told` that it should be told again. */
  hasMovedFrom(told: SpeedFacts): boolean {
    return (
      hasMoved(told.prefillTokensPerSecond, this.#prefillPerSecond) ||
      hasMoved(told.decodeTokensPerSecond, this.#decodePerSecond)
    );
  }

  addPrefill(tokens: number, ms: number): void {
    this.#slowestStepMs = Math.max(this.#slowestStepMs, ms);
    if (tokens >= MIN_PREFILL_TOKENS) this.#prefillPerSecond = averaged(this.#prefillPerSecond, tokens, ms);
  }

  addDecode(tokens: number, ms: number): void {
    this.#slowestStepMs = Math.max(this.#slowestStepMs, ms);
    this.#decodePerSecond = averaged(this.#decodePerSecond, tokens, ms);
  }

  /** Tokens to read in one native call so that it takes about 100 ms; never more than the context's batch. */
  chunkTokens(maxTokens: number): number {
    const wanted = this.#prefillPerSecond === 0 ? FIRST_CHUNK_TOKENS : (this.#prefillPerSecond * CHUNK_MS) / 1000;
    const steps = Math.max(1, Math.round(wanted / CHUNK_STEP_TOKENS));
    return Math.min(steps * CHUNK_STEP_TOKENS, maxTokens);
  }
}

function hasMoved(told: number, now: number): boolean {
  return Math.abs(now - told) > told * NOTABLE_SHARE;
}

function averaged(old: number, tokens: number, ms: number): number {
  if (tokens <= 0 || ms <= 0) return old;
  const perSecond = (tokens * 1000) / ms;
  return old === 0 ? perSecond : old + (perSecond - old) * NEWEST_SHARE;
}
