import { quantile } from '../../src/core/bench/quantile';

/** `p50 0.10, p95 0.32, most 1.20 ms (n = 200)` */
export function spread(values: readonly number[], shares: readonly number[] = [0.5, 0.95]): string {
  const parts = shares.map((share) => `p${Number((share * 100).toFixed(2))} ${quantile(values, share).toFixed(2)}`);
  return `${[...parts, `most ${quantile(values, 1).toFixed(2)}`].join(', ')} ms (n = ${values.length})`;
}

/** Collects what a measurement finds against its bars. */
export class Bars {
  #allHold = true;

  /** Prints `PASS name: 3.20 <= 5`, or FAIL; a figure that is not there fails. */
  check(name: string, value: number, relation: '<=' | '>=', bar: number): void {
    const holds = relation === '<=' ? value <= bar : value >= bar;
    this.#allHold &&= holds;
    console.log(`${holds ? 'PASS' : 'FAIL'} ${name}: ${Number(value.toFixed(3))} (bar: ${relation} ${bar})`);
  }

  /** For `process.exitCode`. */
  get exitCode(): number {
    return this.#allHold ? 0 : 1;
  }
}
