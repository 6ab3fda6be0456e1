import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '../../../src/protocol/engine';
import { readyStatus } from '../../fakes/fakeEngineWork';
import { FakeRun, buildSupervisor } from './supervisorFixture';

/** Its native side does not come back, while it answers pings. */
const hanging: EngineStatus = { ...readyStatus, progress: { steps: 5, isWorking: true, slowestStepMs: 100 } };

describe('supervisor of an engine that stands still', () => {
  it('kills and restarts an engine that answers but does not come on with its work', async () => {
    const { supervisor, clock, runs, lines } = buildSupervisor(() => new FakeRun(hanging));
    supervisor.start();
    await clock.advance(0);
    supervisor.expectWork();
    await clock.advance(79_999);
    expect(runs[0]?.pings).toBe(3);
    expect(runs[0]?.kills).toBe(0);
    await clock.advance(1);
    expect(runs[0]?.kills).toBe(1);
    expect(lines).toEqual([
      'The engine ended: it stood still for 60 s in the middle of its work, although it answered',
    ]);
    await clock.advance(500);
    expect(runs).toHaveLength(2);
    await supervisor.stop();
  });

  it('sees that it stands still also while somebody types on, where each key ends the request before it', async () => {
    const { supervisor, clock, runs } = buildSupervisor(() => new FakeRun(hanging));
    supervisor.start();
    await clock.advance(0);
    supervisor.expectWork();
    for (let second = 0; second < 90; second++) {
      const key = supervisor.expectWork();
      await clock.advance(1_000);
      key.dispose();
    }
    expect(runs[0]?.kills).toBe(1);
    await supervisor.stop();
  });

  it('leaves an engine alone whose work comes on, and one that loads', async () => {
    const slow = buildSupervisor(() => new FakeRun(hanging));
    slow.supervisor.start();
    await slow.clock.advance(0);
    slow.supervisor.expectWork();
    for (let steps = 0; steps < 20; steps++) {
      if (slow.runs[0] !== undefined)
        slow.runs[0].status = { ...hanging, progress: { ...hanging.progress, steps: 5 + steps } };
      await slow.clock.advance(50_000);
    }
    expect(slow.runs[0]?.kills).toBe(0);
    await slow.supervisor.stop();

    const loading = buildSupervisor(() => new FakeRun({ ...readyStatus, state: 'loading' }));
    loading.supervisor.start();
    await loading.clock.advance(600_000);
    expect(loading.runs[0]?.kills).toBe(0);
    await loading.supervisor.stop();
  });

  it('gives up on an engine that stands still each time, although that takes longer than crashes are remembered', async () => {
    const { supervisor, clock, runs } = buildSupervisor(() => new FakeRun(hanging));
    supervisor.start();
    supervisor.expectWork();
    await clock.advance(1_200_000);
    expect(runs).toHaveLength(5);
    expect(supervisor.view.state).toBe('gaveUp');
    expect(supervisor.view.problem).toContain('stood still for 60 s');
  });
});
