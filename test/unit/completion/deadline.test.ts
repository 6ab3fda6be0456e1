import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { noAnswers } from '../../../src/core/completion/answerCache';
import { firstLineMs, shareAt, targetMs } from '../../../src/core/completion/deadline';
import { CompletionService } from '../../../src/core/completion/service';
import { noChoice } from '../../../src/core/context/choose/contextSource';
import type { SpeedFacts } from '../../../src/protocol/engine';
import { settingsWith } from '../../fakes/completionSettings';
import { requestAt } from '../../fakes/completionRequests';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeEngine, readyEngine } from '../../fakes/fakeEngine';
import { FakeSyntax, plainScope } from '../../fakes/fakeSyntax';

const slow: SpeedFacts = { prefillTokensPerSecond: 20, decodeTokensPerSecond: 4 };
const usual: SpeedFacts = { prefillTokensPerSecond: 165, decodeTokensPerSecond: 25 };
const fast: SpeedFacts = { prefillTokensPerSecond: 2_000, decodeTokensPerSecond: 100 };

/** What a burst of keys into an empty body makes of a machine's speed. */
async function burstAt(speed: SpeedFacts) {
  const clock = new FakeClock();
  const engine = new FakeEngine({ clock, complete: () => ({ chunks: ['foo', '()'], prefillMs: 10, chunkMs: 10 }) });
  engine.setStatus({ state: 'ready', engine: { ...readyEngine(), speed } });
  const syntax = new FakeSyntax();
  syntax.scope = { ...plainScope, emptyBlock: true };
  const contextTokens: number[] = [];
  const context = {
    collect: (_: unknown, { budgetTokens }: { readonly budgetTokens: number }) => {
      contextTokens.push(budgetTokens);
      return Promise.resolve(noChoice);
    },
  };
  const parts = { engine, syntax, context, clock, log: nullLog, settings: () => settingsWith(), answers: noAnswers };
  const service = new CompletionService(parts);
  for (const typed of ['', 'a', 'ab', 'abc']) {
    const controller = new AbortController();
    void service.suggest(requestAt(`{\n  ${typed}█\n}`), controller.signal);
    await clock.advance(5);
    controller.abort();
    await clock.advance(115);
  }
  const request = requestAt('{\n  abcd█\n}');
  const { timings } = await clock.run(service.suggest(request, new AbortController().signal));
  const [limits] = engine.requests.map(({ limits: asked }) => asked);
  return {
    context: contextTokens[0],
    prompt: limits?.promptTokens,
    length: limits?.answerTokens,
    delayMs: timings.settleMs,
  };
}

describe('the deadline', () => {
  it('decides context, delay and length of an answer by the measured speeds', async () => {
    expect(await burstAt(slow)).toEqual({ context: 128, prompt: 384, length: 48, delayMs: 100 });
    expect(await burstAt(usual)).toEqual({ context: 256, prompt: 768, length: 160, delayMs: 80 });
    expect(await burstAt(fast)).toEqual({ context: 1_024, prompt: 3_072, length: 213, delayMs: 19 });
  });

  it('is met by the usual machine and by a fast one, delay included', () => {
    expect(firstLineMs(usual)).toBeLessThan(targetMs(usual));
    expect(targetMs(usual)).toBe(900);
    expect(targetMs(fast)).toBe(300);
    expect(firstLineMs(fast) + 19).toBeLessThan(300);
  });

  it('never asks for more on a slower machine', () => {
    const speeds = [1, 20, 80, 160, 165, 170, 400, 500, 1_000, 20_000];
    const shares = speeds.map((prefillTokensPerSecond) =>
      shareAt({ ...usual, prefillTokensPerSecond }, 'prefillTokensPerSecond'),
    );
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares[4]).toBe(1);
    expect(shareAt(undefined, 'prefillTokensPerSecond')).toBe(1);
    expect(shareAt({ ...usual, decodeTokensPerSecond: Number.NaN }, 'decodeTokensPerSecond')).toBe(1);
  });
});
