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

  it.each([
    [
      'PHP',
      'app/a.php',
      '<?php\nuse App\\Models\\User;\n█\n',
      'app/Models/User.php',
      '<?php\nnamespace App\\Models;\nclass User {\n  public function name(): string { return ""; }\n}\n',
      'name(): string',
    ],
    [
      'Kotlin',
      'src/app/Main.kt',
      'package shop.app\nimport shop.Store\n\n█\n',
      'src/Store.kt',
      'package shop\nclass Store {\n  fun open(): Int = 1\n}\n',
      'fun open(): Int',
    ],
  ])(
    'finds a class of %s by its own name, also where no folder is called as its package',
    async (_, path, text, other, definition, expected) => {
      const [found] = await collect(ImportsSource, { [path]: text, [other]: definition });
      expect(found?.path).toBe(other);
      expect(found?.text).toContain(expected);
    },
  );

  it('takes no class of the workspace for one of another project', async () => {
    const found = await collect(ImportsSource, {
      'src/Main.kt': 'package shop.app\nimport java.util.UUID\n\n█\n',
      'src/UUID.kt': 'package shop\nclass UUID\n',
    });
    expect(found).toEqual([]);
  });

  it('knows what a script requires into a variable', async () => {
    const found = await collect(ImportsSource, {
      'a.js': "var join = require('./tools').join\nvar { cut, glue: paste } = require('./tools')\n█\n",
      'tools.js': 'exports.join = function (a) {}\nexports.cut = function (b) {}\nexports.glue = function (c) {}\n',
    });
    expect(found.map(({ names }) => names[0]).sort()).toEqual(['cut', 'join', 'paste']);
  });

  it('goes by the names that a module exports', async () => {
    const found = await collect(ImportsSource, {
      'a.ts': "import { api, Icon } from './index'\n█\n",
      'index.ts': "export { impl as api } from './impl'\nexport * from './hidden'\nexport * from './icons'\n",
      'impl.ts': 'const api = 1\nfunction run(id: number): void {}\nexport { run as impl }\n',
      'hidden.ts': 'function Icon(inner: boolean): void {}\nexport const x = Icon\n',
      'icons.ts': 'export function Icon(size: number): void {}\n',
    });
    const textOf = (name: string): string => found.find(({ names }) => names.includes(name))?.text ?? '';
    expect(textOf('api')).toContain('run(id: number)');
    expect(textOf('Icon')).toContain('Icon(size: number)');
  });

  it('shows the members of the table that a module is', async () => {
    const lua = await collect(ImportsSource, {
      'a.lua': "local calc = require('calc')\n█\n",
      'calc.lua': 'local M = {}\nlocal function hidden() end\nfunction M.add(a, b) return a + b end\nreturn M\n',
    });
    expect(lua[0]?.text).toContain('add(a, b)');
    expect(lua[0]?.text).not.toMatch(/hidden|local M/);
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

  it('gives what a module of Rust has, not that it is one', async () => {
    const found = await collect(ImportsSource, {
      'src/lib.rs': 'mod output;\nmod a;\n',
      'src/output.rs': 'pub fn print(text: &str) {}\n',
      'src/a.rs': 'use crate::output;\nfn f() {\n    █\n}\n',
    });
    expect(found.map(({ path, text }) => [path, text])).toEqual([['src/output.rs', 'pub fn print(text: &str)\n']]);
  });

  it('gives the object that a CommonJS file makes for its exports', async () => {
    const found = await collect(ImportsSource, {
      'app.js': 'var app = exports = module.exports = {}\n\napp.init = function init(name) {\n  return name\n}\n',
      'a.js': "var proto = require('./app')\n\n█\n",
    });
    expect(found.map(({ text }) => text)).toEqual(['app.init = function init(name)\n']);
  });
});
