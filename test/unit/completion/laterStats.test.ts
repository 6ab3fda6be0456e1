import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import type { Outcome, Shown } from '../../../src/core/completion/outcome';
import { CompletionService } from '../../../src/core/completion/service';
import { noContext } from '../../../src/core/context/choose/contextSource';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { type FakeAnswer, FakeEngine } from '../../fakes/fakeEngine';
import { FakeSyntax } from '../../fakes/fakeSyntax';

function newStage(answer: FakeAnswer) {
  const clock = new FakeClock();
  const syntax = new FakeSyntax();
  syntax.scope = undefined;
  syntax.cutFacts = undefined;
  const service = new CompletionService({
    engine: new FakeEngine({ clock, complete: () => answer }),
    syntax,
    context: noContext,
    clock,
    log: nullLog,
    settings: () => ({
      'completion.enabled': true,
      'completion.languages': {},
      'completion.multiline': true,
      'completion.frequency': 'often',
    }),
  });
  const suggest = (drawn: string): Promise<Outcome> =>
    clock.run(service.suggest(requestAt(drawn), new AbortController().signal));
  return { clock, service, suggest };
}

function shown(outcome: Outcome): Shown {
  if (outcome.kind === 'skipped') throw new Error(`${outcome.stage} ${outcome.reason}: ${outcome.message}`);
  return outcome;
}

describe('counts that come after the outcome', () => {
  it('tells when the first piece came, and the counts of an answer that goes on, once it is over', async () => {
    const stage = newStage({ chunks: ['foo', '();\n', 'bar', '();\n'], prefillMs: 200, chunkMs: 40 });
    const outcome = shown(await stage.suggest('a = █'));
    expect(outcome).toMatchObject({ text: 'foo();', timings: { firstTokenMs: 250, firstLineMs: 290, totalMs: 290 } });
    expect(outcome.stats).toBeUndefined();
    let later: unknown = 'not there';
    void outcome.laterStats?.then((stats) => (later = stats));
    await stage.clock.advance(60);
    expect(later).toBe('not there');
    await stage.clock.advance(100);
    expect(later).toMatchObject({ stop: 'end', generatedTokens: 4, promptTokens: 1 });
    const known = shown(await stage.suggest('a = f█'));
    expect(known).toMatchObject({ from: 'cache' });
    expect(known).not.toHaveProperty('laterStats');
    expect(known.timings).not.toHaveProperty('firstTokenMs');
  });

  it('counts an answer for whoever is shown it, and for a superseded request only where nobody read on', async () => {
    const stage = newStage({ chunks: ['f', 'oo', '(a', ')'], prefillMs: 200, chunkMs: 40 });
    const suggestFor = async (drawn: string, ms: number): Promise<Outcome> => {
      const controller = new AbortController();
      const work = stage.service.suggest(requestAt(drawn), controller.signal);
      await stage.clock.advance(ms);
      controller.abort();
      return work;
    };
    const first = await suggestFor('a = █\nb', 260);
    const joined = await stage.suggest('a = f█\nb');
    const alone = await suggestFor('c = █\nb', 260);
    await stage.clock.advance(1_000);
    expect(first).toMatchObject({ reason: 'superseded' });
    expect(alone).toMatchObject({ reason: 'superseded' });
    expect(await first.laterStats).toBeUndefined();
    expect(await joined.laterStats).toMatchObject({ stop: 'end', generatedTokens: 4 });
    expect(await alone.laterStats).toMatchObject({ generatedTokens: 4 });
  });
});
