import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { Activity } from '../../../src/editor/status/activity';

describe('Activity', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('says nothing about short work, and answers what it answers', async () => {
    const activity = new Activity(systemClock);
    const heard: boolean[] = [];
    activity.onChange((isBusy) => heard.push(isBusy));
    expect(await activity.track(Promise.resolve(3))).toBe(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(heard).toEqual([]);
  });

  it('is busy from the first long piece of work to the end of the last', async () => {
    const activity = new Activity(systemClock);
    const heard: boolean[] = [];
    activity.onChange((isBusy) => heard.push(isBusy));
    const first = activity.track(systemClock.sleep(500));
    const second = activity.track(systemClock.sleep(900));
    await vi.advanceTimersByTimeAsync(400);
    expect(activity.isBusy).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all([first, second]);
    expect(heard).toEqual([true, false]);
  });

  it('ends with work that fails', async () => {
    const activity = new Activity(systemClock);
    const work = activity.track(systemClock.sleep(500).then(() => Promise.reject(new Error('no'))));
    const seen = expect(work).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(600);
    await seen;
    expect(activity.isBusy).toBe(false);
  });
});
