import { describe, expect, it } from 'vitest';
import { chooseFixTarget } from '../../../src/core/fix/fixTarget';
import { nodeFor, scriptedSyntax, snapshotOf } from '../../fakes/scriptedChat';

const text = 'import os\n\nclass A:\n    def f(self):\n        return x\n\n    def g(self):\n        return 1\n';
const inF = nodeFor(text, 'def f(self):\n        return x', 'f');
const inA = nodeFor(text, text.slice(text.indexOf('class')).trimEnd(), 'A', 'class');
const problem = {
  message: 'x is not defined',
  source: 'Pylance',
  start: text.indexOf('x\n'),
  end: text.indexOf('x\n') + 1,
};

describe('chooseFixTarget', () => {
  it('takes the innermost function by whole lines, with the problems inside of it', async () => {
    const elsewhere = { ...problem, start: text.length - 3, end: text.length - 2 };
    const request = { snapshot: snapshotOf(text), offset: problem.start, problems: [problem, elsewhere] };
    const target = await chooseFixTarget(request, scriptedSyntax([inF, inA]));
    expect(target).toMatchObject({
      kind: 'function',
      name: 'f',
      text: '    def f(self):\n        return x',
      firstLine: 4,
    });
    expect(target.problems).toEqual([problem]);
  });

  it('takes the class where there is no function', async () => {
    const request = { snapshot: snapshotOf(text), offset: text.indexOf('class'), problems: [] };
    expect(await chooseFixTarget(request, scriptedSyntax([inA]))).toMatchObject({ kind: 'class', name: 'A' });
  });

  it('takes the lines around the place without a grammar and for functions that are too long', async () => {
    const long = `def f():\n${'    a = 1\n'.repeat(2000)}`;
    const whole = nodeFor(long, long.trimEnd(), 'f');
    for (const syntax of [scriptedSyntax(undefined), scriptedSyntax([whole])]) {
      const target = await chooseFixTarget({ snapshot: snapshotOf(long), offset: 5000, problems: [] }, syntax);
      expect(target.kind).toBe('lines');
      expect(target.text.split('\n')).toHaveLength(25);
      expect(long.slice(target.start, target.end)).toBe(target.text);
    }
  });

  it('refuses files of secrets, also those that only their folder names', async () => {
    for (const name of [
      { path: '.env', uri: 'file:///w/.env' },
      { path: 'config', uri: 'file:///home/me/.aws/config' },
    ]) {
      const request = { snapshot: { ...snapshotOf(text), ...name }, offset: 0, problems: [] };
      await expect(chooseFixTarget(request, scriptedSyntax([]))).rejects.toMatchObject({
        code: 'secretFile',
        cure: expect.stringContaining('Rename') as string,
      });
    }
  });

  it('bears with a line of megabytes and with an empty document', async () => {
    const minified = `var a = "${'x'.repeat(100_000)}"`;
    const wide = await chooseFixTarget(
      { snapshot: snapshotOf(minified), offset: 50, problems: [] },
      scriptedSyntax(undefined),
    );
    expect(wide.text).toBe(minified);
    const empty = await chooseFixTarget({ snapshot: snapshotOf(''), offset: 0, problems: [] }, scriptedSyntax([]));
    expect(empty).toMatchObject({ start: 0, end: 0, text: '' });
  });
});
