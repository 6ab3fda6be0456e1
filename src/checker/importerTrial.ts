import type { CheckProblem } from '../protocol/check';
import type { Project } from './project';

/** A text of the checked file and what was found in it. */
export interface CheckedText {
  readonly text: string;
  readonly problems: readonly CheckProblem[];
  /** What other files see of it; undefined where that was not asked or cannot be said. */
  readonly shape: string | undefined;
}

/** Problems in other files: as they are, and with each candidate. */
export interface ImporterProblems {
  readonly before: readonly CheckProblem[];
  readonly after: readonly (readonly CheckProblem[])[];
}

/**
 * Looks at the files that import the checked one, nearest first, for as long as `isInTime` says of each share of the whole time. Tries only
 * candidates that add no error here (others are of no use anyhow) and that change what other files see of theirs, the declarations:
 * without such a change nothing can become wrong elsewhere. A file for which a candidate has no time left keeps the problems that it has,
 * so that nothing seems to be removed or added there.
 */
export function importerProblems(
  project: Project,
  path: string,
  texts: { readonly before: CheckedText; readonly candidates: readonly CheckedText[] },
  isInTime: (share: number) => boolean,
): ImporterProblems {
  const { before, candidates } = texts;
  const isTried = candidates.map((each) => mayBreakOthers(before, each));
  const count = isTried.filter(Boolean).length;
  if (count === 0) return { before: [], after: candidates.map(() => []) };
  project.setText(path, before.text);
  const files = new Map<string, readonly CheckProblem[]>();
  for (const file of project.importersOf(path)) {
    if (!isInTime(1 / (count + 1))) break;
    files.set(file, project.problemsOf(file, true));
  }
  const asTheyAre = [...files.values()].flat();
  let share = 1;
  const after = candidates.map(({ text }, index) => {
    if (isTried[index] !== true) return asTheyAre;
    share++;
    project.setText(path, text);
    return [...files].flatMap(([file, known]) =>
      isInTime(share / (count + 1)) ? project.problemsOf(file, true) : known,
    );
  });
  return { before: asTheyAre, after };
}

function mayBreakOthers(before: CheckedText, candidate: CheckedText): boolean {
  return !addsErrors(before, candidate) && (before.shape === undefined || candidate.shape !== before.shape);
}

/** By their number alone: such a candidate is of no use, whatever else it does. */
export function addsErrors(before: Pick<CheckedText, 'problems'>, candidate: Pick<CheckedText, 'problems'>): boolean {
  return errorsIn(candidate) > errorsIn(before);
}

function errorsIn({ problems }: Pick<CheckedText, 'problems'>): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}
