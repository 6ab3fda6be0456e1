import { alignedTable } from '../../core/bench/alignedTable';
import { type ConfidenceLimits, confidenceMeasures } from '../../core/completion/confidence';
import { type GateLevel, gateLevels, learning } from '../../core/completion/confidenceTable';
import type { ConfidenceCurve, CurvePoint, Half } from './confidenceCurve';

/** What a level shows at least, of all answers, on the half that it is chosen on: a little more than is promised of other packages. */
const leastShown = { balanced: 0.65, rare: 0.35 } as const;
type Level = keyof typeof leastShown;

const head = ['', 'measure', 'cut', 'hide', 'shown', 'accepted', 'gain', 'saved'];

/** The curve and the limits that it chooses, for a person. */
export function confidenceText(curve: ConfidenceCurve): string {
  const levels: readonly Level[] = ['balanced', 'rare'];
  return `${levels.flatMap((level) => levelParts(curve, level)).join('\n\n')}\n`;
}

function levelParts(curve: ConfidenceCurve, level: Level): string[] {
  const floor = leastShown[level];
  const title = `${level}: most accepted of what is shown, where at least ${percent(floor)} are`;
  const best = curve.best(floor);
  if (best === undefined) return [`${title}: no limits do that`];
  const { limits } = best;
  const { nearWidth, sureFrom } = learning;
  return [
    `${title}\n\n${alignedTable([head, ...candidateRows(curve, floor), ...tableRows(curve, gateLevels[level])])}`,
    `${level}, chosen: ${limitsText(limits)}; nearShare ${curve.nearShare(limits, nearWidth, sureFrom).toFixed(2)}\n\n${alignedTable(
      [head, halfRow(curve, 'chosen on', limits), halfRow(curve, 'reported on', limits)],
    )}\n${intervalLine(curve, limits)}`,
    `${level}, the curve of ${limits.measure}, cut ${limits.cutBelow}\n\n${curveTable(curve, limits)}`,
  ];
}

/** The best of each measure, without and with shortening. */
function candidateRows(curve: ConfidenceCurve, floor: number): string[][] {
  return confidenceMeasures.flatMap((measure) => {
    const points = [curve.best(floor, { measure, cutBelow: 0 }), curve.best(floor, { measure })];
    return points.flatMap((point) => (point === undefined ? [] : [['chosen on', ...cells(point)]]));
  });
}

/** What the product's own table does. */
function tableRows(curve: ConfidenceCurve, level: GateLevel | undefined): string[][] {
  if (level === undefined) return [];
  const halves: readonly Half[] = ['chosen on', 'reported on'];
  return halves.map((half) => [`now, ${half}`, ...cells(curve.at(half, level))]);
}

function halfRow(curve: ConfidenceCurve, half: Half, limits: ConfidenceLimits): string[] {
  return [half, ...cells(curve.at(half, limits))];
}

function intervalLine(curve: ConfidenceCurve, limits: ConfidenceLimits): string {
  const interval = curve.gainInterval('reported on', limits);
  if (interval === undefined) return 'There are too few files to report on.';
  return `gain, reported on, 95 % by file: ${points(interval.low)} to ${points(interval.high)}`;
}

function curveTable(curve: ConfidenceCurve, { measure, cutBelow }: ConfidenceLimits): string {
  const [chosen, reported] = [
    curve.curve('chosen on', { measure, cutBelow }),
    curve.curve('reported on', { measure, cutBelow }),
  ];
  const rows = chosen.map((point, index) => {
    const other = reported[index];
    return [
      point.limits.hideBelow.toFixed(2),
      percent(point.shown),
      percent(point.accepted),
      percent(other?.shown ?? Number.NaN),
      percent(other?.accepted ?? Number.NaN),
    ];
  });
  return alignedTable([['hide', 'shown', 'accepted', 'shown, reported', 'accepted, reported'], ...rows]);
}

function cells({ limits: { measure, cutBelow, hideBelow }, shown, accepted, gain, saved }: CurvePoint): string[] {
  const numbers = [percent(shown), percent(accepted), points(gain), percent(saved)];
  return [measure, cutBelow.toFixed(2), hideBelow.toFixed(2), ...numbers];
}

function limitsText({ measure, cutBelow, hideBelow }: ConfidenceLimits): string {
  return `${measure}, cutBelow ${cutBelow}, hideBelow ${hideBelow}`;
}

function percent(share: number): string {
  return Number.isNaN(share) ? '-' : `${(share * 100).toFixed(1)} %`;
}

function points(difference: number): string {
  return Number.isNaN(difference) ? '-' : `${difference < 0 ? '' : '+'}${(difference * 100).toFixed(1)}`;
}
