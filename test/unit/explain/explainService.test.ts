import { describe, expect, it } from 'vitest';
import { ExplainService } from '../../../src/core/explain/explainService';
import { ScriptedEngine, scriptedSyntax, snapshotOf } from '../../fakes/scriptedChat';

describe('ExplainService', () => {
  it('streams the answer of the model in the explain lane', async () => {
    const engine = new ScriptedEngine(['It adds **two** numbers.']);
    const service = new ExplainService(engine, scriptedSyntax(undefined));
    const explanation = await service.explain(
      { snapshot: snapshotOf('a + b'), start: 0, end: 5 },
      new AbortController().signal,
    );
    let text = '';
    for await (const chunk of explanation?.answer.chunks ?? []) text += chunk;
    expect(text).toBe('It adds **two** numbers.');
    expect(engine.asked[0]).toMatchObject({ lane: 'explain' });
  });

  it('does not ask the model when a newer question came while the syntax was late', async () => {
    const controller = new AbortController();
    const engine = new ScriptedEngine(['stale']);
    const syntax = scriptedSyntax(undefined);
    syntax.scope = () => new Promise(() => controller.abort());
    const service = new ExplainService(engine, syntax);
    const request = { snapshot: snapshotOf('a + b'), start: 0, end: 5 };
    expect(await service.explain(request, controller.signal)).toBeUndefined();
    expect(engine.asked).toEqual([]);
  });

  it('gives nothing of a withheld file to the model', async () => {
    const engine = new ScriptedEngine(['no']);
    const service = new ExplainService(engine, scriptedSyntax(undefined), { isWithheld: () => Promise.resolve(true) });
    const request = { snapshot: snapshotOf('a + b'), start: 0, end: 5 };
    await expect(service.explain(request, new AbortController().signal)).rejects.toMatchObject({
      code: 'withheldFile',
    });
    expect(engine.asked).toEqual([]);
  });

  it('does not ask the model about nothing', async () => {
    const engine = new ScriptedEngine([]);
    const service = new ExplainService(engine, scriptedSyntax(undefined));
    expect(
      await service.explain({ snapshot: snapshotOf(' \n'), start: 0, end: 2 }, new AbortController().signal),
    ).toBeUndefined();
    expect(engine.asked).toEqual([]);
  });
});
