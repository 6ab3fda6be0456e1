import { describe, expect, it } from 'vitest';
import { CodeTexts } from '../../../../src/core/context/code/codeTexts';
import { UsagesSource } from '../../../../src/core/context/sources/usages';
import { isTestPath } from '../../../../src/core/context/paths';
import type { ContextSnippet } from '../../../../src/protocol/context';
import { ParsedWorkspace, SnippetParser } from '../../../fakes/parsedWorkspace';

const parser = new SnippetParser();

async function usages(drawn: Readonly<Record<string, string>>): Promise<readonly ContextSnippet[]> {
  const [path = '', text = ''] = Object.entries(drawn).find(([, each]) => each.includes('█')) ?? [];
  const workspace = await ParsedWorkspace.of(drawn, parser);
  return new UsagesSource(new CodeTexts()).collect(await workspace.at(path, text));
}

const rows = 'export function openRow(id: number) { return id }\nexport class Table {}\nexport const limit = 3\n';

describe('usages', () => {
  it('shows how other files use an imported name, never the cursor’s own file and never their imports', async () => {
    const found = await usages({
      'src/rows.ts': rows,
      'src/a.ts': "import { openRow } from './rows'\n\n█\n",
      'src/b.ts':
        "import { openRow } from './rows'\n\nexport function load(id: number) {\n  const row = openRow(id)\n  return row + 1\n}\n",
    });
    expect(found.map(({ path, text }) => [path, text])).toEqual([
      ['src/b.ts', 'const row = openRow(id)\nreturn row + 1\n'],
    ]);
    expect(found[0]).toMatchObject({ source: 'usages', line: 3, names: ['openRow'], nearness: 1 });
  });

  it('puts names that this file does not use yet before the others', async () => {
    const found = await usages({
      'src/rows.ts': rows,
      'src/a.ts': "import { openRow, Table } from './rows'\nconst t = new Table()\n█\n",
      'src/b.ts': "import { openRow, Table } from './rows'\nconst made = new Table()\nexport const b = openRow(4)\n",
    });
    expect(found[0]?.names).toContain('openRow');
    expect(found[0]?.relevance).toBeGreaterThan(found.find(({ names }) => !names.includes('openRow'))?.relevance ?? 0);
  });

  it('tells apart names that come from different modules, and follows what hands them on, in circles too', async () => {
    const found = await usages({
      'src/rows.ts': rows,
      'src/index.ts': "export * from './circle'\nexport * from './rows'\n",
      'src/circle.ts': "export * from './index'\n",
      'src/other.ts': 'export function openRow() {}\n',
      'src/a.ts': "import { openRow } from './rows'\n█\n",
      'src/b.ts': "import { openRow } from './index'\nexport const b = [openRow(1)]\n",
      'src/c.ts': "import { openRow } from './other'\nexport const c = [openRow()]\n",
    });
    expect(found.map(({ path }) => path)).toEqual(['src/b.ts']);
  });

  it('takes modules from outside for the same when they are written alike', async () => {
    const found = await usages({
      'a.ts': "import { z } from 'zod'\n█\n",
      'b.ts': "import { z } from 'zod'\nexport const b = z.string().min(1)\n",
      'c.ts': "import { z } from 'other'\nexport const c = z.all()\n",
    });
    expect(found.map(({ path }) => path)).toEqual(['b.ts']);
  });

  it('prefers near files and puts tests behind others', async () => {
    const use = (id: number): string =>
      `import { openRow } from '@/rows'\nexport const row${id} = [openRow(${id}), before(${id})]\n`;
    const found = await usages({
      'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
      'src/rows.ts': rows,
      'src/deep/a.ts': "import { openRow } from '../rows'\n█\n",
      'src/deep/b.test.ts': use(1),
      'src/deep/c.ts': use(2).replace('before(2)', 'x.y, 1'),
      'lib/far/d.ts': use(3).replace('before(3)', 'z'),
    });
    expect(found.map(({ path }) => path)).toEqual(['src/deep/c.ts', 'lib/far/d.ts', 'src/deep/b.test.ts']);
    expect(found.map(({ path }) => isTestPath(path))).toEqual([false, false, true]);
  });

  it('shows each shape once', async () => {
    const found = await usages({
      'rows.ts': rows,
      'a.ts': "import { openRow } from './rows'\n█\n",
      'b.ts': "import { openRow } from './rows'\nexport const one = openRow(1)\n\nexport const two = openRow(22)\n",
    });
    expect(found).toHaveLength(1);
  });

  it('prefers uses like the one that is being typed', async () => {
    const found = await usages({
      'rows.ts': rows,
      'a.ts': "import { limit, Table } from './rows'\nconst t = new Ta█\n",
      'b.ts':
        "import { limit, Table } from './rows'\nif (limit > 3) stop(limit)\n\nexport let t: Table\n\nexport const made = new Table()\n",
    });
    expect(found[0]?.text).toContain('new Table()');
  });

  it('works in half-written files, with CRLF, names beyond ASCII and signs that mean something in patterns', async () => {
    const found = await usages({
      'a.ts': "import { größe, $el } from './b'\r\nfunction f( {\r\n  if (█\r\n",
      'b.ts': 'export const größe = 1\r\nexport const $el = 2\r\n',
      'c.ts':
        "import { größe, $el } from './b'\r\nexport const x = [größe, größen]\r\n\r\nexport const y = paint($el, 1)\r\n",
    });
    expect(found.map(({ text }) => text).sort()).toEqual([
      'export const x = [größe, größen]\n',
      'export const y = paint($el, 1)\n',
    ]);
  });

  it('gives nothing from files that may not be read, and stops when it is late', async () => {
    const drawn = {
      'a.ts': "import { openRow } from './rows'\n█\n",
      'rows.ts': rows,
      'b.ts': "import { openRow } from './rows'\nexport const b = [openRow(1)]\n",
    };
    const workspace = await ParsedWorkspace.of(drawn, parser);
    const place = await workspace.at('a.ts', drawn['a.ts']);
    const source = new UsagesSource(new CodeTexts());
    expect(source.collect({ ...place, files: { read: () => undefined } })).toEqual([]);
    expect(source.collect({ ...place, isLate: () => true })).toEqual([]);
    expect(source.collect(place)).toHaveLength(1);
  });

  it('knows the imports of Python', async () => {
    const found = await usages({
      'shop/__init__.py': '',
      'shop/rows.py': 'def open_row(row_id):\n    return row_id\n',
      'shop/a.py': 'from .rows import open_row\n\n\ndef main():\n    █\n',
      'shop/b.py': 'from shop.rows import open_row\n\n\ndef load(x):\n    row = open_row(x)\n    return row.name\n',
    });
    expect(found.map(({ text }) => text)).toEqual(['row = open_row(x)\nreturn row.name\n']);
  });
});
