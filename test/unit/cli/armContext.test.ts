import { describe, expect, it } from 'vitest';
import { contextOfIndex } from '../../../src/cli/bench/armContext';
import type { BenchArm } from '../../../src/core/bench/arms';
import { armOf } from '../../../src/core/bench/arms';
import type { WorkspaceContext } from '../../../src/core/ports';
import type { ContextAnswer } from '../../../src/protocol/context';
import { FakeClock } from '../../fakes/fakeClock';
import { snapshotOf } from '../../fakes/scriptedChat';

const place = { snapshot: snapshotOf('a = '), offset: 4, window: { start: 0, end: 4 } };

/** An index that has files left to read for the first answers. */
function busyIndex(busy: number, clock: FakeClock): { readonly workspace: WorkspaceContext; readonly asked: number[] } {
  const asked: number[] = [];
  const related = (): Promise<ContextAnswer> => {
    const pending = Math.max(0, busy - asked.length);
    asked.push(clock.now());
    const index = { state: pending > 0 ? 'indexing' : 'ready', files: 2, pending, skipped: {} } as const;
    const found = { source: 'usages', path: 'b.py', names: ['b'], relevance: 0.9, nearness: 1 } as const;
    const snippets = pending > 0 ? [] : [{ ...found, text: 'b = compute_total(rows)\n' }];
    return Promise.resolve({ snippets, notes: [], index });
  };
  return { workspace: { related }, asked };
}

const arm = (name: string): BenchArm => armOf(name) ?? expect.fail(name);
const order = { budgetTokens: 200, waitMs: 1_000, signal: new AbortController().signal };

describe('contextOfIndex', () => {
  it('asks again until the index has read what the item before had open', async () => {
    const clock = new FakeClock();
    const { workspace, asked } = busyIndex(2, clock);
    const choice = contextOfIndex(workspace, clock)(arm('usages')).collect(place, order);
    await clock.advance(1_000);
    expect((await choice).index?.state).toBe('ready');
    expect((await choice).ranked).toHaveLength(1);
    expect(asked).toHaveLength(3);
  });

  it('gives up on an index that never comes to rest, and on an abort', async () => {
    const clock = new FakeClock();
    const { workspace } = busyIndex(Number.POSITIVE_INFINITY, clock);
    const choice = contextOfIndex(workspace, clock)(arm('usages')).collect(place, order);
    await clock.advance(20_000);
    expect((await choice).index?.state).toBe('indexing');
    const signal = AbortSignal.abort();
    expect(await contextOfIndex(workspace, clock)(arm('usages')).collect(place, { ...order, signal })).toMatchObject({
      ranked: [],
    });
  });

  it('asks nothing for an arm without context', async () => {
    const clock = new FakeClock();
    const { workspace, asked } = busyIndex(0, clock);
    await contextOfIndex(workspace, clock)(arm('none')).collect(place, order);
    expect(asked).toEqual([]);
  });
});
