import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import type { Reference } from '../../../src/core/syntax/fileFacts';
import { referencesIn } from '../../../src/core/syntax/references';
import { Trees } from '../../../src/core/syntax/trees';
import { createGrammars } from '../../cases/syntax/grammarFiles';

const trees = new Trees({ grammars: createGrammars(), clock: systemClock, budgetMs: 10_000 });
afterAll(() => trees.dispose());

async function references(text: string, start = 0, end = text.length): Promise<readonly Reference[]> {
  trees.open({ uri: 'a', languageId: 'typescript', version: 1, text });
  return (await trees.read('a', 1, (document) => referencesIn(document, start, end))) ?? [];
}

describe('referencesIn', () => {
  it('gives names with what they are used for and what they are members of', async () => {
    expect(await references('total(this.store.get(key)!, x as Item)')).toEqual([
      { name: 'total', kind: 'call', start: 0 },
      { name: 'store', kind: 'member', start: 11, receiver: 'this' },
      { name: 'get', kind: 'member', start: 17, receiver: 'this.store' },
      { name: 'key', kind: 'value', start: 21 },
      { name: 'x', kind: 'value', start: 28 },
      { name: 'Item', kind: 'type', start: 33 },
    ]);
  });

  it('looks only at the range, at its very units', async () => {
    const text = '/* 😀 */ alpha(beta);\r\ngamma(delta);\r\nepsilon(zeta);\r\n';
    const start = text.indexOf('gamma');
    const found = await references(text, start, text.indexOf('epsilon'));
    expect(found.map(({ name }) => name)).toEqual(['gamma', 'delta']);
    expect(found.map((each) => text.slice(each.start, each.start + each.name.length))).toEqual(['gamma', 'delta']);
    expect((await references(text, start + 1)).map(({ name }) => name)).toEqual(['delta', 'epsilon', 'zeta']);
  });

  it('is empty for ranges that hold nothing', async () => {
    for (const [start, end] of [
      [3, 3],
      [5, 2],
      [Number.NaN, 4],
      [90, 100],
    ] as const) {
      expect(await references('a(b)', start, end)).toEqual([]);
    }
    expect(await references('')).toEqual([]);
  });

  it('leaves out what is bound, imported or only a key', async () => {
    const text = "import { gone } from 'm';\nconst one = (two: number) => ({ three: two, four: five });\n";
    expect((await references(text)).map(({ name }) => name)).toEqual(['two', 'five']);
  });

  it('drops a receiver that is no chain of names', async () => {
    expect(await references('f(x).y; a?.b.c; (p as Q).r')).toEqual([
      { name: 'f', kind: 'call', start: 0 },
      { name: 'x', kind: 'value', start: 2 },
      { name: 'y', kind: 'member', start: 5 },
      { name: 'a', kind: 'value', start: 8 },
      { name: 'b', kind: 'member', start: 11, receiver: 'a' },
      { name: 'c', kind: 'member', start: 13, receiver: 'a.b' },
      { name: 'p', kind: 'value', start: 17 },
      { name: 'Q', kind: 'type', start: 22 },
      { name: 'r', kind: 'member', start: 25 },
    ]);
  });
});
