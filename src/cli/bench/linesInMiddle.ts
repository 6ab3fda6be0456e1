import type { Engine } from '../../core/ports';
import { engineWith } from './engineWith';

/**
 * An engine that is asked as the product does after so many Enters, which leave the anchor where it was: the last whole lines before the
 * cursor's line stand in the middle part, as if they had been typed since. Of a file that has fewer lines above, all of them do.
 */
export function withLinesInMiddle(engine: Engine, lines: number): Engine {
  return engineWith(engine, (prompt, order, signal) => {
    const { prefix, middle } = prompt;
    const at = startOfLastLines(prefix, lines);
    return engine.complete(
      { ...prompt, prefix: prefix.slice(0, at), middle: prefix.slice(at) + middle },
      order,
      signal,
    );
  });
}

/** The prefix ends with a line break, but for that of a first line, which is empty. */
function startOfLastLines(prefix: string, lines: number): number {
  let at = prefix.length;
  for (let count = 0; count < lines && at > 0; count++) at = at === 1 ? 0 : prefix.lastIndexOf('\n', at - 2) + 1;
  return at;
}
