import { seededRandom } from '../../base/seededRandom';

/** What one item adds to two ratios that are compared: sums of `num` over sums of `den`. */
export interface PairedShare {
  /** Items of one cluster (a file) are drawn together, since they resemble each other. */
  readonly cluster: string;
  readonly before: { readonly num: number; readonly den: number };
  readonly after: { readonly num: number; readonly den: number };
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

interface Sums {
  num: number;
  den: number;
}

const rounds = 2_000;
const share = ({ num, den }: Sums): number => (den === 0 ? 0 : num / den);

/**
 * 95 % interval (percentiles) of `after - before`, by drawing whole clusters with replacement. The same input and seed give the same
 * interval. `undefined` for fewer than two clusters, which say nothing about others.
 */
export function bootstrapDifference(pairs: readonly PairedShare[], seed: number): Interval | undefined {
  const clusters = [...sumsByCluster(pairs).values()];
  if (clusters.length < 2) return undefined;
  const random = seededRandom(seed);
  const differences: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [before, after]: [Sums, Sums] = [
      { num: 0, den: 0 },
      { num: 0, den: 0 },
    ];
    for (let draw = 0; draw < clusters.length; draw++) {
      const drawn = clusters[Math.floor(random() * clusters.length)];
      if (drawn === undefined) continue;
      add(before, drawn.before);
      add(after, drawn.after);
    }
    differences.push(share(after) - share(before));
  }
  differences.sort((a, b) => a - b);
  const at = (part: number): number => differences[Math.round(part * (rounds - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

function sumsByCluster(pairs: readonly PairedShare[]): Map<string, { before: Sums; after: Sums }> {
  const sums = new Map<string, { before: Sums; after: Sums }>();
  for (const { cluster, before, after } of pairs) {
    const known = sums.get(cluster);
    if (known === undefined) sums.set(cluster, { before: { ...before }, after: { ...after } });
    else {
      add(known.before, before);
      add(known.after, after);
    }
  }
  return sums;
}

function add(sums: Sums, { num, den }: Sums): void {
  sums.num += num;
  sums.den += den;
}
