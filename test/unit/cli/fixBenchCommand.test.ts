import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FixItem } from '../../../src/core/bench/fix/fixItem';
import type { FixGroupReport } from '../../../src/core/bench/fix/fixReport';
import { FakeEngine } from '../../fakes/fakeEngine';
import { CliFixture } from './cliFixture';

const source = `/**
 * @param {number[]} items
 * @param {number} limit
 */
export function clamped(items, limit) {
  let sum = 0;
  for (const item of items) {
    sum = sum + item;
  }
  return sum > limit ? limit : sum;
}
`;
/** Programs are started. */
const slowMs = 120_000;

describe('plinth bench fix', () => {
  let cli: CliFixture;
  beforeEach(async () => {
    cli = await CliFixture.create();
    await mkdir(path.join(cli.folder, 'shop'));
    await mkdir(path.join(cli.folder, 'notes'));
    await cli.write('shop/package.json', '{ "type": "module" }\n');
    await cli.write('shop/clamped.js', source);
    await cli.write('notes/a.md', 'Nothing.\n');
  });
  afterEach(() => cli.remove());

  const run = (...args: readonly string[]) => cli.run('bench', 'fix', 'shop', '--out', 'out', ...args);
  const written = (name: string) => readFile(path.join(cli.folder, 'out', name), 'utf8');
  const items = async () =>
    (await written('items.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FixItem);
  const group = async (name: string) =>
    (JSON.parse(await written('report.json')) as { groups: FixGroupReport[] }).groups.find(
      (each) => each.group === name,
    );

  it('writes the same items each time, and nothing into the workspace', { timeout: slowMs }, async () => {
    const { code, out } = await run('--kinds', 'operator', '--items-only');
    expect({ code, opened: cli.wishes.length }).toEqual({ code: 0, opened: 0 });
    expect(out).toMatch(
      /^3 items in 1 files\n {2}operator 2, .*correct 1\n {2}with a diagnostic 0, with a failing check 2, judged by calls 3\n/,
    );
    for (const { kind, shown, hidden, text, problems } of await items()) {
      expect(shown.some(({ fails }) => fails)).toBe(kind === 'operator');
      expect(hidden.some(({ fails }) => fails)).toBe(kind === 'operator');
      expect(text === source).toBe(kind === 'correct');
      expect(problems.map(({ message }) => message).join('')).toMatch(
        kind === 'correct' ? /^$/ : /^AssertionError: clamped\(.*expected/,
      );
    }
    const first = await written('items.jsonl');
    await rm(path.join(cli.folder, 'out', 'tried.jsonl'));
    await run('--kinds', 'operator', '--items-only');
    expect(await written('items.jsonl')).toBe(first);
    expect(await readdir(path.join(cli.folder, 'shop'))).toEqual(['clamped.js', 'package.json']);
    expect(await readFile(path.join(cli.folder, 'shop/clamped.js'), 'utf8')).toBe(source);
  });

  it('judges what the arms answer, and asks nothing twice', { timeout: slowMs }, async () => {
    const wrong = source.replace('sum = 0', 'sum = 100000');
    const engine = new FakeEngine({
      chat: ({ sampling }) => ({ chunks: ['```javascript\n', sampling === undefined ? wrong : source, '```\n'] }),
    });
    cli.engine = engine;
    const args = ['--kinds', 'operator', '--correct', '0', '--arms', 'shot,checked,retry'];
    const { code, out } = await run(...args);
    expect(code).toBe(0);
    expect(out).toContain('faults: checked against shot');
    const faults = await group('faults');
    expect(faults?.arms['shot']?.figures).toMatchObject({
      fixed: { num: 0, den: 2 },
      shown: { num: 2 },
      wrong: { num: 2 },
    });
    expect(faults?.arms['checked']?.figures).toMatchObject({
      fixed: { num: 2, den: 2 },
      harmful: { num: 0 },
      exact: { num: 2 },
    });
    expect(faults?.arms['retry']?.figures['fixed']).toMatchObject({ num: 2 });
    // The wrong one and the first that is drawn, for each item.
    expect(engine.chats).toHaveLength(4);
    const report = await written('report.json');
    await run(...args);
    expect(engine.chats).toHaveLength(4);
    expect(await written('report.json')).toBe(report);
  });

  it('asks about names without the model', { timeout: slowMs }, async () => {
    const engine = new FakeEngine();
    cli.engine = engine;
    cli.workspace.imports = { origins: [], similar: [] };
    await run('--kinds', 'didYouMean', '--correct', '0', '--arms', 'offered');
    const names = await group('faults of names and imports');
    const figures = names?.arms['offered']?.figures;
    expect(figures?.['fixed']?.num).toBe(2);
    expect(figures?.['byIndex']?.num).toBe(2);
    expect(engine.chats).toEqual([]);
  });

  it('takes errors of a checker for items, too', { timeout: slowMs }, async () => {
    cli.checker = {
      check: ({ before, candidates }) => {
        const problems = (text: string) => {
          const start = text.indexOf("'0'");
          const problem = { start, end: start + 3, message: 'Not a number.', code: '2322', severity: 'error' } as const;
          return start === -1 ? [] : [problem];
        };
        return Promise.resolve({
          checker: 'TypeScript 5.9.3',
          level: 'types',
          before: problems(before),
          after: candidates.map(problems),
        });
      },
    };
    await run('--kinds', 'typeError', '--correct', '0', '--items-only');
    const [item] = (await items()).filter(({ proof }) => proof === 'diagnostic');
    expect(item).toMatchObject({
      kind: 'typeError',
      name: 'clamped',
      shown: [],
      problems: [{ message: 'Not a number.', source: 'TypeScript' }],
    });
    expect(item?.text.slice(item.offset, item.offset + 3)).toBe("'0'");
  });

  it.each([
    [['shop'], 2, "required option '--out <folder>' not specified"],
    [['shop', '--out', 'out', '--arms', 'shot,twice'], 2, 'There is no arm "twice"'],
    [['shop', '--out', 'out', '--kinds', 'typo'], 2, 'There is no kind "typo"'],
    [['nowhere', '--out', 'out'], 1, 'is not a folder'],
    [['notes', '--out', 'out'], 1, 'hold no code'],
  ])('refuses %j', async (args, exitCode, words) => {
    const { code, out, err } = await cli.run('bench', 'fix', ...args);
    expect({ code, out }).toEqual({ code: exitCode, out: '' });
    expect(err).toContain(words);
  });
});
