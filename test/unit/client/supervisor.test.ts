import { describe, expect, it } from 'vitest';
import { PlainError } from '../../../src/base/errors';
import type { EngineStatus } from '../../../src/protocol/engine';
import { readyStatus } from '../../fakes/fakeEngineWork';
import { FakeRun, buildSupervisor } from './supervisorFixture';

const forever = new AbortController().signal;

describe('supervisor', () => {
  it('starts one engine and shows what it says', async () => {
    const { supervisor, runs, states } = buildSupervisor(() => new FakeRun({ ...readyStatus, state: 'loading' }));
    supervisor.start();
    expect(supervisor.view.state).toBe('starting');
    expect(await supervisor.get(forever)).toBe(runs[0]);
    expect(supervisor.view.engine?.state).toBe('loading');
    runs[0]?.say(readyStatus);
    expect(supervisor.view.state).toBe('ready');
    runs[0]?.say({ ...readyStatus, state: 'unloaded' });
    expect(states).toEqual(['starting', 'starting', 'ready', 'unloaded']);
    await supervisor.stop();
  });

  it('restarts a crashed engine with growing pauses and then gives up with words', async () => {
    const { supervisor, clock, runs, startedAtMs, crashes } = buildSupervisor();
    supervisor.start();
    await clock.advance(0);
    for (const pauseMs of [500, 2000, 8000, 8000]) {
      runs.at(-1)?.end('exit code 134');
      await clock.advance(0);
      expect(supervisor.view.state).toBe('starting');
      await clock.advance(pauseMs);
      expect(supervisor.view.state).toBe('ready');
    }
    expect(startedAtMs).toEqual([0, 500, 2500, 10_500, 18_500]);
    expect(crashes).toEqual([0, 1, 2, 3, 4]);
    runs.at(-1)?.end('exit code 134');
    await clock.advance(600_000);
    expect(runs).toHaveLength(5);
    expect(supervisor.view.state).toBe('gaveUp');
    expect(supervisor.view.problem).toContain('5 times');
    expect(supervisor.view.problem).toContain('exit code 134');
    expect(supervisor.view.cure).toContain('Restart');
    await expect(supervisor.get(forever)).rejects.toMatchObject({ code: 'gaveUp' });
    expect(clock.sleeping).toBe(0);
  });

  it('starts afresh after it gave up, with a clean record', async () => {
    let broken = true;
    const { supervisor, clock, crashes } = buildSupervisor(() => (broken ? new Error('no') : new FakeRun()));
    supervisor.start();
    await clock.advance(100_000);
    expect(supervisor.view.state).toBe('gaveUp');
    broken = false;
    supervisor.start();
    await clock.advance(0);
    expect(supervisor.view.state).toBe('ready');
    expect(crashes.at(-1)).toBe(0);
    await supervisor.stop();
  });

  it('forgets crashes that are older than the window', async () => {
    const { supervisor, clock, runs } = buildSupervisor();
    supervisor.start();
    for (let crash = 0; crash < 12; crash++) {
      await clock.advance(61_000);
      runs.at(-1)?.end('exit code 1');
    }
    await clock.advance(61_000);
    expect(supervisor.view.state).toBe('ready');
    expect(runs).toHaveLength(13);
    await supervisor.stop();
  });

  it('does not try again after an error that trying again would not change', async () => {
    const { supervisor, clock, startedAtMs } = buildSupervisor(
      () => new PlainError('engineMissing', 'The file is missing.', 'Install.'),
    );
    supervisor.start();
    await clock.advance(600_000);
    expect(startedAtMs).toHaveLength(1);
    expect(supervisor.view).toEqual({ state: 'failed', problem: 'The file is missing.', cure: 'Install.' });
    await expect(supervisor.get(forever)).rejects.toMatchObject({ message: 'The file is missing.', cure: 'Install.' });
  });

  it('aborts a start that takes too long', async () => {
    let hang = true;
    const { supervisor, clock, startedAtMs } = buildSupervisor(() => (hang ? 'hang' : new FakeRun()));
    supervisor.start();
    await clock.advance(59_999);
    expect(startedAtMs).toEqual([0]);
    hang = false;
    await clock.advance(1 + 500);
    expect(startedAtMs).toEqual([0, 60_500]);
    expect(supervisor.view.state).toBe('ready');
    await supervisor.stop();
  });

  it('asks a silent engine for a sign of life and leaves it alone when it answers', async () => {
    const { supervisor, clock, runs } = buildSupervisor();
    supervisor.start();
    await clock.advance(0);
    const work = supervisor.expectWork();
    await clock.advance(19_999);
    expect(runs[0]?.pings).toBe(0);
    await clock.advance(1);
    expect(runs[0]?.pings).toBe(1);
    await clock.advance(60_000);
    expect(runs[0]?.pings).toBe(4);
    expect(runs[0]?.kills).toBe(0);
    work.dispose();
    await supervisor.stop();
    expect(clock.sleeping).toBe(0);
  });

  it('counts each piece of text as a sign of life', async () => {
    const { supervisor, clock, runs } = buildSupervisor();
    supervisor.start();
    await clock.advance(0);
    supervisor.expectWork();
    for (let second = 0; second < 100; second += 10) {
      await clock.advance(10_000);
      supervisor.heard();
    }
    expect(runs[0]?.pings).toBe(0);
    await supervisor.stop();
  });

  it('kills and restarts an engine that does not answer', async () => {
    const { supervisor, clock, runs } = buildSupervisor();
    supervisor.start();
    await clock.advance(0);
    if (runs[0] !== undefined) runs[0].answersPings = false;
    const work = supervisor.expectWork();
    await clock.advance(29_999);
    expect(runs[0]?.kills).toBe(0);
    await clock.advance(1);
    expect(runs[0]?.kills).toBe(1);
    work.dispose();
    await clock.advance(500);
    expect(runs).toHaveLength(2);
    expect(supervisor.view.state).toBe('ready');
    await supervisor.stop();
  });

  it('lets an idle engine be silent for ever, without a timer', async () => {
    const { supervisor, clock, runs } = buildSupervisor();
    supervisor.start();
    await clock.advance(0);
    expect(clock.sleeping).toBe(0);
    await clock.advance(86_400_000);
    expect(runs[0]?.pings).toBe(0);
    await supervisor.stop();
  });

  it('watches a slow load: any answer keeps it alive, a hang ends it', async () => {
    const { supervisor, clock, runs } = buildSupervisor(() => new FakeRun({ ...readyStatus, state: 'loading' }));
    supervisor.start();
    await clock.advance(600_000);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.pings).toBeGreaterThan(20);
    if (runs[0] !== undefined) runs[0].answersPings = false;
    await clock.advance(31_000);
    expect(runs).toHaveLength(2);
    await supervisor.stop();
  });

  it('gives a waiting request the engine that comes after a crash', async () => {
    const { supervisor, clock, runs } = buildSupervisor();
    supervisor.start();
    await clock.advance(0);
    if (runs[0] !== undefined) runs[0].alive = false;
    const waiting = supervisor.get(forever);
    runs[0]?.end('signal SIGKILL');
    await clock.advance(500);
    expect(await waiting).toBe(runs[1]);
    await supervisor.stop();
  });

  it('answers an aborted wait with nothing', async () => {
    const { supervisor } = buildSupervisor(() => 'hang');
    supervisor.start();
    const controller = new AbortController();
    const waiting = supervisor.get(controller.signal);
    controller.abort();
    expect(await waiting).toBeUndefined();
    await supervisor.stop();
  });

  it('ends politely, also in the middle of a start or a pause', async () => {
    const running = buildSupervisor();
    running.supervisor.start();
    await running.clock.advance(0);
    await running.supervisor.stop();
    expect(running.runs[0]).toMatchObject({ leaves: 1, kills: 0 });
    expect(running.supervisor.view).toEqual({ state: 'none' });
    await expect(running.supervisor.get(forever)).rejects.toMatchObject({ code: 'noModel' });

    const starting = buildSupervisor(() => 'hang');
    starting.supervisor.start();
    await starting.clock.advance(0);
    await starting.supervisor.stop();
    expect(starting.clock.sleeping).toBe(0);

    const pausing = buildSupervisor(() => new Error('no'));
    pausing.supervisor.start();
    await pausing.clock.advance(0);
    await pausing.supervisor.stop();
    expect(pausing.startedAtMs).toHaveLength(1);
    expect(pausing.clock.sleeping).toBe(0);
  });

  it('replaces a running engine only after the old one is gone, and never shows "none" between', async () => {
    const { supervisor, clock, runs, states } = buildSupervisor();
    supervisor.start();
    await clock.advance(0);
    supervisor.start();
    const next = supervisor.get(forever);
    await clock.advance(0);
    expect(runs[0]?.leaves).toBe(1);
    expect(await next).toBe(runs[1]);
    runs[0]?.say({ ...readyStatus, state: 'failed' });
    expect(supervisor.view.state).toBe('ready');
    expect(states).not.toContain('none');
    await supervisor.stop();
  });

  it('tries a load that ended the engine once more, carefully, and then names the model', async () => {
    const { supervisor, clock, runs, careful } = buildSupervisor(
      () => new FakeRun({ ...readyStatus, state: 'loading' }),
    );
    supervisor.start();
    await clock.advance(0);
    runs[0]?.end('signal SIGSEGV');
    await clock.advance(500);
    expect(runs).toHaveLength(2);
    expect(careful).toEqual([false, true]);
    runs[1]?.end('signal SIGFPE');
    await clock.advance(600_000);
    expect(runs).toHaveLength(2);
    expect(supervisor.view).toEqual({
      state: 'gaveUp',
      problem: 'The engine stopped twice while it loaded the model "tiny". Last: signal SIGFPE.',
      cure: 'Restart the engine or choose another model.',
    });
  });

  it('goes on as usual when only one of two crashes came in a load', async () => {
    const { supervisor, clock, runs } = buildSupervisor(() => new FakeRun({ ...readyStatus, state: 'loading' }));
    supervisor.start();
    await clock.advance(0);
    runs[0]?.end('signal SIGKILL');
    await clock.advance(500);
    runs[1]?.say(readyStatus);
    runs[1]?.end('signal SIGKILL');
    await clock.advance(2000);
    expect(runs).toHaveLength(3);
    await supervisor.stop();
  });

  it('shows a model that the engine cannot use as failed, without restarting it', async () => {
    const status: EngineStatus = {
      ...readyStatus,
      state: 'failed',
      problem: 'The file is cut.',
      cure: 'Download it again.',
    };
    const { supervisor, clock, runs } = buildSupervisor(() => new FakeRun(status));
    supervisor.start();
    await clock.advance(600_000);
    expect(runs).toHaveLength(1);
    expect(supervisor.view).toMatchObject({ state: 'failed', problem: 'The file is cut.', cure: 'Download it again.' });
    await expect(supervisor.get(forever)).rejects.toMatchObject({ cure: 'Download it again.' });
    await supervisor.stop();
  });

  it('goes on while a listener throws: the next one hears, and a crash is still made good', async () => {
    const { supervisor, clock, runs } = buildSupervisor();
    supervisor.onView(() => {
      throw new Error('broken listener');
    });
    const heard: string[] = [];
    supervisor.onView(({ state }) => heard.push(state));
    supervisor.start();
    await clock.advance(0);
    expect(await supervisor.get(forever)).toBe(runs[0]);
    runs[0]?.end('exit code 1');
    await clock.advance(500);
    expect(await supervisor.get(forever)).toBe(runs[1]);
    expect(heard).toEqual(['starting', 'ready', 'starting', 'ready']);
    await supervisor.stop();
    expect(runs[1]?.leaves).toBe(1);
    supervisor.start();
    await clock.advance(0);
    expect(await supervisor.get(forever)).toBe(runs[2]);
    await supervisor.stop();
  });

  it('says so when watching itself fails, and can be started again', async () => {
    const broken = new FakeRun();
    broken.kill = () => {
      throw new Error('not permitted');
    };
    let next = broken;
    const { supervisor, clock, runs } = buildSupervisor(() => next);
    supervisor.start();
    await clock.advance(0);
    broken.end('exit code 1');
    await clock.advance(0);
    await expect(supervisor.get(forever)).rejects.toMatchObject({ code: 'failed', cure: 'Restart the engine.' });
    expect(supervisor.view.problem).toContain('not permitted');
    next = new FakeRun();
    supervisor.start();
    await clock.advance(0);
    expect(await supervisor.get(forever)).toBe(runs[1]);
    await supervisor.stop();
  });
});
