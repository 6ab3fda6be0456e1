import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import type { Outcome } from '../../../src/core/completion/outcome';
import { CompletionService } from '../../../src/core/completion/service';
import { noContext } from '../../../src/core/context/choose/contextSource';
import { settingsWith } from '../../fakes/completionSettings';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeEngine, readyEngine } from '../../fakes/fakeEngine';
import { FakeSyntax } from '../../fakes/fakeSyntax';
import type { EngineStatus } from '../../../src/protocol/engine';

const slow = { prefillTokensPerSecond: 165, decodeTokensPerSecond: 20 };

/** A service whose engine takes its time for each piece of an answer. */
function stage(chunks: readonly string[], speed: typeof slow | null = slow) {
  const clock = new FakeClock();
  const engine = new FakeEngine({ clock, complete: () => ({ chunks, chunkMs: 250 }) });
  // Before the first answer an engine knows no speed.
  engine.setStatus({
    state: 'ready',
    engine: { ...readyEngine(), speed: speed ?? undefined } as unknown as EngineStatus,
  });
  const syntax = new FakeSyntax();
  syntax.scope = undefined;
  syntax.cutFacts = undefined;
  const settings = () => settingsWith({});
  const service = new CompletionService({ engine, syntax, context: noContext, clock, log: nullLog, settings });
  const suggest = (drawn: string, trigger: 'automatic' | 'invoke' = 'automatic'): Promise<Outcome> =>
    clock.run(service.suggest(requestAt(drawn, { trigger }), new AbortController().signal));
  return { clock, engine, suggest };
}

const body = [
  'total',
  ' = 0\n',
  '    for item in items:\n',
  '        total += item\n',
  '    return',
  ' total\n',
  '\n\nother',
];
const place = 'def add(items):\n    █\n';

describe('an answer of several lines that takes its time', () => {
  it('is shown as far as it has whole lines once a typist has waited long enough, and the rest comes with the next request', async () => {
    const { clock, engine, suggest } = stage(body);
    const early = await suggest(place);
    expect(early).toMatchObject({ kind: 'shown', text: 'total = 0\n    for item in items:\n        total += item' });
    expect(early.timings.totalMs).toBeGreaterThanOrEqual(900);
    expect(early.timings.totalMs).toBeLessThan(1_300);
    expect(await suggest('def add(items):\n    tot█\n')).toMatchObject({
      from: 'cache',
      text: 'al = 0\n    for item in items:\n        total += item',
    });
    await clock.advance(1_000);
    const next = await suggest(
      'def add(items):\n    total = 0\n    for item in items:\n        total += item\n    █\n',
    );
    expect(next).toMatchObject({ from: 'cache', text: 'return total' });
    expect(await suggest(place, 'invoke')).toMatchObject({
      text: expect.stringMatching(/^total[^]*return total$/) as string,
    });
    expect(engine.requests).toHaveLength(2);
  });

  it('is waited for by who asks by command, and where no speed is known', async () => {
    const text = expect.stringMatching(/return total$/) as string;
    expect(await stage(body).suggest(place, 'invoke')).toMatchObject({ kind: 'shown', text });
    expect(await stage(body, null).suggest(place)).toMatchObject({ kind: 'shown', text });
  });

  it('is waited for until it has lines that stand for themselves', async () => {
    const call = ['total = sum(\n', '        items,\n', '        [],\n', '        key,\n', '        1,\n', '    )\n'];
    const shown = await stage([...call, '    return', ' total\n', '\n\nother']).suggest(place);
    expect(shown).toMatchObject({
      kind: 'shown',
      text: expect.stringMatching(/^total = sum\([^]*\n {4}\)$/) as string,
    });
  });
});
