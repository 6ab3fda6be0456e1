import type { EngineStatus } from '../protocol/engine';

export interface ProgressLimits {
  /** Between two looks at an engine that says nothing. */
  readonly silenceMs: number;
  readonly pingMs: number;
  /** One step may take this long on any machine. */
  readonly stallMs: number;
}

/** A step may take this many times as long as the slowest before it: a machine can become busy. */
const slowestShare = 20;
/** Weights that were pushed out of memory come back from disk in the middle of a step; a slow disk reads this much. */
const diskBytesPerMs = 100_000;
/** Whatever was measured (a machine that slept in the middle of a step measures its sleep), a step never takes longer. */
const longestStallMs = 1_800_000;

/**
 * Finds an engine that answers while its native side hangs: work is under way and no step of it ends. Look at it each time that it had to
 * be asked for a sign of life.
 */
export class ProgressWatch {
  readonly #limits: ProgressLimits;
  #steps: number | undefined;
  #lookedAtMs = 0;
  #stoodStillMs = 0;

  constructor(limits: ProgressLimits) {
    this.#limits = limits;
  }

  /** For how long the looks so far have seen the same step. */
  get stoodStillMs(): number {
    return this.#stoodStillMs;
  }

  /** Takes what the engine says now. Returns words when the step that is under way will not end any more. */
  look({ progress, model }: EngineStatus, nowMs: number): string | undefined {
    const isSame = progress.isWorking && progress.steps === this.#steps;
    // A machine that slept between two looks saw one look's time go by, not a night.
    const sinceMs = Math.min(nowMs - this.#lookedAtMs, this.#limits.silenceMs + this.#limits.pingMs);
    this.#stoodStillMs = isSame ? this.#stoodStillMs + sinceMs : 0;
    this.#steps = progress.isWorking ? progress.steps : undefined;
    this.#lookedAtMs = nowMs;
    const patienceMs = Math.max(
      this.#limits.stallMs,
      progress.slowestStepMs * slowestShare,
      (model?.bytes ?? 0) / diskBytesPerMs,
    );
    if (this.#stoodStillMs < Math.min(patienceMs, longestStallMs)) return undefined;
    const seconds = Math.round(this.#stoodStillMs / 1_000);
    return `it stood still for ${seconds} s in the middle of its work, although it answered`;
  }
}
