import { describe, expect, it } from 'vitest';
import { gatherExplainContext } from '../../../src/core/explain/explainContext';
import { plainScope } from '../../fakes/fakeSyntax';
import { nodeFor, scriptedSyntax, snapshotOf } from '../../fakes/scriptedChat';

const text = 'import os\n\ndef outer(a):\n    b = a + 1\n    c = b * 2\n    return c\n\nprint(outer(1))\n';
const outer = nodeFor(text, 'def outer(a):\n    b = a + 1\n    c = b * 2\n    return c', 'outer');

function select(part: string, within = text): { snapshot: ReturnType<typeof snapshotOf>; start: number; end: number } {
  const start = within.indexOf(part);
  return { snapshot: snapshotOf(within), start, end: start + part.length };
}

describe('gatherExplainContext', () => {
  it('explains the selection inside of its function', async () => {
    const context = await gatherExplainContext(select('    c = b * 2\n'), scriptedSyntax([outer]));
    expect(context).toMatchObject({
      origin: 'selection',
      code: '    c = b * 2',
      firstLine: 5,
      lastLine: 5,
      omittedLines: 0,
    });
    expect(context?.enclosing).toMatchObject({ name: 'outer', whole: true });
    expect(context?.enclosing?.text).toContain('return c');
  });

  it('does not repeat a function that is selected as a whole', async () => {
    const context = await gatherExplainContext(select(text.slice(outer.start, outer.end)), scriptedSyntax([outer]));
    expect(context?.enclosing).toBeUndefined();
  });

  it('explains the function at the cursor when nothing is selected', async () => {
    const cursor = { snapshot: snapshotOf(text), start: text.indexOf('b ='), end: text.indexOf('b =') };
    const context = await gatherExplainContext(cursor, scriptedSyntax([outer]));
    expect(context).toMatchObject({ origin: 'symbol', name: 'outer', firstLine: 3, lastLine: 6 });
  });

  it('explains the lines around the cursor without a grammar', async () => {
    const context = await gatherExplainContext(
      { snapshot: snapshotOf(text), start: 3, end: 3 },
      scriptedSyntax(undefined),
    );
    expect(context).toMatchObject({ origin: 'lines', firstLine: 1, name: '', code: text.trimEnd() });
  });

  it('treats a selection of white space as a cursor, and an empty document as nothing to explain', async () => {
    const blank = await gatherExplainContext(select('\n\n'), scriptedSyntax(undefined));
    expect(blank?.origin).toBe('lines');
    for (const empty of ['', ' \n\n '])
      expect(
        await gatherExplainContext({ snapshot: snapshotOf(empty), start: 0, end: 0 }, scriptedSyntax([])),
      ).toBeUndefined();
  });

  it('cuts a long selection at the end of a line and counts what it left out', async () => {
    const long = 'value = 1\n'.repeat(1000);
    const request = { snapshot: snapshotOf(long), start: 0, end: long.length };
    const context = await gatherExplainContext(request, scriptedSyntax(undefined), undefined, {
      codeChars: 105,
      enclosingChars: 100,
    });
    expect(context?.code).toBe('value = 1\n'.repeat(10).trimEnd());
    expect(context?.omittedLines).toBe(990);
  });

  it('cuts a long selection before the member that does not fit', async () => {
    const member = (name: string): string => `    def ${name}(self):\n        a = 1\n        return a\n`;
    const long = `class A:\n${['f', 'g', 'h', 'i'].map(member).join('\n')}`;
    const asked: number[] = [];
    const syntax = scriptedSyntax([]);
    syntax.scope = ({ offset }) => {
      asked.push(offset);
      const enclosing = ['f', 'g', 'h', 'i']
        .map((name) => nodeFor(long, member(name).trim(), name))
        .filter(({ start, end }) => start <= offset && offset <= end);
      return { ...plainScope, enclosing };
    };
    const request = { snapshot: snapshotOf(long), start: 0, end: long.length };
    const codeChars = long.indexOf('def h') + 25;
    const context = await gatherExplainContext(request, syntax, undefined, { codeChars, enclosingChars: 100 });
    expect(context?.code).toBe(long.slice(0, long.indexOf('    def h')).trimEnd());
    expect(context?.span).toEqual({ start: 0, end: context?.code.length });
    expect(context?.omittedLines).toBe(8);
    expect(asked).toHaveLength(2);
    // Where that would leave too little, it ends at a line.
    const huge = { ...request, snapshot: snapshotOf(long) };
    syntax.scope = { ...plainScope, enclosing: [nodeFor(long, long, 'A', 'class')] };
    const cut = await gatherExplainContext(huge, syntax, undefined, { codeChars, enclosingChars: 100 });
    expect(cut?.code.endsWith('def h(self):')).toBe(true);
  });

  it('never cuts through an emoji', async () => {
    const line = '😀'.repeat(200);
    const request = { snapshot: snapshotOf(line), start: 0, end: line.length };
    const context = await gatherExplainContext(request, scriptedSyntax(undefined), undefined, {
      codeChars: 101,
      enclosingChars: 100,
    });
    expect(context?.code).toBe('😀'.repeat(50));
  });

  it('shows the head and the neighbourhood of a long function', async () => {
    const body = Array.from({ length: 300 }, (_, index) => `    step_${index} = ${index}`).join('\n');
    const long = `def big(a):\n${body}\n`;
    const node = nodeFor(long, long.trimEnd(), 'big');
    const context = await gatherExplainContext(select('step_200 = 200', long), scriptedSyntax([node]));
    expect(context?.enclosing?.whole).toBe(false);
    expect(context?.enclosing?.text).toMatch(/^def big\(a\):\n/);
    expect(context?.enclosing?.text).toContain('step_199 = 199\n    step_200 = 200\n    step_201');
    expect(context?.enclosing?.text.length).toBeLessThan(2600);
  });

  it('keeps only the name of a class around a method', async () => {
    const source = 'class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 2\n';
    const nodes = [
      nodeFor(source, 'def f(self):\n        return 1', 'f'),
      nodeFor(source, source.trimEnd(), 'A', 'class'),
    ];
    const cursor = { snapshot: snapshotOf(source), start: 30, end: 30 };
    const context = await gatherExplainContext(cursor, scriptedSyntax(nodes));
    expect(context).toMatchObject({ origin: 'symbol', name: 'f', enclosing: { kind: 'class', name: 'A', text: '' } });
  });

  it('refuses files of secrets', async () => {
    const snapshot = { ...snapshotOf(text), path: '.env', uri: 'file:///w/.env' };
    const secret = gatherExplainContext({ snapshot, start: 0, end: 3 }, scriptedSyntax([outer]));
    await expect(secret).rejects.toMatchObject({ code: 'secretFile' });
  });

  it('works on CRLF', async () => {
    const crlf = text.replaceAll('\n', '\r\n');
    const context = await gatherExplainContext(select('    c = b * 2\r\n', crlf), scriptedSyntax(undefined));
    expect(context).toMatchObject({ code: '    c = b * 2', firstLine: 5 });
  });
});
