import { type BenchArm, usesContext } from '../../core/bench/arms';
import { ContextCollector } from '../../core/context/choose/collector';
import type { ContextPlace } from '../../core/context/choose/contextPlace';
import {
  type CollectOrder,
  type ContextChoice,
  type ContextSource,
  noContext,
} from '../../core/context/choose/contextSource';
import type { Clock, WorkspaceContext } from '../../core/ports';

/** Makes the source of context for an arm. Asked anew for each item, so that no item depends on those before it. */
export type ContextOfArm = (arm: BenchArm) => ContextSource;

/** For the index to take in again what the item before had open. */
const settleMs = 10_000;
const pollMs = 10;

/**
 * Context from the workspace index alone: there are no edits, errors or open files here. Call once the index is ready. A file that an item before had
 * open with a hole is read again first, however fast the items follow each other: else what an item gets would depend on the machine's speed.
 */
export function contextOfIndex(workspace: WorkspaceContext, clock: Clock): ContextOfArm {
  return (arm) => {
    if (!usesContext(arm)) return noContext;
    const collector = (): ContextSource =>
      new ContextCollector({ workspace, hostSources: [], clock, recent: () => [], recipe: arm.recipe });
    return { collect: (place, order) => collectSettled(collector, { place, order, clock }) };
  };
}

interface Question {
  readonly place: ContextPlace;
  readonly order: CollectOrder;
  readonly clock: Clock;
}

/** Asks anew until the index that answers has nothing left to read. */
async function collectSettled(
  collector: () => ContextSource,
  { place, order, clock }: Question,
): Promise<ContextChoice> {
  const endMs = clock.now() + settleMs;
  for (;;) {
    const choice = await collector().collect(place, order);
    if (choice.index?.state === 'ready' || order.signal.aborted || clock.now() >= endMs) return choice;
    await clock.sleep(pollMs, order.signal);
  }
}
