import { describe, expect, it } from 'vitest';
import { fileFaults, type FileFaults } from '../../../../src/core/bench/fix/fileFaults';
import { type FaultKind, faultKinds } from '../../../../src/core/bench/fix/fixItem';
import { isFindable } from '../../../../src/core/bench/fix/importFaults';
import { moduleStems } from '../../../../src/core/bench/moduleInside';
import { SnippetParser } from '../../../fakes/parsedWorkspace';

const parser = new SnippetParser();
const script = `import { readRate, base as start } from './rates';
import { round } from 'left-pad';
import type { Item } from './item';

const limit = 3;

export async function total(items: Item[], factor: number): Promise<number> {
  let sum = start;
  for (let index = 0; index < items.length; index++) {
    sum = sum + items[index].price * factor;
  }
  const rate = await readRate(sum, factor);
  return round(sum, rate);
}

function hidden() { return limit; }
`;
const python = `from .rates import read_rate, base
import json
import numpy

def total(items: list[int], factor=2) -> int:
    """Adds them."""
    amount = base
    for item in items:
        amount = amount + item
    if amount > 10 and factor == 2:
        return read_rate(amount, factor)
    return json.loads(amount)
`;

async function faultsIn(path: string, text: string, salt = '1'): Promise<FileFaults> {
  const document = await parser.parse(path, text);
  if (document === undefined) throw new Error('no grammar');
  return fileFaults(document, { salt, kinds: faultKinds });
}

async function changesOf(path: string, text: string, kind: FaultKind): Promise<string[]> {
  const { faults } = await faultsIn(path, text);
  const chosen = faults.filter(({ fault }) => fault.kind === kind);
  return chosen.map(({ fault }) => `${text.slice(fault.start, fault.end)} => ${fault.text}`).sort();
}

describe('faults of a file', () => {
  it.each<[FaultKind, string[]]>([
    ['operator', ['* => /', '+ => -', '< => >']],
    ['missingAwait', ['await  => ']],
    ['missingReturn', ['return  => ']],
    ['swappedArguments', ['sum, factor => factor, sum', 'sum, rate => rate, sum']],
  ])('%s in TypeScript', async (kind, changes) => {
    expect(await changesOf('a.ts', script, kind)).toEqual(changes);
  });

  it.each<[FaultKind, string[]]>([
    ['operator', ['+ => -', '== => !=', '> => <', 'and => or']],
    ['missingReturn', ['return  => ', 'return  => ']],
    ['missingImport', [', base => ', 'import json\n => ', 'read_rate,  => ']],
  ])('%s in Python', async (kind, changes) => {
    expect(await changesOf('a.py', python, kind)).toEqual(changes);
  });

  it('take edges and numbers off by one, and make texts of numbers', async () => {
    expect(await changesOf('a.ts', script, 'offByOne')).toEqual(['0 => 1', '< => <=']);
    const typed = await changesOf('a.ts', script, 'typeError');
    expect(typed).toEqual([', factor => ', ', rate => ', "0 => '0'", 'length => length()']);
  });

  it('leave out an import, and name the function that uses it and the module', async () => {
    const { faults } = await faultsIn('a.ts', script);
    const lost = faults.filter(({ fault }) => fault.kind === 'missingImport');
    expect(
      lost.map(({ fault, function: user, module }) => `${fault.lostName} of ${module} in ${user.name}`).sort(),
    ).toEqual(['Item of ./item in total', 'readRate of ./rates in total', 'round of left-pad in total']);
  });

  it('leave out only what can be found again', () => {
    const stems = moduleStems(['shop/rates.py', 'shop/__init__.py']);
    const modules = ['.rates', 'shop.rates', 'json', 'node:path', 'numpy', 'left-pad'];
    expect(modules.filter((module) => isFindable(module, stems))).toEqual([
      '.rates',
      'shop.rates',
      'json',
      'node:path',
    ]);
  });

  it('put names in places of others that are bound above', async () => {
    for (const change of await changesOf('a.ts', script, 'wrongName')) {
      const [from, to] = change.split(' => ');
      expect(['items', 'factor', 'sum', 'index', 'rate']).toContain(from);
      expect(['items', 'factor', 'sum', 'index', 'rate']).toContain(to);
      expect(from).not.toBe(to);
    }
  });

  it('misspell names so that they stand for nothing', async () => {
    const { faults } = await faultsIn('a.ts', script);
    const slips = faults.filter(({ fault }) => fault.kind === 'didYouMean');
    expect(slips.length).toBeGreaterThan(3);
    for (const { fault } of slips) {
      expect(fault.text).toBe(fault.lostName);
      expect(script).not.toMatch(new RegExp(`\\b${fault.text}\\b`));
    }
  });

  it('are the same each time, and in another order with another salt', async () => {
    const first = await faultsIn('a.ts', script);
    expect(await faultsIn('a.ts', script)).toEqual(first);
    const other = await faultsIn('a.ts', script, '2');
    expect(other.faults.map(({ fault }) => fault.start)).not.toEqual(first.faults.map(({ fault }) => fault.start));
  });

  it('are none in a text that does not parse', async () => {
    expect(await faultsIn('a.ts', `${script}\nconst = {`)).toEqual({ functions: [], faults: [] });
  });

  it('come with calls only for functions that other files can call', async () => {
    const { functions } = await faultsIn(
      'a.py',
      `${python}\n\nclass A:\n    def run(self, a):\n        b = a\n        return b\n`,
    );
    expect(functions.map(({ name, calls }) => [name, calls.length > 0])).toEqual([
      ['total', true],
      ['run', false],
    ]);
    expect(functions[0]?.calls[0]).toMatch(/^total\(\[[-\d., ]*\], .+\)$/);
  });

  it('come with calls after the types that a comment says', async () => {
    const said = [
      '/**',
      ' * @param {Object} options',
      " * @param {'up' | 'down'} options.way",
      ' * @param {boolean} options.isFast',
      ' */',
      'export function go({ way, isFast }) {',
      '  if (isFast) return way;',
      "  return '';",
      '}',
    ].join('\n');
    const { functions } = await faultsIn('a.js', said);
    const calls = functions[0]?.calls ?? [];
    expect(calls.length).toBe(4);
    for (const call of calls) expect(call).toMatch(/^go\(\{"way": '(?:up|down)', "isFast": (?:true|false)\}\)$/);
  });
});
