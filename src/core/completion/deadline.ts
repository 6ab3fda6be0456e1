import type { SpeedFacts } from '../../protocol/engine';

/** From the key to the first line of an answer: what a processor can do, and what a graphics card can. */
const slowTargetMs = 900;
const fastTargetMs = 300;
/**
 * Tokens per second of the default model on two processor cores. The sizes of prompts and answers were chosen by their quality there, and there
 * they meet the target of a processor.
 */
const nominal: SpeedFacts = { prefillTokensPerSecond: 165, decodeTokensPerSecond: 25 };
/** A machine that writes fewer tokens per second works for long on what nobody may want. */
const slowTokensPerSecond = 10;
/** Tokens of a line with a few that were typed since the last answer: the common case, in which the rest of the prompt has been read. */
const lineTokens = 12;
const typedTokens = 4;

/**
 * What the measured speed allows of a size that was chosen at the nominal speed: less of it where the machine is slower, so that the target
 * of a processor holds; more only where that much is done within the target of a graphics card.
 * @returns a factor, 1 at the nominal speed and before anything is measured
 */
export function shareAt(speed: SpeedFacts | undefined, kind: keyof SpeedFacts): number {
  const perSecond = speed?.[kind] ?? 0;
  if (!(perSecond > 0)) return 1;
  const share = perSecond / nominal[kind];
  return Math.max(Math.min(1, share), (share * fastTargetMs) / slowTargetMs);
}

/** Milliseconds that the first line of an answer takes at a speed, when nothing but what was typed has to be read. */
export function firstLineMs(speed: SpeedFacts | undefined): number {
  const read = perSecondOf(speed, 'prefillTokensPerSecond');
  const write = perSecondOf(speed, 'decodeTokensPerSecond');
  return (1_000 * typedTokens) / read + (1_000 * lineTokens) / write;
}

/** Milliseconds from a key to the first line that a machine of this speed is held to. */
export function targetMs(speed: SpeedFacts | undefined): number {
  return firstLineMs(speed) < fastTargetMs ? fastTargetMs : slowTargetMs;
}

/** Whether work that nobody asked for is to be spared on a machine of this speed; false before it is measured. */
export function isSlow(speed: SpeedFacts | undefined): boolean {
  const perSecond = speed?.decodeTokensPerSecond ?? 0;
  return perSecond > 0 && perSecond < slowTokensPerSecond;
}

function perSecondOf(speed: SpeedFacts | undefined, kind: keyof SpeedFacts): number {
  const measured = speed?.[kind] ?? 0;
  return measured > 0 ? measured : nominal[kind];
}
