import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchItem } from '../../../src/core/bench/benchItem';
import { FakeEngine } from '../../fakes/fakeEngine';
import { CliFixture } from './cliFixture';

const prices = 'export function total(items: readonly number[]): number {\n  return items.length;\n}\n';
const cart = `import { total } from './prices';

export function sum(items: readonly number[]): number {
  return total(items);
}
`;

describe('plinth bench quality', () => {
  let cli: CliFixture;
  beforeEach(async () => {
    cli = await CliFixture.create();
    for (const folder of ['shop/src', 'shop/node_modules/other', 'notes']) {
      await mkdir(path.join(cli.folder, folder), { recursive: true });
    }
    await cli.write('shop/src/prices.ts', prices);
    await cli.write('shop/src/cart.ts', cart);
    await cli.write('shop/.env.ts', 'const secret = load("key");\n');
    await cli.write('shop/node_modules/other/index.ts', prices);
  });
  afterEach(() => cli.remove());

  const written = (name: string) => readFile(path.join(cli.folder, 'out', name), 'utf8');
  const items = async () =>
    (await written('items.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as BenchItem);

  it('writes the same items each time, without asking anything', async () => {
    const { code, out } = await cli.run('bench', 'quality', 'shop', '--out', 'out', '--items-only');
    expect({ code, opened: cli.wishes.length }).toEqual({ code: 0, opened: 0 });
    expect(out).toMatch(/^\d+ items in 2 files\n {2}line \d+, call 1, body 2\n/);
    const first = await written('items.jsonl');
    await cli.run('bench', 'quality', 'shop', '--out', 'out', '--items-only');
    expect(await written('items.jsonl')).toBe(first);
    expect(new Set((await items()).map(({ file }) => file))).toEqual(new Set(['src/cart.ts', 'src/prices.ts']));
  });

  it('asks each arm with the hole in place of the truth, and tells what came of it', async () => {
    const engine = new FakeEngine({ complete: () => ({ chunks: ['total(items);\n'] }) });
    cli.engine = engine;
    const hint = { path: 'src/cart.ts', text: 'total\n', names: [], relevance: 1, nearness: 1 };
    cli.workspace.snippets = [
      { source: 'unused', ...hint },
      {
        source: 'usages',
        path: 'src/other.ts',
        text: 'const all = total(items);\n',
        names: ['total'],
        relevance: 1,
        nearness: 1,
      },
    ];
    const { code, out, err } = await cli.run(
      'bench',
      'quality',
      'shop',
      '--out',
      'out',
      '--tags',
      'xunseen',
      '--kinds',
      'body',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [item] = await items();
    expect(item).toMatchObject({ kind: 'body', truth: 'return total(items);', needed: ['total'], unseen: ['total'] });
    expect(engine.requests).toHaveLength(2);
    const [none, context] = engine.requests;
    for (const { prompt, limits } of engine.requests) {
      expect(prompt.prefix + prompt.middle + prompt.suffix).not.toContain('total(');
      expect(prompt.repository).toBe('shop');
      expect(limits.promptTokens).toBe(768);
    }
    expect(none?.prompt.context).toEqual([]);
    expect(context?.prompt.context.map(({ path }) => path)).toEqual(['src/other.ts']);
    expect(cli.workspace.configs).toEqual([{ roots: [{ folder: path.join(cli.folder, 'shop'), exclude: [] }] }]);
    expect(cli.syntax.opened.map(({ text }) => text)).toEqual([item?.text, item?.text]);
    expect(cli.syntax.closed).toHaveLength(2);
    expect(out).toContain('needed names in first line');
    const report = JSON.parse(await written('report.json')) as { groups: { pairs: { items: number }[] }[] };
    expect(report.groups[0]?.pairs[0]?.items).toBe(1);
  });

  it('asks nothing again', async () => {
    const engine = new FakeEngine({ complete: () => ({ chunks: ['x;\n'] }) });
    cli.engine = engine;
    const args = ['bench', 'quality', 'shop', '--out', 'out', '--arms', 'none', '--limit'];
    await cli.run(...args, '2');
    expect(engine.requests).toHaveLength(2);
    await cli.run(...args, '3');
    expect(engine.requests).toHaveLength(3);
    await cli.run(...args, '3', '--prompt-tokens', '512');
    expect(engine.requests).toHaveLength(6);
    await writeFile(path.join(cli.folder, 'shop/src/more.ts'), 'export const more = 1;\n');
    await cli.run(...args, '1', '--prompt-tokens', '512');
    expect(engine.requests).toHaveLength(7);
  });

  it('names the workspaces where there are several', async () => {
    await cli.write('notes/a.ts', 'export const noted = load("a");\n');
    await cli.run('bench', 'quality', 'shop', 'notes', '--out', 'out', '--items-only');
    expect(new Set((await items()).map(({ workspace }) => workspace))).toEqual(new Set(['shop', 'notes']));
  });

  it.each([
    [['shop'], 2, "required option '--out <folder>' not specified"],
    [['shop', '--out', 'out', '--arms', 'none,nothing'], 2, 'There is no arm "nothing".'],
    [['shop', '--out', 'out', '--arms', 'none,none'], 2, 'An arm is named twice.'],
    [['shop', '--out', 'out', '--kinds', 'word'], 2, 'There is no kind "word"'],
    [['shop', '--out', 'out', '--limit', '-1'], 2, 'Give a whole number'],
    [['nowhere', '--out', 'out'], 1, 'is not a folder'],
    [['notes', '--out', 'out'], 1, 'hold no code'],
  ])('refuses %j', async (args, exitCode, words) => {
    const { code, out, err } = await cli.run('bench', 'quality', ...args);
    expect({ code, out }).toEqual({ code: exitCode, out: '' });
    expect(err).toContain(words);
  });
});
