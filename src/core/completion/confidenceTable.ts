import type { Settings } from '../settings';
import type { ConfidenceLimits, ConfidenceMeasure } from './confidence';

export type Frequency = Settings['completion.frequency'];

/** How sure an answer must be that comes while somebody types. */
export interface GateLevel extends ConfidenceLimits {
  /**
   * What is barely shown is expected to be accepted this much as often as what is sure, see {@link learning}: the share at which
   * `hideBelow` stays as it is.
   */
  readonly nearShare: number;
}

/** What is told of an answer that is not judged. */
export const usualMeasure: ConfidenceMeasure = 'firstLineLeast';

/**
 * The one table of the confidence gate; `often` shows all. All of it can be read off the curve of `plinth bench confidence`: the measure and
 * the limits that let most of what is shown be accepted at a share of shown answers, and `nearShare`. The first line's least sure token is
 * taken where that of the whole answer did as well (0.6 points apart over 400 answers): a block whose later line is unsure loses that line
 * instead of being hidden.
 */
export const gateLevels: Readonly<Record<Frequency, GateLevel | undefined>> = {
  rare: { measure: usualMeasure, hideBelow: 0.7, cutBelow: 0.3, nearShare: 0.58 },
  balanced: { measure: usualMeasure, hideBelow: 0.45, cutBelow: 0.3, nearShare: 0.4 },
  often: undefined,
};

/** How `hideBelow` follows what a user accepts, for each language by itself; see `acceptLearning`. */
export const learning = {
  /** It moves this far from the table's at most, so that it can neither hide everything nor show anything. */
  maxShift: 0.15,
  /** Figures from `hideBelow` on up to this much more are of what is barely shown. */
  nearWidth: 0.15,
  /** Figures of what is sure: how often that is accepted says how ready to accept somebody is at all. */
  sureFrom: 0.8,
  /** As if so many sure ones had been shown before, and so many of them accepted. */
  priorShown: 30,
  priorTaken: 9,
  /** Beyond so many sure ones, the older ones count half. */
  maxSure: 400,
  /** The first step is 1 / stepPrior, later ones grow smaller down to `leastStep`, by which it still follows a change of habit. */
  stepPrior: 40,
  leastStep: 0.005,
} as const;
