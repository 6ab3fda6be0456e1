import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { noAnswers } from '../../../src/core/completion/answerCache';
import type { Outcome } from '../../../src/core/completion/outcome';
import { type CompletionParts, CompletionService } from '../../../src/core/completion/service';
import { noContext } from '../../../src/core/context/choose/contextSource';
import type { CompletionRequest } from '../../../src/core/text/snapshot';
import type { CompletionPrompt } from '../../../src/protocol/engine';
import { settingsWith } from '../../fakes/completionSettings';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { type FakeAnswer, FakeEngine, readyEngine } from '../../fakes/fakeEngine';
import { FakeSyntax } from '../../fakes/fakeSyntax';

/** A service whose engine writes a call where a value is wanted, and what follows a call. */
function stage(change: Partial<CompletionParts> = {}) {
  const clock = new FakeClock();
  let isEnabled = true;
  const answerTo = ({ middle }: CompletionPrompt): FakeAnswer =>
    middle.endsWith(')')
      ? { chunks: [' +', ' 1', ';\n', 'next'], prefillMs: 100, chunkMs: 50 }
      : { chunks: ['foo', '()'], prefillMs: 100, chunkMs: 50 };
  const engine = new FakeEngine({ clock, complete: answerTo });
  const syntax = new FakeSyntax();
  syntax.scope = undefined;
  syntax.cutFacts = undefined;
  const settings = () => settingsWith({ 'completion.enabled': isEnabled });
  const service = new CompletionService({
    engine,
    syntax,
    context: noContext,
    clock,
    log: nullLog,
    settings,
    ...change,
  });
  const suggest = (drawn: string, more: Partial<CompletionRequest> = {}): Promise<Outcome> =>
    clock.run(service.suggest(requestAt(drawn, more), new AbortController().signal));
  return { clock, engine, service, suggest, disable: () => void (isEnabled = false) };
}

describe('Preparation', () => {
  it('has the answer ready for whoever accepts what is shown', async () => {
    const { clock, engine, suggest } = stage();
    expect(await suggest('a = █\nb')).toMatchObject({ kind: 'shown', text: 'foo()' });
    await clock.advance(399);
    expect(engine.requests).toHaveLength(1);
    await clock.advance(1_000);
    expect(engine.requests[1]).toMatchObject({
      prompt: { middle: 'a = foo()', anchor: 1, suffix: '\nb' },
      limits: { lane: 'warm' },
      sent: 3,
      aborted: true,
    });
    const next = await suggest('a = foo()█\nb');
    expect(next).toMatchObject({ kind: 'shown', text: ' + 1;', from: 'cache', timings: { totalMs: 0, settleMs: 0 } });
    expect(engine.requests).toHaveLength(2);
  });

  it('is asked for anew, in the lane of typing, when it is wanted before it is done', async () => {
    const { clock, engine, suggest } = stage();
    await suggest('a = █\nb');
    await clock.advance(450);
    expect(await suggest('a = foo()█\nb')).toMatchObject({ kind: 'shown', text: ' + 1;', from: 'engine' });
    expect(engine.requests).toHaveLength(3);
    expect(engine.requests[1]).toMatchObject({ limits: { lane: 'warm' }, aborted: true });
    expect(engine.requests[2]?.limits.lane).toBeUndefined();
  });

  it('is tried again when it was ended before it wrote anything', async () => {
    const { clock, engine, suggest } = stage();
    await suggest('a = █\nb');
    await clock.advance(405);
    expect(await suggest('a = f█\nb')).toMatchObject({ kind: 'shown', text: 'oo()', from: 'cache' });
    expect(engine.requests[1]).toMatchObject({ aborted: true, sent: 0 });
    await clock.advance(1_000);
    expect(engine.requests[2]).toMatchObject({ prompt: { middle: 'a = foo()' }, limits: { lane: 'warm' }, sent: 3 });
  });

  it('gives way at once to anything else', async () => {
    const { clock, engine, service, suggest } = stage();
    await suggest('a = █\nb');
    await clock.advance(450);
    const work = service.suggest(requestAt('a = g█\nb'), new AbortController().signal);
    await clock.advance(1);
    expect(engine.requests[1]).toMatchObject({ limits: { lane: 'warm' }, aborted: true });
    expect(await clock.run(work)).toMatchObject({ kind: 'shown', text: 'foo()' });
    expect(engine.requests[2]?.limits.lane).toBeUndefined();
  });

  it('begins only when typing rests, once for what is shown', async () => {
    const { clock, engine, suggest } = stage();
    for (const typed of ['', 'f', 'fo', 'foo']) {
      await suggest(`a = ${typed}█\nb`);
      await clock.advance(300);
    }
    expect(engine.requests).toHaveLength(1);
    await clock.advance(2_000);
    expect(engine.requests).toHaveLength(2);
    await suggest('a = fo█\nb');
    await clock.advance(2_000);
    expect(engine.requests).toHaveLength(2);
  });

  it('waits longer on a slow machine', async () => {
    const { clock, engine, suggest } = stage();
    const speed = { prefillTokensPerSecond: 20, decodeTokensPerSecond: 5 };
    engine.setStatus({ state: 'ready', engine: { ...readyEngine(), speed } });
    await suggest('a = █\nb');
    await clock.advance(1_900);
    expect(engine.requests).toHaveLength(1);
    await clock.advance(200);
    expect(engine.requests).toHaveLength(2);
  });

  it('does not begin where it is not wanted', async () => {
    const asked = stage();
    await asked.suggest('a = █\nb', { trigger: 'invoke' });
    const forgetful = stage({ answers: noAnswers });
    await forgetful.suggest('a = █\nb');
    const off = stage();
    await off.suggest('a = █\nb');
    off.disable();
    const gone = stage();
    await gone.suggest('a = █\nb');
    gone.service.dispose();
    for (const { clock, engine } of [asked, forgetful, off, gone]) {
      await clock.advance(3_000);
      expect(engine.requests).toHaveLength(1);
    }
  });

  it('does not begin where it would cost what the engine has read', async () => {
    const { clock, engine, suggest } = stage();
    await suggest('one\ntwo\nthree\nx\n\ny = █\nb');
    // The prompt's anchor moves with the cursor; the one who typed there is gone.
    await suggest('z = █\none\ntwo\nthree\nx\n\ny = \nb');
    await suggest('one\ntwo\nthree\nx\n\ny = █\nb');
    await clock.advance(3_000);
    expect(engine.requests).toHaveLength(2);
  });
});
