import { describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { gateLevels, learning } from '../../../src/core/completion/confidenceTable';
import type { Outcome } from '../../../src/core/completion/outcome';
import { CompletionService } from '../../../src/core/completion/service';
import { noContext } from '../../../src/core/context/choose/contextSource';
import type { Settings } from '../../../src/core/settings';
import { requestAt } from '../../fakes/completionRequests';
import { settingsWith } from '../../fakes/completionSettings';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeEngine } from '../../fakes/fakeEngine';
import { FakeSyntax, plainScope } from '../../fakes/fakeSyntax';

/** The service with an engine that says each piece with a likelihood. */
class Stage {
  readonly clock = new FakeClock();
  readonly engine: FakeEngine;
  readonly service: CompletionService;
  readonly tried: string[] = [];
  isBroken = (_text: string): boolean => false;
  shift = 0;

  constructor(
    pieces: readonly (readonly [string, number])[],
    frequency: Settings['completion.frequency'] = 'balanced',
  ) {
    const answer = {
      chunks: pieces.map(([text]) => text),
      probabilities: pieces.map(([, likely]) => likely),
      chunkMs: 5,
    };
    this.engine = new FakeEngine({ clock: this.clock, complete: () => answer });
    const syntax = new FakeSyntax();
    syntax.scope = plainScope;
    syntax.cutFacts = undefined;
    const addsErrors = ({ edit }: { readonly edit: { readonly text: string } }): Promise<boolean> => {
      this.tried.push(edit.text);
      return Promise.resolve(this.isBroken(edit.text));
    };
    this.service = new CompletionService({
      engine: this.engine,
      syntax,
      trials: { addsErrors },
      context: noContext,
      clock: this.clock,
      log: nullLog,
      settings: () => settingsWith({ 'completion.frequency': frequency }),
      hideShift: () => this.shift,
    });
  }

  async suggest(drawn: string, trigger: 'automatic' | 'invoke' = 'automatic'): Promise<Outcome> {
    return this.clock.run(this.service.suggest(requestAt(drawn, { trigger }), new AbortController().signal));
  }

  async told(drawn: string, trigger: 'automatic' | 'invoke' = 'automatic'): Promise<string> {
    const outcome = await this.suggest(drawn, trigger);
    const figure = outcome.confidence?.figure.toFixed(2) ?? '-';
    return outcome.kind === 'shown' ? `${outcome.from} ${outcome.text} ${figure}` : `${outcome.reason} ${figure}`;
  }
}

describe('the confidence gate of the service', () => {
  it('hides what is unsure, says why, and shows the rest once the unsure part is typed, from the cache', async () => {
    const stage = new Stage([
      ['foo', 0.05],
      ['(bar)', 0.9],
    ]);
    const hidden = await stage.suggest('x = █');
    expect(hidden).toMatchObject({ kind: 'skipped', stage: 'filter', reason: 'unsure', confidence: { figure: 0.05 } });
    expect(await stage.told('x = █')).toBe('unsure 0.05');
    expect(await stage.told('x = foo█')).toBe('cache (bar) 0.90');
    expect(stage.engine.requests).toHaveLength(1);
  });

  it('shows everything to who asks by command, or wants it often', async () => {
    const unsure = [['foo', 0.05]] as const;
    expect(await new Stage(unsure).told('x = █', 'invoke')).toBe('engine foo 0.05');
    expect(await new Stage(unsure, 'often').told('x = █')).toBe('engine foo 0.05');
    const stage = new Stage(unsure);
    expect(await stage.told('x = █')).toBe('unsure 0.05');
    expect(await stage.told('x = █', 'invoke')).toBe('cache foo 0.05');
  });

  it('asks for more where rare ones are wanted', async () => {
    const soSo = [['foo', 0.5]] as const;
    expect(await new Stage(soSo, 'balanced').told('x = █')).toBe('engine foo 0.50');
    expect(await new Stage(soSo, 'rare').told('x = █')).toBe('unsure 0.50');
  });

  it('follows what was learned', async () => {
    const stage = new Stage([['foo', 0.4]]);
    const usual = gateLevels.balanced?.hideBelow ?? 0;
    stage.shift = learning.maxShift;
    expect(await stage.suggest('x = █')).toMatchObject({
      reason: 'unsure',
      confidence: { hideBelow: expect.closeTo(usual + learning.maxShift) as number },
    });
    stage.shift = -learning.maxShift;
    expect(await stage.suggest('x = █')).toMatchObject({
      kind: 'shown',
      confidence: { hideBelow: expect.closeTo(usual - learning.maxShift) as number },
    });
  });

  it('shows the sure beginning, and tries that out too', async () => {
    const pieces = [
      ['foo', 0.9],
      [' + ', 0.9],
      ['bar', 0.02],
      [';', 0.9],
    ] as const;
    const stage = new Stage(pieces);
    expect(await stage.suggest('x = █')).toMatchObject({ text: 'foo +', confidence: { isShortened: true } });
    const call = [
      ['foo', 0.9],
      ['(bar);', 0.02],
    ] as const;
    const sure = new Stage(call);
    expect(await sure.told('x = █')).toBe('engine foo 0.90');
    expect(sure.tried).toEqual(['foo(bar);', 'foo']);
    const broken = new Stage(call);
    broken.isBroken = (text) => text === 'foo';
    expect(await broken.told('x = █')).toContain('does-not-parse');
    expect(await broken.told('x = █')).toContain('does-not-parse');
    expect(broken.tried).toEqual(['foo(bar);', 'foo', 'foo']);
  });

  it('keeps the likelihoods of an answer that is read on by a later request', async () => {
    const stage = new Stage([
      ['foo', 0.05],
      ['(a', 0.9],
      [', b)', 0.9],
    ]);
    const first = new AbortController();
    const overtaken = stage.service.suggest(requestAt('x = █'), first.signal);
    await stage.clock.advance(20);
    first.abort();
    expect(await stage.told('x = foo█')).toBe('engine (a, b) 0.90');
    expect(await overtaken).toMatchObject({ reason: 'superseded' });
    expect(stage.engine.requests).toHaveLength(1);
  });

  it('has nothing to say of an answer that filters refuse', async () => {
    const stage = new Stage([['  ', 0.01]]);
    expect(await stage.told('x = █')).toBe('empty -');
  });
});
