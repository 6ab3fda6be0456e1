import { describe, expect, it } from 'vitest';
import { ServerManners } from '../../../../src/core/context/host/serverManners';
import { FakeClock } from '../../../fakes/fakeClock';

describe('ServerManners', () => {
  it('asks one question at a time, of each server', async () => {
    const clock = new FakeClock();
    const manners = new ServerManners(clock);
    expect(manners.mayAsk('python')).toBe(true);
    let answer: (value: string) => void = () => undefined;
    const asked = manners.ask('python', () => new Promise<string>((resolve) => (answer = resolve)));
    expect(manners.mayAsk('python')).toBe(false);
    expect(manners.mayAsk('go')).toBe(true);
    await clock.advance(3_600_000);
    expect(manners.mayAsk('python')).toBe(false);
    answer('here');
    expect(await asked).toBe('here');
  });

  it('goes on at once after a quick answer', async () => {
    const clock = new FakeClock();
    const manners = new ServerManners(clock);
    await clock.run(manners.ask('python', () => clock.sleep(100)));
    expect(manners.mayAsk('python')).toBe(true);
  });

  it('leaves a slow server alone, and one that fails slowly as well', async () => {
    const clock = new FakeClock();
    const manners = new ServerManners(clock);
    const fail = (): Promise<string> => clock.sleep(1_000).then(() => Promise.reject(new Error('busy')));
    expect(await clock.run(manners.ask('python', fail))).toBeUndefined();
    await clock.advance(29_000);
    expect(manners.mayAsk('python')).toBe(false);
    await clock.advance(1_000);
    expect(manners.mayAsk('python')).toBe(true);
    await clock.run(manners.ask('python', () => clock.sleep(3_600_000)));
    await clock.advance(10 * 60_000);
    expect(manners.mayAsk('python')).toBe(true);
  });
});
