import { expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { CompletionService } from '../../../src/core/completion/service';
import { noContext } from '../../../src/core/context/choose/contextSource';
import { requestAt } from '../../fakes/completionRequests';
import { settingsWith } from '../../fakes/completionSettings';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeEngine } from '../../fakes/fakeEngine';
import { FakeSyntax } from '../../fakes/fakeSyntax';

it('leaves the answer of a newer request alone when the disk has taken longer than it', async () => {
  const clock = new FakeClock();
  const engine = new FakeEngine({ clock, complete: () => ({ chunks: ['foo', '()'], prefillMs: 1_000, chunkMs: 50 }) });
  const isSlow = (uri: string): boolean => uri.endsWith('slow.ts');
  const service = new CompletionService({
    engine,
    syntax: new FakeSyntax(),
    context: noContext,
    clock,
    log: nullLog,
    settings: () => settingsWith(),
    withheld: { isWithheld: async (uri) => (isSlow(uri) ? clock.sleep(600).then(() => false) : false) },
  });
  const first = new AbortController();
  const old = service.suggest(requestAt('a = █', { path: 'slow.ts' }), first.signal);
  await clock.advance(10);
  first.abort();
  const next = service.suggest(requestAt('b = █', { path: 'b.ts' }), new AbortController().signal);
  expect(await clock.run(next)).toMatchObject({ kind: 'shown', text: 'foo()' });
  expect(await clock.run(old)).toMatchObject({ kind: 'skipped', stage: 'gate', reason: 'superseded' });
  expect(engine.requests).toHaveLength(1);
});
