import type { SpeedFacts } from '../../protocol/engine';
import { shareAt } from './deadline';

/**
 * The file's part of a prompt at the nominal speed. What it costs is the one time when the engine has read nothing of it, as after a change of
 * files: from then on a key costs what was typed. Context may take half as much again.
 */
const nominalTokens = 512;
const fewestTokens = 256;
const mostTokens = 2_048;
const mostContextTokens = 1_024;
/** Budgets are multiples of this, so that a small change of the measured speed does not change them. */
const stepTokens = 128;

/** Nobody waits for what is read while typing rests, but it keeps the machine busy. */
const idleMs = 15_000;

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

/**
 * Tokens that context may have in a prompt that is read while nobody waits: as many as the file has beside it, since the engine gives context no
 * more than half, and no more than a machine of the measured speed reads in a while. As before where nothing is measured yet.
 */
export function idleContextTokens(
  speed: SpeedFacts | undefined,
  { promptTokens, contextTokens }: PromptBudget,
): number {
  const fileTokens = promptTokens - contextTokens;
  const readable = ((speed?.prefillTokensPerSecond ?? 0) * idleMs) / 1_000 - fileTokens;
  const tokens = Math.min(mostContextTokens, fileTokens, readable);
  return Math.max(contextTokens, Math.floor(tokens / stepTokens) * stepTokens);
}

function fileBudget(speed: SpeedFacts | undefined): number {
  const share = shareAt(speed, 'prefillTokensPerSecond');
  const tokens = Math.round((nominalTokens * share) / stepTokens) * stepTokens;
  return Math.min(mostTokens, Math.max(fewestTokens, tokens));
}
