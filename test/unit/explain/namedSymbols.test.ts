import { describe, expect, it } from 'vitest';
import { namedSymbols, noSymbolIndex } from '../../../src/core/explain/namedSymbols';
import { FakeWorkspace } from '../../fakes/fakeWorkspace';

const selection = 'def area(radius):\n    n = 1\n    return pi * radius ** 2\n';

async function kindsOf(markdown: string, seen = ''): Promise<Record<string, string>> {
  const index = new FakeWorkspace();
  index.places = [
    { name: 'Circle', uri: 'file:///w/circle.py', line: 4 },
    { name: 'radius', uri: 'file:///w/other.py', line: 1 },
  ];
  const symbols = await namedSymbols({ markdown, selection, seen, uri: 'file:///w/a.py', index });
  return Object.fromEntries(symbols.map(({ code, kind }) => [code, kind]));
}

describe('namedSymbols', () => {
  it('tells names of the selection, of the index and of nowhere apart', async () => {
    expect(await kindsOf('`area` takes `radius`, uses `Circle` and `made_up`; `n` is 1.')).toEqual({
      area: 'inSelection',
      radius: 'inSelection',
      Circle: 'inIndex',
      made_up: 'missing',
      n: 'inSelection',
    });
  });

  it('says where the index has it', async () => {
    const index = new FakeWorkspace();
    index.places = [{ name: 'Circle', uri: 'file:///w/circle.py', line: 4 }];
    expect(await namedSymbols({ markdown: '`Circle`', selection, uri: 'file:///w/a.py', index })).toEqual([
      { code: 'Circle', name: 'Circle', kind: 'inIndex', uri: 'file:///w/circle.py', line: 4 },
    ]);
  });

  it('takes calls, members and decorators as names, by their last part', async () => {
    expect(await kindsOf('`area()`, `area(radius)`, `shape.area`, `Shape::area`, `@area`, `nope.gone()`')).toEqual({
      'area()': 'inSelection',
      'area(radius)': 'inSelection',
      'shape.area': 'inSelection',
      'Shape::area': 'inSelection',
      '@area': 'inSelection',
      'nope.gone()': 'missing',
    });
  });

  it('passes over what is no name: expressions, numbers, words of the language, code in fences', async () => {
    const fence = '```python\n`gone`\nbogus()\n```\n';
    expect(
      await kindsOf(`\`radius ** 2\`, \`3.14\`, \`return\`, \`None\`, \`"text"\`\n${fence}\`\` area \`\``),
    ).toEqual({
      area: 'inSelection',
    });
    expect(await kindsOf('~~~\n`gone`')).toEqual({});
  });

  it('counts what the model saw around the selection', async () => {
    expect(await kindsOf('`Shape`', 'class Shape:')).toEqual({ Shape: 'inSelection' });
  });

  it('neither links nor marks what only other code has that the model saw', async () => {
    const index = new FakeWorkspace();
    index.places = [{ name: 'Circle', uri: 'file:///w/circle.py', line: 4 }];
    const shown = 'class Circle(Shape):\n    scale: float';
    const order = { markdown: '`Shape` `Circle` `Shape.grow` `gone`', selection, shown, uri: 'file:///w/a.py', index };
    const kinds = (await namedSymbols(order)).map(({ kind }) => kind);
    expect(kinds).toEqual(['unknown', 'inIndex', 'unknown', 'missing']);
  });

  it('works without an index', async () => {
    const order = { markdown: '`x` `Circle`', selection, uri: 'file:///w/a.py', index: noSymbolIndex };
    expect((await namedSymbols(order)).map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
  });

  it('takes no answer of the index for no knowledge, not for no name', async () => {
    const index = new FakeWorkspace();
    index.places = undefined;
    const order = { markdown: '`Circle` `area` `len`', selection, uri: 'file:///w/a.py', index };
    expect((await namedSymbols(order)).map(({ kind }) => kind)).toEqual(['unknown', 'inSelection', 'standard']);
  });
});
