import type { FixCase } from './fixItem';

/** What became of a call. */
export interface CallResult {
  /** The result as text, or `throws` with the kind of the error. */
  readonly value: string;
  /** Empty where nothing was thrown. */
  readonly stack: string;
}

/** Says of a call that its file could not even be loaded. */
export const notLoaded = 'does not load';

const maxValueChars = 400;
const maxEach = 12;
/** Results of one value, as `false`, tell little more. */
const maxSame = 3;
const maxThrown = 4;
/** What only tells that something is thrown is a weak check. */
const minFailing = 2;
const minCalls = 4;

/** Files that do more than compute; nothing of them is run on drawn inputs. */
const acts =
  /\b(?:child_process|worker_threads|node:(?:fs|net|http|https|dgram|vm|cluster)|fs\/promises|subprocess|shutil|socket|ctypes|pathlib|tempfile)\b|from ['"]fs['"]|require\(['"](?:fs|net|http)|\bos\.(?:remove|unlink|rmdir|system|kill|exec|popen|rename|makedirs|environ)|\bopen\(|\bfetch\(|\beval\(|localStorage|process\.(?:exit|kill|env)|sys\.exit/;

/** Whether the functions of a file may be called with anything. */
export function mayBeCalled(text: string): boolean {
  return !acts.test(text);
}

/** The calls that gave the same result twice, with it. */
export function repeatableCases(
  calls: readonly string[],
  first: readonly CallResult[],
  second: readonly CallResult[],
): FixCase[] {
  return calls.flatMap((call, index) => {
    const expected = first[index]?.value;
    const isKnown = expected !== undefined && expected === second[index]?.value && expected !== notLoaded;
    // An address in memory, a time-out.
    if (!isKnown || expected.length > maxValueChars || / at 0x|does not end/.test(expected)) return [];
    return [{ call, expected, fails: false }];
  });
}

/** Whether calls tell anything of what a function does. */
export function tellsEnough(cases: readonly FixCase[]): boolean {
  const given = cases.filter((each) => !isThrown(each));
  return given.length >= minCalls && new Set(given.map(({ expected }) => expected)).size > 1;
}

/** The calls with those marked whose results a fault changes, at most twelve of them and twelve others. */
export function markedCases(cases: readonly FixCase[], faulty: readonly CallResult[]): FixCase[] {
  const marked = cases.map((each, index) => ({ ...each, fails: faulty[index]?.value !== each.expected }));
  const chosen = (from: readonly FixCase[]): FixCase[] => {
    const kept: FixCase[] = [];
    for (const each of from) {
      const same = kept.filter(({ expected }) => expected === each.expected).length;
      const isEnough =
        kept.length >= maxEach || same >= maxSame || (isThrown(each) && kept.filter(isThrown).length >= maxThrown);
      if (!isEnough) kept.push(each);
    }
    return kept;
  };
  return [...chosen(marked.filter(({ fails }) => fails)), ...chosen(marked.filter(({ fails }) => !fails))];
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

function isThrown({ expected }: FixCase): boolean {
  return expected.startsWith('throws ');
}
