import { describe, expect, it } from 'vitest';
import { type FoundDefinition, KnownDefinitions } from '../../../../src/core/context/host/knownDefinitions';
import { FakeClock } from '../../../fakes/fakeClock';

const found: FoundDefinition = {
  uri: 'file:///b.ts',
  snippet: { source: 'languageServer', path: 'b.ts', text: 'pay()\n', line: 0, names: ['pay'], nearness: 1 },
};
const a = 'file:///a.ts';

describe('KnownDefinitions', () => {
  it('knows what was found for five minutes, and that nothing was found for one', async () => {
    const clock = new FakeClock();
    const known = new KnownDefinitions(clock);
    known.learn(known.era, a, 'pay', found);
    known.learn(known.era, a, 'owe', undefined);
    await clock.advance(59_000);
    expect(['pay', 'owe', 'lend'].map((name) => known.isKnown(a, name))).toEqual([true, true, false]);
    await clock.advance(1_000);
    expect(known.isKnown(a, 'owe')).toBe(false);
    await clock.advance(239_000);
    expect(known.find(a, 'pay')).toBe(found);
    await clock.advance(1_000);
    expect([known.find(a, 'pay'), known.isKnown(a, 'pay')]).toEqual([undefined, false]);
  });

  it('forgets what is from one file, or everything', () => {
    const known = new KnownDefinitions(new FakeClock());
    const other = { ...found, uri: 'file:///c.ts' };
    known.learn(known.era, a, 'pay', found);
    known.learn(known.era, a, 'owe', other);
    known.forgetFrom(found.uri);
    expect([known.find(a, 'pay'), known.find(a, 'owe')]).toEqual([undefined, other]);
    known.forgetAll();
    expect(known.isKnown(a, 'owe')).toBe(false);
  });

  it('keeps nothing that was looked for before everything was forgotten', () => {
    const known = new KnownDefinitions(new FakeClock());
    const { era } = known;
    known.forgetAll();
    known.learn(era, a, 'pay', found);
    expect(known.isKnown(a, 'pay')).toBe(false);
  });
});
