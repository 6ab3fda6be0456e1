import { describe, expect, it } from 'vitest';
import type { ImportOrigin } from '../../../src/protocol/context';
import { importOrigins } from '../../../src/core/context/symbols/importOrigins';
import { ParsedWorkspace, SnippetParser } from '../../fakes/parsedWorkspace';

const parser = new SnippetParser();

async function ask(files: Readonly<Record<string, string>>, path: string, ...names: string[]) {
  const workspace = await ParsedWorkspace.of(files, parser);
  const place = await workspace.at(path, `${files[path] ?? ''}█`);
  return importOrigins(names, place);
}

function texts(origins: readonly ImportOrigin[]): string[] {
  return origins.map(({ imported, module, isType }) => `${isType ? 'type ' : ''}${imported} from ${module}`);
}

describe('importOrigins', () => {
  it('writes a module as the file would import it', async () => {
    const files = {
      'src/app/main.ts': "import { a } from './a';\n",
      'src/app/a.ts': 'export const a = 1;\n',
      'src/lib/money.ts': 'export function total(): number { return 1; }\nexport interface Price { n: number }\n',
      'src/lib/ui/index.ts': 'export const Button = 1;\n',
      'src/lib/View.ts': 'export default class View {}\n',
    };
    const { origins } = await ask(files, 'src/app/main.ts', 'total', 'Price', 'Button', 'View', 'nothing');
    expect(texts(origins)).toEqual([
      'total from ../lib/money',
      'type Price from ../lib/money',
      'Button from ../lib/ui',
      'default from ../lib/View',
    ]);
  });

  it('goes by what other files import, packages included, and by the endings of the file', async () => {
    const files = {
      'src/main.ts': "import { a } from './a.js';\n",
      'src/a.ts': "import { z } from 'zod';\nexport const a = z;\n",
      'src/b.ts': "import { total } from './money.js';\nimport { z } from 'zod';\n",
      'src/money.ts': 'export const total = 1;\n',
      'old/money.ts': 'export const total = 2;\n',
    };
    const { origins } = await ask(files, 'src/main.ts', 'total', 'z');
    expect(texts(origins)).toEqual(['total from ./money.js', 'total from ../old/money.js', 'z from zod']);
  });

  it('uses the names that a tsconfig gives', async () => {
    const files = {
      'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
      'src/deep/main.ts': '',
      'src/b.ts': "import { total } from '@/money';\n",
      'src/money.ts': 'export const total = 1;\n',
    };
    expect(texts((await ask(files, 'src/deep/main.ts', 'total')).origins)[0]).toBe('total from @/money');
  });

  it('writes Python modules from the outermost package on, or by dots where the file does', async () => {
    const files = {
      'shop/__init__.py': '',
      'shop/cart.py': 'import os\n',
      'shop/near.py': 'from .tax import rate\n',
      'shop/tax.py': 'rate = 1\n\ndef total(a):\n    return a\n',
      'shop/sub/__init__.py': '',
      'shop/sub/deep.py': 'def deepest():\n    return 1\n',
      'shop/numbers.py': 'import numpy as np\n',
    };
    expect(texts((await ask(files, 'shop/cart.py', 'total')).origins)).toEqual(['total from shop.tax']);
    expect(texts((await ask(files, 'shop/near.py', 'total', 'deepest')).origins)).toEqual([
      'total from .tax',
      'deepest from .sub.deep',
    ]);
    expect(texts((await ask(files, 'shop/cart.py', 'np')).origins)).toEqual(['* from numpy']);
  });

  it('gives neither private names nor those of tests before others', async () => {
    const files = {
      'main.ts': '',
      'a.test.ts': 'export const total = 1;\n',
      'lib/a.ts': 'export const total = 1;\nconst hidden = 2;\n',
    };
    expect(texts((await ask(files, 'main.ts', 'total', 'hidden')).origins)[0]).toBe('total from ./lib/a');
    expect((await ask(files, 'main.ts', 'hidden')).origins).toEqual([]);
  });

  it('tells names of imported modules that may be meant', async () => {
    const files = {
      'main.ts': "import { Cart } from './cart';\n",
      'cart.ts': 'export class Cart {\n  addItem(): void {}\n}\n',
    };
    expect((await ask(files, 'main.ts', 'adItem', 'Crat')).similar).toEqual(['addItem', 'Cart']);
  });

  it('has nothing for languages whose servers write imports themselves', async () => {
    expect(await ask({ 'a.go': 'package a\n', 'b.go': 'package b\nfunc Total() {}\n' }, 'a.go', 'Total')).toEqual({
      origins: [],
      similar: [],
    });
  });
});
