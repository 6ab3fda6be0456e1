/** How the subjects of a repository are written, judged by some of them; the newest count as much as the others. */
export type CommitStyle = 'conventional' | 'area' | 'plain';

const fewest = 3;
const types = /^(?:feat|fix|docs|style|refactor|perf|test|build|ci|chore|revert)(?:\([^()]*\))?!?: /;
const area = /^[\p{L}\p{N}_./@ -]{2,30}: /u;

export function commitStyleOf(subjects: readonly string[]): CommitStyle {
  const own = subjects.filter((subject) => !/^(?:Merge|Revert|fixup!|squash!)\b/.test(subject));
  const isMost = (pattern: RegExp): boolean =>
    own.length >= fewest && own.filter((subject) => pattern.test(subject)).length >= own.length / 2;
  return isMost(types) ? 'conventional' : isMost(area) ? 'area' : 'plain';
}
