import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExplainItem } from '../../../src/core/bench/explain/explainItem';
import type { ExplainReport } from '../../../src/core/bench/explain/explainReport';
import { FakeEngine } from '../../fakes/fakeEngine';
import { CliFixture } from './cliFixture';

const lines = (count: number, indent: string): string =>
  Array.from({ length: count }, (_, index) => `${indent}step${index}(1);\n`).join('');
const script = `import { load } from './load';

export async function total(items: readonly Item[], { rate = 2, names: [first] }: Options, done = () => 1) {
  const all = await load<Item>(items.map((item) => item.price));
  check?.(all);
  return new Sum(all, rate, first, done);
}

const short = (x: number) => x;

export const thirty = async (key: (inner: string) => void) => {
${lines(28, '  ')}};

class Cart {
  remove(id) {
    this.items.delete(id);
  }
}
`;
const python = `class Cart:
    @cached
    def total(self, items: list, *rest, rate=0.2, **more):
        helper(items)
        return sum(item.price for item in items)
`;

describe('plinth bench explain', () => {
  let cli: CliFixture;
  let engine: FakeEngine;
  beforeEach(async () => {
    cli = await CliFixture.create();
    engine = new FakeEngine({ chat: () => ({ chunks: ['It calls ', '`check` and `nothing_at_all`.'] }) });
    cli.engine = engine;
    for (const folder of ['shop', 'shop/copy', 'notes', 'py']) await mkdir(path.join(cli.folder, folder));
    await cli.write('shop/cart.ts', script);
    await cli.write('shop/copy/cart.ts', script);
    await cli.write('py/cart.py', python);
  });
  afterEach(() => cli.remove());

  const args = ['bench', 'explain', 'shop', 'py', '--out', 'out'];
  const written = (name: string) => readFile(path.join(cli.folder, 'out', name), 'utf8');
  const items = async () =>
    (await written('items.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ExplainItem);
  const asked = () => engine.chats.filter(({ lane }) => lane === 'explain');

  it('finds the functions with their parameters and calls, each once, the same each time', async () => {
    const { code, out, err } = await cli.run(...args, '--items-only');
    expect({ code, err, opened: cli.wishes.length }).toEqual({ code: 0, err: '', opened: 0 });
    expect(out).toMatch(/^4 functions in [23] files\nlines +all +python +typescript\nshort +3 +1 +2\nmiddle +0 /);
    const first = await written('items.jsonl');
    await cli.run(...args, '--items-only');
    expect(await written('items.jsonl')).toBe(first);
    const found = await items();
    expect(found.map(({ length }) => length)).toEqual(['short', 'thirty', 'short', 'short']);
    const byName = Object.fromEntries(found.map((item) => [`${item.language} ${item.name}`, item]));
    expect(byName['typescript total']).toMatchObject({
      parameters: ['items', 'rate', 'first', 'done'],
      calls: ['load', 'map', 'check', 'Sum'],
    });
    expect(byName['typescript total']?.code).toMatch(/^export async function[^]*\n\}$/);
    expect(byName['typescript thirty']).toMatchObject({ parameters: ['key'], workspace: 'shop' });
    expect(byName['typescript remove']).toMatchObject({ parameters: ['id'], calls: ['delete'] });
    expect(byName['python total']).toMatchObject({
      parameters: ['items', 'rest', 'rate', 'more'],
      calls: ['helper', 'sum'],
      file: 'cart.py',
    });
    await cli.run(...args, '--items-only', '--salt', '2');
    expect((await items()).map(({ id }) => id).sort()).toEqual(found.map(({ id }) => id).sort());
  });

  it('has each explained at each depth, and tells what came of it', async () => {
    const { code, out } = await cli.run(...args, '--limit', '2');
    expect(code).toBe(0);
    expect(asked()).toHaveLength(6);
    expect(engine.chats[0]?.lane).toBe('warm');
    expect(cli.workspace.configs).toHaveLength(1);
    expect(cli.syntax.closed).toHaveLength(6);
    const report = JSON.parse(await written('report.json')) as ExplainReport;
    expect(report.figures.map(({ depth, answers }) => [depth, answers])).toEqual([
      ['sentence', 2],
      ['normal', 2],
      ['lines', 2],
      ['all', 6],
    ]);
    expect(report.figures[1]).toMatchObject({ marked: 2, empty: 0, openFence: 0, english: 2 });
    expect(out).toMatch(/called names that are mentioned +>= 60\.0 %/);
    expect(await written('report.txt')).toContain('first word / budget, thirty lines, p50');
  });

  it('goes on where it was stopped', async () => {
    await cli.run(...args, '--limit', '1', '--depths', 'normal');
    expect(asked()).toHaveLength(1);
    await cli.run(...args, '--limit', '2', '--depths', 'normal,lines');
    expect(asked()).toHaveLength(4);
    expect((await written('results.jsonl')).trim().split('\n')).toHaveLength(4);
    await cli.run(...args, '--limit', '2', '--depths', 'lines,normal');
    expect(asked()).toHaveLength(4);
  });

  it('stops when the engine fails', async () => {
    cli.engine = new FakeEngine({ chat: () => ({ chunks: [], error: new Error('no memory') }) });
    expect(await cli.run(...args)).toMatchObject({ code: 1, err: expect.stringContaining('no memory') as string });
    expect(cli.disposed).toBe(1);
  });

  it.each([
    [['shop'], 2, "required option '--out <folder>' not specified"],
    [['shop', '--out', 'out', '--depths', 'deep'], 2, 'There is no depth "deep"'],
    [['nowhere', '--out', 'out'], 1, 'is not a folder'],
    [['notes', '--out', 'out'], 1, 'hold no functions'],
  ])('refuses %j', async (own, exitCode, words) => {
    const { code, out, err } = await cli.run('bench', 'explain', ...own);
    expect({ code, out }).toEqual({ code: exitCode, out: '' });
    expect(err).toContain(words);
    expect(cli.wishes).toEqual([]);
  });
});
