import { type CallResult, chosenCalls, isThrown, type KnownCall } from '../calls/knownCalls';
import type { FixCase } from './fixItem';

/** What only tells that something is thrown is a weak check. */
const minFailing = 2;

/** The calls with those marked whose results a fault changes, at most twelve of them and twelve others. */
export function markedCases(known: readonly KnownCall[], faulty: readonly CallResult[]): FixCase[] {
  const marked = known.map((each, index) => ({ ...each, fails: faulty[index]?.value !== each.expected }));
  return [...chosenCalls(marked.filter(({ fails }) => fails)), ...chosenCalls(marked.filter(({ fails }) => !fails))];
}

/** Both halves fail with the fault and hold calls that pass with it, where there are any; `undefined` when too few fail. */
export function splitCases(
  cases: readonly FixCase[],
): { readonly shown: readonly FixCase[]; readonly hidden: readonly FixCase[] } | undefined {
  const failing = cases.filter(({ fails }) => fails);
  if (failing.filter((each) => !isThrown(each)).length < minFailing) return undefined;
  // Those that return something first, so that neither half has none of them.
  const sorted = [
    ...failing.filter((each) => !isThrown(each)),
    ...failing.filter(isThrown),
    ...cases.filter(({ fails }) => !fails),
  ];
  return { shown: sorted.filter((_, at) => at % 2 === 0), hidden: sorted.filter((_, at) => at % 2 === 1) };
}

/** What a check prints that makes these calls: of the first one that fails, with a stack where something was thrown. Empty when all pass. */
export function caseReport(cases: readonly FixCase[], results: readonly CallResult[]): string {
  const failed = cases.flatMap((each, at) => {
    const result = results[at] ?? { value: 'nothing', stack: '' };
    return result.value === each.expected ? [] : [{ each, result }];
  });
  const [first] = failed;
  if (first === undefined) return '';
  const { each, result } = first;
  const head = `${failed.length} of ${cases.length} calls fail\n`;
  if (result.stack !== '') return `${head}${each.call} must give ${each.expected}\n${result.stack}\n`;
  return `${head}AssertionError: ${each.call} gives ${result.value}, expected ${each.expected}\n`;
}
