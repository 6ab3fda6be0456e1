import type { Parser, Tree } from 'web-tree-sitter';
import type { Clock } from '../../base/clock';

/** UTF-16 units handed to the parser at a time; its own buffer takes 5,120. */
const CHUNK_UNITS = 4_096;

/** How long a parse may take, and by which clock. */
export interface TimeLimit {
  readonly clock: Clock;
  readonly budgetMs: number;
}

/**
 * Parses `text` for at most about `budgetMs` and returns the tree, or `undefined` when the time was over. Called again
 * with the same parser and the same text it goes on where it stopped; for another text call `parser.reset()` first. The
 * caller deletes the tree. `oldTree` must have been edited to match `text`.
 */
export function parseWithin(parser: Parser, text: string, limit: TimeLimit, oldTree?: Tree): Tree | undefined {
  const deadline = limit.clock.now() + limit.budgetMs;
  const read = (index: number): string => text.slice(index, index + CHUNK_UNITS);
  const progressCallback = (): boolean => limit.clock.now() > deadline;
  return parser.parse(read, oldTree ?? null, { progressCallback }) ?? undefined;
}
