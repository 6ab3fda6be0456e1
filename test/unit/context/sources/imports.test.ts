import { describe, expect, it } from 'vitest';
import { ImportsSource } from '../../../../src/core/context/sources/imports';
import { collect } from './collect';

describe('imports', () => {
  it('gives signature and doc of each imported name, unused ones first, from where they are defined', async () => {
    const found = await collect(ImportsSource, {
      'a.ts': "import { total, used } from './index'\nused()\n\n█\n",
      'index.ts': "export { sum as total } from './sum'\nexport * from './used'\n",
      'sum.ts': '/** Adds up. */\nexport function sum(rows: Row[]): number {\n  return 0\n}\n',
      'used.ts': 'export function used(): void {}\n',
    });
    expect(found.map(({ path, text, names }) => [path, text, names])).toEqual([
      ['sum.ts', '// Adds up.\nexport function sum(rows: Row[]): number\n', ['total']],
      ['used.ts', 'export function used(): void\n', ['used']],
    ]);
    expect(found[0]?.relevance).toBeGreaterThan(found[1]?.relevance ?? 1);
  });

  it('shows classes with the signatures of their public members', async () => {
    const [found] = await collect(ImportsSource, {
      'a.ts': "import { Store } from './store'\n█\n",
      'store.ts':
        'export class Store {\n  private rows = 1\n  constructor(readonly name: string) {}\n  open(id: number): Row { return x }\n  #secret(): void {}\n}\n',
    });
    expect(found?.text).toContain('export class Store {\n  constructor(readonly name: string)\n');
    expect(found?.text).toContain('  open(id: number): Row\n');
    expect(found?.text).not.toMatch(/secret|rows/);
  });

  it('finds default exports and what a module hands out that is imported whole', async () => {
    const found = await collect(ImportsSource, {
      'a.ts': "import makeRow from './row'\nimport * as tools from './tools'\n█\n",
      'row.ts': 'export default function row(id: number): string {\n  return ""\n}\n',
      'tools.ts':
        'export const cut = (text: string): string => text\nexport function join(): void {}\nfunction hidden() {}\n',
    });
    expect(found.find(({ names }) => names.includes('makeRow'))?.text).toContain('function row(id: number): string');
    const tools = found.find(({ names }) => names.includes('tools'))?.text ?? '';
    expect(tools).toContain('function join(): void');
    expect(tools).not.toContain('hidden');
  });

  it('ends in circles of re-exports, and gives nothing for what is outside or missing', async () => {
    const found = await collect(ImportsSource, {
      'a.ts': "import { gone } from './one'\nimport { z } from 'zod'\nimport { a } from './a'\n█\n",
      'one.ts': "export * from './two'\nexport { gone } from './two'\n",
      'two.ts': "export * from './one'\nexport { gone } from './one'\n",
    });
    expect(found).toEqual([]);
  });

  it('follows Python packages, through what `__init__` imports and to modules', async () => {
    const found = await collect(ImportsSource, {
      'shop/__init__.py': 'from .orders import Order\n',
      'shop/orders.py':
        'class Order:\n    """One order."""\n\n    def pay(self, amount: int) -> bool:\n        return True\n\n    def _hide(self):\n        pass\n',
      'a.py': 'from shop import Order\n\n\ndef main():\n    █\n',
    });
    expect(found.map(({ path, text }) => [path, text])).toEqual([
      ['shop/orders.py', '# One order.\nclass Order:\n    def pay(self, amount: int) -> bool: ...\n'],
    ]);
  });

  it('gives what a module inside a Python package hands out, even a function of its own name', async () => {
    const found = await collect(ImportsSource, {
      'shop/util/__init__.py': '',
      'shop/util/money.py':
        'def money(cents: int) -> str:\n    return ""\n\n\ndef cut(text: str) -> str:\n    return text\n',
      'shop/a.py': 'from .util import money\n\n█\n',
    });
    expect(found.map(({ path, text }) => [path, text])).toEqual([
      ['shop/util/money.py', 'def money(cents: int) -> str: ...\ndef cut(text: str) -> str: ...\n'],
    ]);
  });
});
