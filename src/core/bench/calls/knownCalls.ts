/** A call of an exported function with what it gives. */
export interface KnownCall {
  /** In the language of the file: `total([1, 2], "a")`. */
  readonly call: string;
  /** The result as text, or `throws` with the kind of the error. */
  readonly expected: string;
}

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
const minCalls = 4;

/** Files that do more than compute; nothing of them is run on drawn inputs. */
const acts =
  /\b(?:child_process|worker_threads|node:(?:fs|net|http|https|dgram|vm|cluster)|fs\/promises|subprocess|shutil|socket|ctypes|pathlib|tempfile)\b|from ['"]fs['"]|require\(['"](?:fs|net|http)|\bos\.(?:remove|unlink|rmdir|system|kill|exec|popen|rename|makedirs|environ)|\bopen\(|\bfetch\(|\beval\(|localStorage|process\.(?:exit|kill|env)|sys\.exit/;

/** Whether the functions of a file may be called with anything. */
export function mayBeCalled(text: string): boolean {
  return !acts.test(text);
}

/** The calls that gave the same result twice, with it. */
export function repeatableCalls(
  calls: readonly string[],
  first: readonly CallResult[],
  second: readonly CallResult[],
): KnownCall[] {
  return calls.flatMap((call, index) => {
    const expected = first[index]?.value;
    const isKnown = expected !== undefined && expected === second[index]?.value && expected !== notLoaded;
    // An address in memory, a time-out.
    if (!isKnown || expected.length > maxValueChars || / at 0x|does not end/.test(expected)) return [];
    return [{ call, expected }];
  });
}

/** Whether calls tell anything of what a function does. */
export function tellsEnough(known: readonly KnownCall[]): boolean {
  const given = known.filter((each) => !isThrown(each));
  return given.length >= minCalls && new Set(given.map(({ expected }) => expected)).size > 1;
}

/** At most twelve of the calls, few of one result and few that only throw. */
export function chosenCalls<T extends KnownCall>(from: readonly T[]): T[] {
  const kept: T[] = [];
  for (const each of from) {
    const same = kept.filter(({ expected }) => expected === each.expected).length;
    const isEnough =
      kept.length >= maxEach || same >= maxSame || (isThrown(each) && kept.filter(isThrown).length >= maxThrown);
    if (!isEnough) kept.push(each);
  }
  return kept;
}

/** Whether nothing is returned. */
export function isThrown({ expected }: Pick<KnownCall, 'expected'>): boolean {
  return expected.startsWith('throws ');
}
