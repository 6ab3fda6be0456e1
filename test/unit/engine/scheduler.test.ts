import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { Scheduler } from '../../../src/engine/scheduler';
import type { Lane } from '../../../src/engine/scheduler';

const never = (): AbortSignal => new AbortController().signal;

/** Runs `turns` turns of work and writes down when they came. */
async function work(
  scheduler: Scheduler,
  lane: Lane,
  turns: number,
  journal: string[],
  signal = never(),
): Promise<void> {
  const ticket = scheduler.enter(lane, signal);
  for (let turn = 0; turn < turns; turn++) {
    if (!(await ticket.turn())) {
      journal.push(`${lane} aborted`);
      break;
    }
    journal.push(lane);
    await systemClock.sleep(1);
  }
  ticket.done();
}

describe('Scheduler', () => {
  it('gives the turns to the most urgent work, and to others when that is over', async () => {
    const scheduler = new Scheduler(systemClock);
    const journal: string[] = [];
    const lanes = ['warm', 'explain', 'fix', 'typing'] as const;
    const jobs = lanes.map(async (lane) => work(scheduler, lane, 2, journal));
    await Promise.all(jobs);
    // Warm-up came first, and typing aborted it before it could begin.
    expect(journal).toEqual(['warm aborted', 'typing', 'typing', 'fix', 'fix', 'explain', 'explain']);
    expect(scheduler.size).toBe(0);
  });

  it('aborts warm-up for whatever somebody waits for, but not for other warm-up', async () => {
    for (const lane of ['typing', 'fix', 'explain'] as const) {
      const scheduler = new Scheduler(systemClock);
      const journal: string[] = [];
      const first = work(scheduler, 'warm', 1, journal);
      const second = work(scheduler, 'warm', 2, journal);
      await first;
      await Promise.all([second, work(scheduler, lane, 1, journal)]);
      expect(journal.filter((line) => line === 'warm').length).toBeGreaterThanOrEqual(1);
      expect(journal.slice(-2).sort()).toEqual([lane, 'warm aborted'].sort());
    }
  });

  it('pauses running work after its turn', async () => {
    const scheduler = new Scheduler(systemClock);
    const journal: string[] = [];
    const explain = work(scheduler, 'explain', 3, journal);
    await Promise.resolve();
    const typing = work(scheduler, 'typing', 2, journal);
    await Promise.all([explain, typing]);
    expect(journal).toEqual(['explain', 'typing', 'typing', 'explain', 'explain']);
  });

  it('counts the turns and knows whether somebody has one, so that work which hangs shows', async () => {
    const scheduler = new Scheduler(systemClock);
    expect([scheduler.turns, scheduler.isBusy]).toEqual([0, false]);
    const ticket = scheduler.enter('typing', never());
    expect(scheduler.isBusy).toBe(false);
    await ticket.turn();
    await ticket.turn();
    expect([scheduler.turns, scheduler.isBusy]).toEqual([2, true]);
    ticket.abort();
    expect(scheduler.isBusy).toBe(true);
    ticket.done();
    expect([scheduler.turns, scheduler.isBusy]).toEqual([2, false]);
  });

  it('serves equals in the order in which they came', async () => {
    const scheduler = new Scheduler(systemClock);
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (name) => {
        const ticket = scheduler.enter('explain', never());
        while (order.filter((seen) => seen === name).length < 2 && (await ticket.turn())) order.push(name);
        ticket.done();
      }),
    );
    expect(order).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('lets a waiting ticket go at once when its caller aborts', async () => {
    const scheduler = new Scheduler(systemClock);
    const holder = scheduler.enter('typing', never());
    expect(await holder.turn()).toBe(true);
    const controller = new AbortController();
    const waiting = scheduler.enter('explain', controller.signal);
    const turn = waiting.turn();
    controller.abort();
    expect(await turn).toBe(false);
    waiting.done();
    holder.done();
    await scheduler.drained();
    expect(scheduler.size).toBe(0);
  });

  it('aborts all there is and all that comes once it is closed', async () => {
    const scheduler = new Scheduler(systemClock);
    const before = scheduler.enter('fix', never());
    scheduler.close();
    const after = scheduler.enter('typing', never());
    expect([await before.turn(), await after.turn()]).toEqual([false, false]);
  });

  it('counts as waiting what came before the first turn and what others took', async () => {
    let nowMs = 0;
    const scheduler = new Scheduler({ ...systemClock, now: () => nowMs });
    const explain = scheduler.enter('explain', never());
    nowMs = 5;
    await explain.turn();
    expect(explain.waitedMs).toBe(5);
    nowMs = 10;
    const typing = scheduler.enter('typing', never());
    const first = typing.turn();
    const second = explain.turn();
    await first;
    nowMs = 17;
    typing.done();
    await second;
    expect(explain.waitedMs).toBe(12);
    explain.done();
  });
});
