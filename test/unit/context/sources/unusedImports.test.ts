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
      await unused('a.py', 'from b import load, store, keep', "__all__ = ['keep']", '# store it', 'load█'),
    ).toEqual(['load']);
  });

  it('says nothing of a file that only hands on, and of what is not imported to be used', async () => {
    const many = Array.from({ length: 9 }, (_, index) => `from m${index} import name${index}`);
    expect(await unused('a.py', ...many, '█')).toEqual([]);
    expect(await unused('a.py', 'from __future__ import annotations', 'from b import *', '█')).toEqual([]);
  });

  it('says nothing inside of a string or a comment', async () => {
    expect(await unused('a.py', 'from b import load', 'x = "lo█"')).toEqual([]);
    expect(await unused('a.py', 'from b import load', '# lo█')).toEqual([]);
  });

  it('gives three names at most', async () => {
    expect(await unused('a.ts', "import { one, two, three, four } from './b'", '█')).toHaveLength(3);
  });
});
