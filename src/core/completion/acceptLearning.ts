import { type GateLevel, learning } from './confidenceTable';

/** What was learned in one language: counts and a threshold, no text. */
export interface LanguageAccepts {
  /** Suggestions that were shown, taken over whole, and taken over in part. */
  readonly shown: number;
  readonly accepted: number;
  readonly partly: number;
  /** Of those that the model was sure of; older ones count less. */
  readonly sureShown: number;
  readonly sureTaken: number;
  /** Suggestions that moved the threshold. */
  readonly near: number;
  /** What is added to the `hideBelow` of the table. */
  readonly shift: number;
}

/** What became of a suggestion that was shown. */
export interface DecidedOffer {
  /** See {@link GateLevel}; undefined where nothing was known. */
  readonly figure: number | undefined;
  readonly taken: 'no' | 'part' | 'whole';
  /** As it was when the suggestion was shown; undefined without a gate. */
  readonly level: GateLevel | undefined;
}

export const nothingLearned: LanguageAccepts = {
  shown: 0,
  accepted: 0,
  partly: 0,
  sureShown: 0,
  sureTaken: 0,
  near: 0,
  shift: 0,
};

/** The figure that is asked for in a language: never further than {@link learning}'s `maxShift` from the table's. */
export function hideBelowOf(level: GateLevel, shift: number): number {
  return Math.min(1, Math.max(0, level.hideBelow + within(shift)));
}

/**
 * Moves the threshold by one suggestion that was barely shown: up where such ones are accepted more seldom than {@link GateLevel.nearShare} of
 * what this user accepts of sure ones, down where more often, in steps that grow smaller (Robbins and Monro, 1951). So it comes to rest where
 * acceptance falls to that share, whether somebody accepts much or little. Whoever has accepted nothing yet is taken for an average user.
 */
export function learnFrom(known: LanguageAccepts, { figure, taken, level }: DecidedOffer): LanguageAccepts {
  const counted: LanguageAccepts = {
    ...known,
    shown: known.shown + 1,
    accepted: known.accepted + (taken === 'whole' ? 1 : 0),
    partly: known.partly + (taken === 'part' ? 1 : 0),
  };
  if (figure === undefined) return counted;
  const isTaken = taken === 'no' ? 0 : 1;
  const sure = figure < learning.sureFrom ? counted : withSure(counted, isTaken);
  if (level === undefined) return sure;
  const threshold = hideBelowOf(level, sure.shift);
  if (figure < threshold || figure >= threshold + learning.nearWidth) return sure;
  const { priorShown, priorTaken, stepPrior, leastStep } = learning;
  const usual = (sure.sureTaken + priorTaken) / (sure.sureShown + priorShown);
  const step = Math.max(leastStep, 1 / (stepPrior + sure.near));
  const shift = within(sure.shift + step * (level.nearShare * usual - isTaken));
  return { ...sure, near: sure.near + 1, shift };
}

/** Reads what was kept; whatever is not as it was written counts as nothing. */
export function readAccepts(value: unknown): LanguageAccepts {
  if (typeof value !== 'object' || value === null) return nothingLearned;
  const kept = value as Readonly<Record<string, unknown>>;
  const entries = Object.keys(nothingLearned).map((key): [string, number] => {
    const number = kept[key];
    const isUsable = typeof number === 'number' && Number.isFinite(number) && (number >= 0 || key === 'shift');
    return [key, isUsable ? number : Number.NaN];
  });
  if (entries.some(([, number]) => Number.isNaN(number))) return nothingLearned;
  const read = Object.fromEntries(entries) as unknown as LanguageAccepts;
  return { ...read, shift: within(read.shift) };
}

function withSure(known: LanguageAccepts, isTaken: number): LanguageAccepts {
  const fading = known.sureShown >= learning.maxSure ? 0.5 : 1;
  return {
    ...known,
    sureShown: known.sureShown * fading + 1,
    sureTaken: known.sureTaken * fading + isTaken,
  };
}

function within(shift: number): number {
  return Math.min(learning.maxShift, Math.max(-learning.maxShift, shift));
}
