import { describe, expect, it } from 'vitest';
import { ExplainService } from '../../../src/core/explain/explainService';
import { FakeWorkspace } from '../../fakes/fakeWorkspace';
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

  it('reads ahead exactly what it will ask', async () => {
    const engine = new ScriptedEngine(['', 'an answer']);
    const workspace = new FakeWorkspace();
    const definition = { source: 'imports', path: 'b.py', text: 'a = 1\n', names: ['abc'] } as const;
    workspace.snippets = [{ ...definition, relevance: 1, nearness: 1 }];
    const instructions = { forDocument: () => Promise.resolve('Be kind.') };
    const service = new ExplainService(engine, scriptedSyntax(undefined), undefined, { workspace, instructions });
    const request = { snapshot: snapshotOf('abc + b'), start: 0, end: 7 };
    const { signal } = new AbortController();
    await service.warm(request, signal, 'lines');
    const explanation = await service.explain(request, signal, 'lines');
    const [warm, explain] = engine.asked;
    expect(warm).toEqual({ ...explain, lane: 'warm' });
    expect(explanation?.messages).toBe(explain?.messages);
    expect(JSON.stringify(explain?.messages)).toMatch(/Be kind\..*From b\.py/);
  });

  it('reads nothing ahead of a file that it may not read, and says nothing', async () => {
    const engine = new ScriptedEngine([]);
    const service = new ExplainService(engine, scriptedSyntax(undefined), { isWithheld: () => Promise.resolve(true) });
    await service.warm({ snapshot: snapshotOf('a + b'), start: 0, end: 5 }, new AbortController().signal);
    expect(engine.asked).toEqual([]);
  });

  it('shows no fence around a list, and tells which code the model saw beside', async () => {
    const engine = new ScriptedEngine(['```python\n- `a + b`: Adds.\n- `c`: Ends.\n```']);
    const workspace = new FakeWorkspace();
    const definition = { source: 'imports', path: 'b.py', text: 'abc: Letters\n', names: ['abc'] } as const;
    workspace.snippets = [{ ...definition, relevance: 1, nearness: 1 }];
    const sources = { workspace, instructions: { forDocument: () => Promise.resolve('') } };
    const service = new ExplainService(engine, scriptedSyntax(undefined), undefined, sources);
    const request = { snapshot: snapshotOf('abc + b'), start: 0, end: 7 };
    const explanation = await service.explain(request, new AbortController().signal, 'lines');
    let text = '';
    for await (const chunk of explanation?.answer.chunks ?? []) text += chunk;
    expect(text).toBe('- `a + b`: Adds.\n- `c`: Ends.\n');
    expect(explanation?.shownCode).toContain('Letters');
  });

  it('answers a question about what it said', async () => {
    const engine = new ScriptedEngine(['It adds.', 'Because.']);
    const service = new ExplainService(engine, scriptedSyntax(undefined));
    const { signal } = new AbortController();
    const explanation = await service.explain({ snapshot: snapshotOf('a + b'), start: 0, end: 5 }, signal);
    const messages = explanation?.messages ?? [];
    const answer = service.ask({ messages, explanation: 'It adds.', turns: [] }, 'Why?', signal);
    let text = '';
    for await (const chunk of answer.chunks) text += chunk;
    expect(text).toBe('Because.');
    expect(engine.asked[1]?.lane).toBe('explain');
    expect(engine.lastQuestion()).toMatch(/Why\?$/);
  });
});
