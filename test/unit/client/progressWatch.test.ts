import { describe, expect, it } from 'vitest';
import { ProgressWatch } from '../../../src/client/progressWatch';
import type { EngineProgress, EngineStatus } from '../../../src/protocol/engine';
import { readyStatus } from '../../fakes/fakeEngineWork';

const limits = { silenceMs: 20_000, pingMs: 10_000, stallMs: 60_000 };
const working: EngineProgress = { steps: 7, isWorking: true, slowestStepMs: 100 };

function statusWith(progress: Partial<EngineProgress>, bytes = 1): EngineStatus {
  const { model } = readyStatus;
  return { ...readyStatus, ...(model && { model: { ...model, bytes } }), progress: { ...working, ...progress } };
}

/** Looks every 20 s; returns the times at which the watch lost patience. */
function lookAll(statuses: readonly EngineStatus[]): number[] {
  const watch = new ProgressWatch(limits);
  return statuses.flatMap((status, index) => {
    const nowMs = (index + 1) * 20_000;
    return watch.look(status, nowMs) === undefined ? [] : [nowMs];
  });
}

describe('ProgressWatch', () => {
  it('loses patience with a step that does not end', () => {
    const watch = new ProgressWatch(limits);
    const words = [20_000, 40_000, 60_000, 80_000].map((nowMs) => watch.look(statusWith({}), nowMs));
    expect(words.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(words[3]).toBe('it stood still for 60 s in the middle of its work, although it answered');
    expect(watch.stoodStillMs).toBe(60_000);
  });

  it('has all patience with work that goes on, however slowly, and with none at all', () => {
    expect(lookAll(Array.from({ length: 30 }, (_, index) => statusWith({ steps: index >> 1 })))).toEqual([]);
    expect(lookAll(Array.from({ length: 30 }, () => statusWith({ isWorking: false })))).toEqual([]);
    const ended = [statusWith({}), statusWith({}), statusWith({}), statusWith({ isWorking: false })];
    expect(lookAll([...ended, ...ended, ...ended])).toEqual([]);
  });

  it('waits longer for a machine that was slow before, and for a model that may have to be read again', () => {
    expect(lookAll(Array.from({ length: 8 }, () => statusWith({ slowestStepMs: 6_000 })))[0]).toBe(140_000);
    expect(lookAll(Array.from({ length: 16 }, () => statusWith({}, 20_000_000_000)))[0]).toBe(220_000);
    const slept = Array.from({ length: 100 }, () => statusWith({ slowestStepMs: 86_400_000 }));
    expect(lookAll(slept)[0]).toBe(1_820_000);
  });

  it('does not count the sleep of the machine', () => {
    const watch = new ProgressWatch(limits);
    const nights = [20_000, 50_000_000];
    expect(nights.map((nowMs) => watch.look(statusWith({}), nowMs))).toEqual([undefined, undefined]);
    expect(watch.stoodStillMs).toBe(30_000);
  });
});
