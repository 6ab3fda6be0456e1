import { describe, expect, it } from 'vitest';
import type { Syntax } from '../../../src/core/ports';
import { PlainError } from '../../../src/base/errors';
import { nullLog } from '../../../src/base/log';
import { FixService } from '../../../src/core/fix/fixService';
import { FakeEngine } from '../../fakes/fakeEngine';
import { nodeFor, ScriptedEngine, scriptedSyntax, snapshotOf } from '../../fakes/scriptedChat';

const text = '# top\ndef f(a):\n    return b\n\nprint(f(1))\n';
const node = nodeFor(text, 'def f(a):\n    return b', 'f');
const problem = {
  message: 'b is not defined',
  source: 'Pylance',
  start: text.indexOf('b\n'),
  end: text.indexOf('b\n') + 1,
};
const request = { snapshot: snapshotOf(text), offset: problem.start, problems: [problem] };
const good = '```python\ndef f(a):\n    return a\n```';
const broken = '```python\ndef f(a):\n    return ((a\n```';
const unclosed = (code: string): number => (code.match(/\(/g) ?? []).length - (code.match(/\)/g) ?? []).length;

function serviceFor(engine: ScriptedEngine, syntax: Syntax): FixService {
  return new FixService({ engine, syntax, log: nullLog });
}

describe('FixService', () => {
  it('proposes the smallest edit that stays in the function and says that it parses', async () => {
    const engine = new ScriptedEngine([`Here:\n${good}`]);
    const heard: [number, number][] = [];
    const service = serviceFor(engine, scriptedSyntax([node], unclosed));
    const outcome = await service.suggest(request, new AbortController().signal, (...progress) => heard.push(progress));
    expect(outcome).toMatchObject({ kind: 'proposed', check: 'syntax', attempts: 1 });
    if (outcome.kind !== 'proposed') return;
    expect(outcome.newText).toBe(text.replace('return b', 'return a'));
    expect(text.slice(outcome.edit.start, outcome.edit.end)).toBe('    return b');
    expect([heard[0], heard.at(-1)]).toEqual([
      [1, 0],
      [1, `Here:\n${good}`.length],
    ]);
    expect(engine.asked[0]?.lane).toBe('fix');
    expect(engine.lastQuestion()).toContain('Problem in line 3, `return b`:\nPylance: b is not defined');
  });

  it('says that nothing was checked where there is no grammar', async () => {
    const service = serviceFor(new ScriptedEngine([good]), scriptedSyntax([node]));
    expect(await service.suggest(request, new AbortController().signal)).toMatchObject({
      kind: 'proposed',
      check: 'none',
    });
  });

  it('asks once more when the code does not parse, with the place of the error', async () => {
    const engine = new ScriptedEngine([broken, good]);
    const service = serviceFor(engine, scriptedSyntax([node], unclosed));
    expect(await service.suggest(request, new AbortController().signal)).toMatchObject({
      kind: 'proposed',
      attempts: 2,
    });
    expect(engine.lastQuestion()).toMatch(/does not parse.*print\(f\(1\)\)/);
    expect(engine.asked[1]?.messages.map((message) => message.role)).toEqual(['system', 'user', 'assistant', 'user']);
  });

  it('gives up after two attempts and tells what was wrong with each', async () => {
    const engine = new ScriptedEngine([broken, 'No idea.', good]);
    const service = serviceFor(engine, scriptedSyntax([node], unclosed));
    const outcome = await service.suggest(request, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: 'none', refusals: ['syntaxErrors', 'noCode'] });
    expect(engine.asked).toHaveLength(2);
  });

  it('does not repeat a long answer, which would fill the context of the model', async () => {
    const long = broken.replace('return', `return ${'a + '.repeat(400)}`);
    const engine = new ScriptedEngine([long, good]);
    const service = serviceFor(engine, scriptedSyntax([node], unclosed));
    expect(await service.suggest(request, new AbortController().signal)).toMatchObject({ attempts: 2 });
    expect(engine.asked[1]?.messages.map((message) => message.role)).toEqual(['system', 'user']);
    expect(engine.lastQuestion()).toContain('b is not defined');
    expect(engine.lastQuestion()).toContain('does not parse');
    expect(engine.lastQuestion()).not.toContain('a + a');
  });

  it('finds no fix when the second question is too long for the model, and fails when the first one is', async () => {
    const tooLong = { chunks: [], error: new PlainError('notCapable', 'This is too much text.') };
    const answers = [{ chunks: ['No idea.'] }, tooLong, tooLong];
    const engine = new FakeEngine({ chat: () => answers.shift() ?? { chunks: [] } });
    const service = new FixService({ engine, syntax: scriptedSyntax([node]), log: nullLog });
    expect(await service.suggest(request, new AbortController().signal)).toMatchObject({
      kind: 'none',
      refusals: ['noCode'],
    });
    await expect(service.suggest(request, new AbortController().signal)).rejects.toThrow('too much text');
  });

  it('does not ask the model after an abort while the syntax is late', async () => {
    const controller = new AbortController();
    const engine = new ScriptedEngine([good]);
    const syntax = scriptedSyntax([node]);
    syntax.scope = () => new Promise(() => controller.abort());
    expect(await serviceFor(engine, syntax).suggest(request, controller.signal)).toEqual({ kind: 'aborted' });
    expect(engine.asked).toEqual([]);
  });

  it('accepts an edit that leaves errors which were there before', async () => {
    const service = serviceFor(
      new ScriptedEngine([good]),
      scriptedSyntax([node], () => 3),
    );
    expect(await service.suggest(request, new AbortController().signal)).toMatchObject({
      kind: 'proposed',
      check: 'syntax',
    });
  });

  it('answers aborted after an abort and passes engine failures on', async () => {
    const aborted = serviceFor(new ScriptedEngine([{ text: '', stop: 'aborted' }]), scriptedSyntax([node]));
    expect(await aborted.suggest(request, AbortSignal.abort())).toEqual({ kind: 'aborted' });
    const failing = serviceFor(new ScriptedEngine([]), scriptedSyntax([node]));
    await expect(failing.suggest(request, new AbortController().signal)).rejects.toThrow('no more answers');
  });

  it('asks to find the mistake when no problem was named, and shows the imports of the file', async () => {
    const engine = new ScriptedEngine([good]);
    const withImports = `from os import path\nimport re\n${text}`;
    const shifted = nodeFor(withImports, 'def f(a):\n    return b', 'f');
    const service = serviceFor(engine, scriptedSyntax([shifted]));
    await service.suggest(
      { snapshot: snapshotOf(withImports), offset: shifted.start, problems: [] },
      new AbortController().signal,
    );
    expect(engine.lastQuestion()).toContain('There is a mistake in it.');
    expect(engine.lastQuestion()).toContain('```python\nfrom os import path\nimport re\n```');
  });
});
