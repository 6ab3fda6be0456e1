import type { CheckProblem } from '../protocol/check';
import type { Project } from './project';

/** A text of the checked file and what was found in it. */
export interface CheckedText {
  readonly text: string;
  readonly problems: readonly CheckProblem[];
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
  const isTried = changesShape(project, path, texts);
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

function changesShape(
  project: Project,
  path: string,
  { before, candidates }: { readonly before: CheckedText; readonly candidates: readonly CheckedText[] },
): readonly boolean[] {
  const errors = errorsIn(before);
  if (candidates.every((each) => errorsIn(each) > errors) || project.importersOf(path).length === 0) return [];
  project.setText(path, before.text);
  const shape = project.shapeOf(path);
  return candidates.map((candidate) => {
    if (errorsIn(candidate) > errors) return false;
    project.setText(path, candidate.text);
    return shape === undefined || project.shapeOf(path) !== shape;
  });
}

function errorsIn({ problems }: CheckedText): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}
