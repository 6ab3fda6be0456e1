import { describe, expect, it } from 'vitest';
import { UnusedImportsSource } from '../../../../src/core/context/sources/unusedImports';
import { collect } from './collect';

async function unused(path: string, ...lines: readonly string[]): Promise<string[]> {
  const found = await collect(UnusedImportsSource, { [path]: `${lines.join('\n')}\n` });
  return found.map(({ text }) => text.trim());
}

describe('unused', () => {
  it('names what is imported and stands nowhere else, nearest to the words around the cursor first', async () => {
    expect(
      await unused(
        'a.ts',
        "import { ConfigError, KeyError, used } from './errors'",
        "import * as paths from './paths'",
        'used()',
        '// no key was found',
        'throw new █',
      ),
    ).toEqual(['KeyError', 'ConfigError', 'paths']);
  });

  it('counts what is being typed as not yet used, and a word in a comment or a list of exports as used', async () => {
    expect(
      await unused('a.py', 'from b import load, store, keep', '', "__all__ = ['keep']", '# store it', 'load█'),
    ).toEqual(['load']);
  });

  it('says nothing of a file that only hands on, and of what is not imported to be used', async () => {
    const many = Array.from({ length: 9 }, (_, index) => `from m${index} import name${index}`);
    expect(await unused('a.py', ...many, '', '█')).toEqual([]);
    expect(await unused('a.py', 'from __future__ import annotations', 'from b import *', '', '█')).toEqual([]);
  });

  it('says nothing inside of a string or a comment', async () => {
    expect(await unused('a.py', 'from b import load', 'x = "lo█"')).toEqual([]);
    expect(await unused('a.py', 'from b import load', '# lo█')).toEqual([]);
  });

  it('says nothing among the imports, and right below them where the next would be written', async () => {
    expect(await unused('a.ts', "import { load } from './a'", "import { st█ } from './b'")).toEqual([]);
    expect(await unused('a.ts', '█', "import { load } from './a'")).toEqual([]);
    expect(await unused('a.ts', "import { load } from './a'", '█')).toEqual([]);
    expect(await unused('a.ts', "import { load } from './a'", '', '█')).toEqual(['load']);
    expect(await unused('a.ts', "import { load } from './a'", 'import { st█')).toEqual([]);
    expect(await unused('a.py', 'from b import load', 'from c█')).toEqual([]);
    expect(await unused('a.ts', "import { load } from './a'", 'imp█')).toEqual([]);
    expect(await unused('a.ts', "import { load } from './a'", 'export const a = █')).toEqual(['load']);
    expect(await unused('a.py', 'from b import load', 'x = █')).toEqual(['load']);
    expect(await unused('a.py', 'def f():', '    from b import load', '    █')).toEqual(['load']);
  });

  it('passes over what is imported for what importing does, and names that nobody writes', async () => {
    expect(await unused('a.py', 'import models  # noqa: F401', '', '█')).toEqual([]);
    expect(await unused('pkg/__init__.py', 'from b import load', '', '█')).toEqual([]);
    expect(await unused('a.tsx', "import React, { useMemo } from 'react'", '', '█')).toEqual(['useMemo']);
    expect(await unused('a.tsx', "import { Cart } from './b'", '', 'const a = <p>', '  te█', '</p>')).toEqual([]);
    const rust = {
      'src/a.rs': 'use crate::b::{Cart, Store};\n\nfn f() {\n    █\n}\n',
      'src/b.rs': 'pub struct Cart;\npub trait Store {}\n',
    };
    expect((await collect(UnusedImportsSource, rust)).map(({ text }) => text)).toEqual(['Cart\n']);
  });

  it('gives three names at most', async () => {
    expect(await unused('a.ts', "import { one, two, three, four } from './b'", '', '█')).toHaveLength(3);
  });

  it('passes over what Kotlin calls by an operator', async () => {
    expect(await unused('a.kt', 'import a.plus', 'import a.total', '', 'fun f() {', '  █', '}')).toEqual(['total']);
    expect(await unused('a.ts', "import { plus } from './a'", '', '█')).toEqual(['plus']);
  });
});
