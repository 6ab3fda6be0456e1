import type { DebugStop, RelatedError, StopFrame } from './debugStop';
import type { FrameLocator } from './frameLocator';
import type { RaisedError, StackTrace, TraceCause } from './stackTrace';

/** More errors of one story than these say nothing new. */
const maxErrors = 6;

/**
 * The trace as a stop at the error that began it: of a chain the innermost cause that went through the user's own code, of a group its first
 * such part, else the error itself. What it became, and what else belongs to it, is `related`.
 */
export async function stopOfTrace(trace: StackTrace, locator: FrameLocator): Promise<DebugStop> {
  const causes = bounded(trace.causes);
  const errors: readonly (RaisedError & { readonly relation?: TraceCause['relation'] })[] = [trace, ...causes];
  const located = await Promise.all(errors.map(({ frames }) => locator.locate(frames)));
  const guilty = guiltyIndex(errors, located);
  const chosen = errors[guilty] ?? trace;
  const related = errors.flatMap(({ kind, message, relation }, index): readonly RelatedError[] => {
    if (index === guilty) return [];
    const isLater = index < guilty && (index === 0 || relation === 'cause');
    return [{ relation: isLater ? 'became' : (relation ?? 'became'), kind, message }];
  });
  return { kind: chosen.kind, message: chosen.message, frames: located[guilty] ?? [], variables: [], related };
}

/** The nearest ones and where it all began. */
function bounded(causes: readonly TraceCause[]): readonly TraceCause[] {
  return causes.length <= maxErrors ? causes : [...causes.slice(0, maxErrors / 2), ...causes.slice(-maxErrors / 2)];
}

function guiltyIndex(
  errors: readonly { readonly relation?: TraceCause['relation'] }[],
  located: readonly (readonly StopFrame[])[],
): number {
  const isOwn = (index: number): boolean => located[index]?.some((frame) => frame.isOwn) === true;
  const part = errors.findIndex(({ relation }, index) => relation === 'part' && isOwn(index));
  const cause = errors.findLastIndex(({ relation }, index) => relation === 'cause' && isOwn(index));
  if (part !== -1) return part;
  if (cause !== -1) return cause;
  if (isOwn(0)) return 0;
  return Math.max(
    0,
    errors.findIndex((_, index) => isOwn(index)),
  );
}
