import { describe, expect, it } from 'vitest';
import { Lifetime } from '../../../src/engine/lifetime';
import { FakeClock } from '../../fakes/fakeClock';

function begin() {
  const clock = new FakeClock();
  const lifetime = new Lifetime({ clock, exitAfterGoodbyeMs: 100, exitAfterLossMs: 1_500 });
  const ends: string[] = [];
  void lifetime.over.then((reason) => ends.push(reason));
  return { clock, lifetime, ends };
}

describe('Lifetime', () => {
  it('waits for its first client only so long', async () => {
    const { clock, ends } = begin();
    await clock.advance(1_499);
    expect(ends).toEqual([]);
    await clock.advance(1);
    expect(ends).toEqual(['nobody connected']);
  });

  it('goes on while a client is there, outlives a lost one for a while, and a polite one for less', async () => {
    for (const [reason, delayMs, words] of [
      ['loss', 1_500, 'the last client was lost'],
      ['goodbye', 100, 'the last client said goodbye'],
    ] as const) {
      const { clock, lifetime, ends } = begin();
      lifetime.joined();
      lifetime.joined();
      lifetime.left('goodbye');
      await clock.advance(3_600_000);
      expect(ends).toEqual([]);
      lifetime.left(reason);
      await clock.advance(delayMs - 1);
      expect(ends).toEqual([]);
      await clock.advance(1);
      expect(ends).toEqual([words]);
    }
  });

  it('goes on when a client comes back in time', async () => {
    const { clock, lifetime, ends } = begin();
    lifetime.joined();
    lifetime.left('loss');
    await clock.advance(1_499);
    lifetime.joined();
    await clock.advance(3_600_000);
    expect(ends).toEqual([]);
  });
});
