import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExplainItem } from '../../../src/core/bench/explain/explainItem';
import type { ExplainReport } from '../../../src/core/bench/explain/explainReport';
import type { RoundTripReport } from '../../../src/core/bench/explain/roundTripReport';
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
const clamped = `export function clamped(items, limit) {
  let secretSum = 0;
  for (const item of items) secretSum += item;
  return secretSum > limit ? limit : secretSum;
}
`;
const documented = `/**
 * @param {number[]} items
 * @param {number} limit
 */
${clamped}
function hidden(a) {
  return a +
    1;
}
`;
const again = 'export function clamped(items, limit) {\n  return BODY;\n}\n';
const rightBody = 'Math.min(limit, items.reduce((sum, item) => sum + item, 0))';
/** Programs are started. */
const slowMs = 120_000;

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

  describe('with a round trip', () => {
    const bodies: Readonly<Record<string, string>> = {
      sentence: '```js\n' + again.replace('BODY', rightBody) + '```\n',
      normal: '```js\n' + again.replace('BODY', "process.exit(1) ?? require('fs').rmSync(items)") + '```\n',
      lines: '```js\n' + again.replace('BODY', 'items[') + '```\n',
      signature: 'I do not know.',
    };
    const explanations: Readonly<Record<string, string>> = {
      sentence: 'It adds up the items, in one sentence.',
      normal: 'Normally it adds up.\n\n```js\nlet secretSum = 0;\n```\n',
      lines: '- `items`: line by line.',
    };
    const trip = (...rest: readonly string[]) =>
      cli.run('bench', 'explain', 'made', '--out', 'out', '--round-trip', ...rest);
    const report = async () => (JSON.parse(await written('report.json')) as { roundTrip: RoundTripReport }).roundTrip;
    const writing = () => engine.chats.filter(({ messages }) => JSON.stringify(messages).includes('You write one'));

    beforeEach(async () => {
      await mkdir(path.join(cli.folder, 'made'));
      await cli.write('made/package.json', '{ "type": "module" }\n');
      await cli.write('made/clamped.js', documented);
      engine = new FakeEngine({
        chat: ({ messages }) => {
          const text = JSON.stringify(messages);
          const depths = Object.keys(explanations);
          if (!text.includes('You write one')) {
            const depth = text.includes('with one sentence of')
              ? 'sentence'
              : text.includes('first line to')
                ? 'lines'
                : 'normal';
            return { chunks: [explanations[depth] ?? ''] };
          }
          const from = depths.find((depth) => text.includes((explanations[depth] ?? '').slice(0, 20)));
          return { chunks: [bodies[from ?? 'signature'] ?? ''] };
        },
      });
      cli.engine = engine;
    });

    it('has the functions with known results written again, and calls them', { timeout: slowMs }, async () => {
      const { code, out } = await trip();
      expect(code).toBe(0);
      expect(await items()).toMatchObject([{ name: 'clamped', signature: 'export function clamped(items, limit)' }]);
      const { figures, items: lines } = await report();
      expect(figures.map(({ from, same, parses, notRun }) => [from, same, parses, notRun])).toEqual([
        ['signature', 0, 0, 1],
        ['sentence', 1, 1, 0],
        // It would do more than compute.
        ['normal', 0, 1, 1],
        ['lines', 0, 0, 1],
      ]);
      expect(lines.find(({ from }) => from === 'sentence')?.code).toContain(rightBody);
      expect(out).toContain('written again from');
      for (const { messages } of writing()) expect(JSON.stringify(messages)).not.toContain('secretSum');
      expect(await readdir(path.join(cli.folder, 'made'))).toEqual(['clamped.js', 'package.json']);
      expect(await readFile(path.join(cli.folder, 'made/clamped.js'), 'utf8')).toBe(documented);
    });

    it('goes on where it was stopped', { timeout: slowMs }, async () => {
      await trip('--depths', 'sentence');
      expect(writing()).toHaveLength(2);
      await trip('--depths', 'sentence,lines');
      expect(writing()).toHaveLength(3);
      const first = await written('report.json');
      await trip('--depths', 'sentence,lines');
      expect(engine.chats.filter(({ lane }) => lane === 'explain')).toHaveLength(5);
      expect(await written('report.json')).toBe(first);
    });

    it('asks nothing about an explanation without a word', { timeout: slowMs }, async () => {
      engine = new FakeEngine({ chat: () => ({ chunks: ['```js\nlet secretSum = 0;\n```'] }) });
      cli.engine = engine;
      await trip('--depths', 'normal');
      expect(writing()).toHaveLength(1);
      expect((await report()).figures.map(({ from, notRun }) => [from, notRun])).toEqual([
        ['signature', 1],
        ['normal', 1],
      ]);
    });

    it('refuses folders without functions that can be called', { timeout: slowMs }, async () => {
      await cli.write('made/clamped.js', clamped.replace('export ', ''));
      const { code, err } = await trip();
      expect({ code, opened: cli.wishes.length }).toEqual({ code: 1, opened: 0 });
      expect(err).toContain('hold no functions of 3 to 80 lines whose calls give known results');
    });
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
