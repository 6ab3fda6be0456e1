import type { CheckProblem } from '../../protocol/check';
import { lineEnd, lineStart } from '../text/lines';
import type { FixProblem } from './fixTarget';
import type { TextEdit } from '../text/minimalEdits';

/** What a change does to the problems of a text. */
export interface ProblemChanges {
  readonly removed: readonly CheckProblem[];
  readonly added: readonly CheckProblem[];
}

interface Place {
  readonly problem: CheckProblem;
  readonly key: string;
  /** Text of its line without blanks around. */
  readonly line: string;
  /** Start of its line, in units of the text before the change; undefined in what the change put in. */
  readonly at: number | undefined;
}

/**
 * Which problems a change removes and which it adds. Two problems are the same when code and message agree, and the text of their line or,
 * after what moved is moved back, its place; inside of what was changed code and message are enough: a moved problem is not a new one.
 */
export function problemChanges(
  before: { readonly text: string; readonly problems: readonly CheckProblem[] },
  after: { readonly text: string; readonly problems: readonly CheckProblem[] },
  edits: readonly TextEdit[],
): ProblemChanges {
  const isTouched = (at: number): boolean => edits.some(({ start, end }) => start <= at && at <= end);
  const old = before.problems.map((problem): Place => {
    if (problem.path !== undefined) return elsewhere(problem);
    return { ...placeOf(before.text, problem), at: lineStart(before.text, problem.start) };
  });
  const left = new Set(old);
  const steps: readonly ((a: Place, b: Place) => boolean)[] = [
    (a, b) => a.line === b.line && a.at === b.at,
    (a, b) => a.line === b.line,
    (a, b) => a.at === b.at,
    (a, b) => b.at === undefined && a.at !== undefined && isTouched(a.at),
  ];
  let open = after.problems.map((problem): Place => {
    if (problem.path !== undefined) return elsewhere(problem);
    const at = mapBack(lineStart(after.text, problem.start), edits);
    return { ...placeOf(after.text, problem), at };
  });
  for (const isSame of steps)
    open = open.filter((place) => {
      const match = [...left].find((each) => each.key === place.key && isSame(each, place));
      if (match !== undefined) left.delete(match);
      return match === undefined;
    });
  return { removed: [...left].map(({ problem }) => problem), added: open.map(({ problem }) => problem) };
}

/** Of what a checker says, the problems that the user asked about; empty where it does not know of them. */
export function askedAmong(
  asked: readonly FixProblem[],
  problems: readonly CheckProblem[],
  text: string,
): readonly CheckProblem[] {
  return problems.filter((problem) =>
    asked.some((each) => {
      if (problem.path !== undefined) return false;
      if (plain(each.message) === plain(problem.message)) return lineOf(text, each) === lineOf(text, problem);
      // Checkers name one thing differently; what stands at the same characters is the same thing.
      const overlaps =
        problem.start < Math.max(each.end, each.start + 1) && each.start < Math.max(problem.end, problem.start + 1);
      const isSameCode = each.code !== undefined && each.code !== '' && bareCode(each.code) === bareCode(problem.code);
      return overlaps || (isSameCode && lineOf(text, each) === lineOf(text, problem));
    }),
  );
}

function placeOf(text: string, problem: CheckProblem): Omit<Place, 'at'> {
  const line = text.slice(lineStart(text, problem.start), lineEnd(text, problem.start)).trim();
  return { problem, line, key: `${problem.severity}\n${problem.code}\n${plain(problem.message)}` };
}

/** In another file, which no edit changes. */
function elsewhere(problem: CheckProblem): Place {
  const { path = '', severity, code, message } = problem;
  return {
    problem,
    line: String(problem.start),
    key: [path, severity, code, plain(message)].join('\n'),
    at: problem.start,
  };
}

/** The offset in the text before sorted edits; undefined inside of what they put in. */
function mapBack(offset: number, edits: readonly TextEdit[]): number | undefined {
  let shift = 0;
  for (const { start, end, text } of edits) {
    if (offset < start + shift) break;
    if (offset < start + shift + text.length) return undefined;
    shift += text.length - (end - start);
  }
  return offset - shift;
}

function lineOf(text: string, { start }: { readonly start: number }): number {
  return lineStart(text, start);
}

function plain(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}

/** `TS2304`, `ts(2304)` and `2304` are one code. */
function bareCode(code: string): string {
  return /\d{3,}/.exec(code)?.[0] ?? code;
}
