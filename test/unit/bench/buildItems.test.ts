import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import type { BenchItem } from '../../../src/core/bench/benchItem';
import { codeKinds, cursorKinds } from '../../../src/core/bench/benchItem';
import { buildItems, type ItemWish, type ScannedFile } from '../../../src/core/bench/buildItems';
import { isModuleInside, moduleStems } from '../../../src/core/bench/moduleInside';
import { scanFile } from '../../../src/core/bench/scanFile';
import { Trees } from '../../../src/core/syntax/trees';
import { createGrammars } from '../../cases/syntax/grammarFiles';

const grammars = createGrammars();
const all: ItemWish = { salt: 's', kinds: codeKinds, tags: [], perFile: 0 };

async function itemsOf(files: Readonly<Record<string, string>>, wish: Partial<ItemWish> = {}): Promise<BenchItem[]> {
  const trees = new Trees({ grammars, clock: systemClock, budgetMs: 10_000 });
  const scanned: ScannedFile[] = [];
  for (const [path, text] of Object.entries(files)) {
    const language = path.endsWith('.py') ? 'python' : 'typescript';
    trees.open({ uri: path, languageId: language, version: 1, text });
    const scan = await trees.read(path, 1, (document) => scanFile(document, { ...all, ...wish }));
    if (scan !== undefined) scanned.push({ path, language, text, ...scan });
  }
  trees.dispose();
  return buildItems([{ name: '', files: scanned }], { ...all, ...wish });
}

const shop = {
  'src/prices.ts': `export interface Rate { readonly name: string }
export function total(items: readonly number[], rate: Rate): number {
  return items.length;
}
export const standardRate: Rate = { name: 'standard' };
`,
  'src/cart.ts': `import { total, standardRate, type Rate } from './prices';
import { join } from 'node:path';

// total in words does not count as code, yet it stands here
export class Cart {
  readonly #items: number[] = [];
  rate: Rate | undefined;

  sum(): number {
    return total(this.#items, standardRate);
  }

  file(name: string): string {
    return join(name, 'cart.json');
  }
}
`,
};

describe('buildItems', () => {
  it('takes the truth out of the text and nothing else', async () => {
    const items = await itemsOf(shop);
    expect(items.length).toBeGreaterThan(10);
    for (const { file, text, truth, offset } of items) {
      const restored = text.slice(0, offset) + truth + text.slice(offset);
      expect(restored).toBe(shop[file as keyof typeof shop]);
      expect(truth).toBe(truth.trim());
    }
  });

  it('finds arguments and bodies', async () => {
    const items = await itemsOf(shop);
    const truths = (kind: string) =>
      items
        .filter((item) => item.kind === kind)
        .map(({ truth }) => truth)
        .sort();
    expect(truths('call')).toEqual(["name, 'cart.json'", 'this.#items, standardRate']);
    expect(truths('body')).toEqual([
      'return items.length;',
      "return join(name, 'cart.json');",
      'return total(this.#items, standardRate);',
    ]);
    const call = items.find(({ truth }) => truth === 'this.#items, standardRate');
    expect(call?.text.slice(call.offset - 6, call.offset + 2)).toBe('total();');
  });

  it('tells which names another file has to give, and which of them this file shows nowhere', async () => {
    const items = await itemsOf(shop);
    const call = items.find(({ truth }) => truth === 'this.#items, standardRate');
    expect(call).toMatchObject({ needed: ['standardRate'], unseen: ['standardRate'], tags: ['xfile', 'xunseen'] });
    const body = items.find(({ truth }) => truth.startsWith('return total'));
    // `total` stands in a comment, so the file shows it.
    expect(body).toMatchObject({ needed: ['total', 'standardRate'], unseen: ['standardRate'] });
    const foreign = items.find(({ truth }) => truth === "name, 'cart.json'");
    expect(foreign).toMatchObject({ needed: [], unseen: [], tags: [] });
  });

  it('does not take what a package brings in for a name of the workspace', async () => {
    const files = { ...shop, 'src/paths.ts': 'export function join(...parts: string[]): string { return ""; }\n' };
    const items = await itemsOf(files);
    const body = items.find(({ kind, truth }) => kind === 'body' && truth.startsWith('return join'));
    expect(body?.needed).toEqual([]);
  });

  it('follows a module to its names, and knows a keyword argument from a name', async () => {
    const items = await itemsOf(
      {
        'shop/stock.py': 'LIMIT = 3\n\n\ndef reserve(item, limit):\n    return item\n',
        'shop/orders.py': `from . import stock
from shop import stock as store


def place(item):
    kept = stock.reserve(item, limit=store.LIMIT)
    return kept
`,
      },
      { kinds: ['call'] },
    );
    expect(items.map(({ truth, needed }) => ({ truth, needed }))).toEqual([
      { truth: 'item, limit=store.LIMIT', needed: ['LIMIT'] },
    ]);
  });

  it('leaves out imports, comments, strings over lines, docstrings, and what does not parse', async () => {
    const items = await itemsOf({
      'a.py': `import json.decoder as decoder
# a comment with words
TEXT = """first words
second words
"""


def said(value):
    """Says it."""
    return value


def broken(value:
    return value + value

`,
    });
    const hidden = items.map(({ truth }) => truth).join('\n');
    expect(hidden).not.toMatch(/import|comment|words|Says/);
    expect(hidden).not.toContain('value + value');
    expect(items.length).toBeGreaterThan(0);
  });

  it('tags an answer whose first line stands elsewhere in the file', async () => {
    const items = await itemsOf(
      { 'a.ts': 'const first = load("a");\nconst other = load("a");\n' },
      { kinds: ['call'] },
    );
    expect(items).toHaveLength(2);
    for (const item of items) expect(item).toMatchObject({ truth: '"a"', tags: ['copy'] });
  });

  it('gives the same bytes for the same files, and another choice for another salt', async () => {
    const [one, again, other] = [await itemsOf(shop), await itemsOf(shop), await itemsOf(shop, { salt: 'other' })];
    expect(JSON.stringify(again)).toBe(JSON.stringify(one));
    expect(other.map(({ id }) => id)).not.toEqual(one.map(({ id }) => id));
    expect(new Set(one.map(({ id }) => id)).size).toBe(one.length);
  });

  it('takes at most so many of a kind from a file, by kinds and tags', async () => {
    const items = await itemsOf(shop, { perFile: 1 });
    const counts = new Map<string, number>();
    for (const { file, kind } of items) counts.set(`${file} ${kind}`, (counts.get(`${file} ${kind}`) ?? 0) + 1);
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
    expect(counts.size).toBe(5);
    const tagged = await itemsOf(shop, { tags: ['xunseen'] });
    expect(tagged.length).toBeGreaterThan(1);
    expect(tagged.every(({ tags }) => tags.includes('xunseen'))).toBe(true);
  });

  it('puts the cursor into, before and behind words, and where the code of a line begins', async () => {
    const items = await itemsOf({ 'a.ts': '  const first = load(second);\n' }, { kinds: cursorKinds });
    const at = (kind: string): string[] =>
      items.filter((item) => item.kind === kind).map(({ text, offset, truth }) => `${text.slice(0, offset)}|${truth}`);
    expect(at('insideWord')).toHaveLength(1);
    expect(at('insideWord')[0]).toMatch(/^ {2}const (?:fi\|rst|first = (?:lo\|ad|load\(sec\|ond))|^ {2}co\|nst/);
    expect(at('beforeWord')[0]).toMatch(/[ (]\|(?:first|load|second)/);
    expect(at('afterWord')[0]).toMatch(/(?:const|first|load|second)\|[ ()]/);
    expect(at('lineStart')).toEqual(['  |const first = load(second);']);
  });

  it('keeps CRLF line breaks out of the truth of a line', async () => {
    const items = await itemsOf({ 'a.ts': 'const first = 1;\r\nconst second = first + 1;\r\n' }, { kinds: ['line'] });
    expect(items.map(({ truth }) => truth).every((truth) => !truth.includes('\r'))).toBe(true);
    expect(items).toHaveLength(2);
  });
});

describe('isModuleInside', () => {
  const stems = moduleStems([
    'src/shop/orders.ts',
    'mcp/types.py',
    'mcp/server/__init__.py',
    'java/com/acme/Shop.java',
  ]);
  it.each([
    ['./orders', true],
    ['..', true],
    ['crate::shop', true],
    ['mcp.types', true],
    ['mcp.server', true],
    ['@/shop/orders', true],
    ['shop/orders.js', true],
    ['com.acme.Shop', true],
    ['example.org/me/shop', false],
    ['example.org/me/com/acme', true],
    ['node:fs', false],
    ['types', false],
    ['react', false],
    ['os.path', false],
  ])('%s: %s', (module, inside) => {
    expect(isModuleInside(module, stems)).toBe(inside);
  });
});
