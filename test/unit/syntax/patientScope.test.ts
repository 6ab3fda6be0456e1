import { describe, expect, it } from 'vitest';
import { patientScope } from '../../../src/core/syntax/patientScope';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeSyntax, plainScope } from '../../fakes/fakeSyntax';

const place = { uri: 'file:///a.py', version: 1, offset: 0 };

describe('patientScope', () => {
  it('asks again when the answer was late', async () => {
    const syntax = new FakeSyntax();
    syntax.scope = () => (syntax.scopeQuestions.length < 3 ? undefined : plainScope);
    expect(await patientScope(syntax, place)).toBe(plainScope);
    expect(syntax.scopeQuestions).toHaveLength(3);
  });

  it('does not ask for ever', async () => {
    const syntax = new FakeSyntax();
    syntax.scope = undefined;
    expect(await patientScope(syntax, place)).toBeUndefined();
    expect(syntax.scopeQuestions).toHaveLength(8);
  });

  it('stops at an abort, before and while it asks', async () => {
    const syntax = new FakeSyntax();
    expect(await patientScope(syntax, place, AbortSignal.abort())).toBeUndefined();
    expect(syntax.scopeQuestions).toEqual([]);
    const controller = new AbortController();
    syntax.scope = () => new Promise(() => controller.abort());
    expect(await patientScope(syntax, place, controller.signal)).toBeUndefined();
    expect(syntax.scopeQuestions).toHaveLength(1);
  });

  it('waits no longer than two seconds in all', async () => {
    const clock = new FakeClock();
    const syntax = new FakeSyntax();
    syntax.scope = () => clock.sleep(700).then(() => undefined);
    const facts = patientScope(syntax, place, undefined, clock);
    await clock.advance(2_000);
    expect(await facts).toBeUndefined();
    await clock.advance(5_000);
    expect(syntax.scopeQuestions).toHaveLength(3);
  });
});
