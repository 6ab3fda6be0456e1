import { describe, expect, it } from 'vitest';
import { within } from '../../../src/base/cancel';
import { systemClock } from '../../../src/base/clock';
import { SkippingClock } from '../../../src/cli/bench/skippingClock';

describe('SkippingClock', () => {
  it('jumps over a pause, and counts it', async () => {
    const clock = new SkippingClock(systemClock);
    const [realMs, startMs] = [systemClock.now(), clock.now()];
    await clock.sleep(60_000);
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(60_000);
    expect(systemClock.now() - realMs).toBeLessThan(30_000);
  });

  it('wakes the sleepers in the order of their times', async () => {
    const clock = new SkippingClock(systemClock);
    const woken: number[] = [];
    await Promise.all([300, 100, 200].map((ms) => clock.sleep(ms).then(() => woken.push(ms))));
    expect(woken).toEqual([100, 200, 300]);
  });

  it('lets no deadline pass while somebody outside works', async () => {
    const clock = new SkippingClock(systemClock);
    const work = clock.hold(systemClock.sleep(30).then(() => 'done'));
    const { signal } = new AbortController();
    expect(await within(work, { clock, ms: 1, signal })).toBe('done');
    await clock.sleep(5_000);
  });

  it('goes on after work that failed', async () => {
    const clock = new SkippingClock(systemClock);
    await expect(clock.hold(Promise.reject(new Error('no engine')))).rejects.toThrow('no engine');
    await clock.sleep(5_000);
  });

  it('wakes at once who is aborted', async () => {
    const clock = new SkippingClock(systemClock);
    const controller = new AbortController();
    const held = clock.hold(systemClock.sleep(20));
    const sleeping = clock.sleep(60_000, controller.signal);
    controller.abort();
    await sleeping;
    await clock.sleep(60_000, controller.signal);
    await held;
  });
});
