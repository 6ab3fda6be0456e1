import { type BenchArm, usesContext } from '../../core/bench/arms';
import { ContextCollector } from '../../core/context/choose/collector';
import { type ContextSource, noContext } from '../../core/context/choose/contextSource';
import type { Clock, WorkspaceContext } from '../../core/ports';

/** Makes the source of context for an arm. Asked anew for each item, so that no item depends on those before it. */
export type ContextOfArm = (arm: BenchArm) => ContextSource;

/**
 * Context from the workspace index alone: there are no edits, errors or open files here. Call once the index is ready.
 */
export function contextOfIndex(workspace: WorkspaceContext, clock: Clock): ContextOfArm {
  return (arm) => {
    if (!usesContext(arm)) return noContext;
    return new ContextCollector({ workspace, hostSources: [], clock, recent: () => [], recipe: arm.recipe });
  };
}
