import { expect, it } from 'vitest';
import { RequestTrace } from '../../../src/core/completion/requestTrace';
import { Skip } from '../../../src/core/completion/skip';
import { FakeClock } from '../../fakes/fakeClock';

it('takes all that comes after the engine as filters', async () => {
  const clock = new FakeClock();
  const trace = new RequestTrace(clock);
  await clock.advance(20);
  const startMs = clock.now();
  await clock.advance(300);
  trace.endEngine(startMs);
  await clock.advance(7);
  const { timings } = trace.skipped(new Skip('filter', 'does-not-parse'));
  expect(timings).toMatchObject({ engineMs: 300, filterMs: 7, totalMs: 327 });
});

it('has no time for stations that were not reached', async () => {
  const clock = new FakeClock();
  const trace = new RequestTrace(clock);
  await clock.advance(20);
  const { timings } = trace.skipped(new Skip('settle', 'superseded'));
  expect(timings).toEqual({ totalMs: 20, settleMs: 0, scopeMs: 0, contextMs: 0, engineMs: 0, filterMs: 0 });
});
