import type { SpeedFacts } from '../../protocol/engine';

/**
 * The file's part of a prompt that shares nothing with what the engine has read before, as after a change of files, may take this long to
 * read. Context may take half as long again: it stays the same while somebody works at one place.
 */
const coldReadMs = 1_500;
const fewestTokens = 256;
const mostTokens = 2_048;
/** Before the first measurement. */
const unmeasuredTokens = 512;
const mostContextTokens = 1_024;
/** Budgets are multiples of this, so that a small change of the measured speed does not change them. */
const stepTokens = 128;

export interface PromptBudget {
  /** All of the prompt. */
  readonly promptTokens: number;
  /** Excerpts of other files, as a part of `promptTokens`. */
  readonly contextTokens: number;
}

/** Tokens that a prompt may have on a machine of the measured speed. */
export function promptBudget(speed: SpeedFacts | undefined): PromptBudget {
  const fileTokens = fileBudget(speed);
  const contextTokens = Math.min(mostContextTokens, fileTokens / 2);
  return { promptTokens: fileTokens + contextTokens, contextTokens };
}

function fileBudget(speed: SpeedFacts | undefined): number {
  const perSecond = speed?.prefillTokensPerSecond ?? 0;
  if (!(perSecond > 0)) return unmeasuredTokens;
  const tokens = Math.round((perSecond * coldReadMs) / 1_000 / stepTokens) * stepTokens;
  return Math.min(mostTokens, Math.max(fewestTokens, tokens));
}
