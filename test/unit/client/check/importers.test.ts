import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findImporters } from '../../../../src/client/check/python/importers';

let root = '';
beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'plinth-importers-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

async function importersOf(name: string, unsaved: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const found = await findImporters(path.join(root, name), root, unsaved, new AbortController().signal);
  return found.map((each) => path.relative(root, each.path).split(path.sep).join('/'));
}

describe('findImporters', () => {
  it.each([
    ['from pkg.mod import f'],
    ['import pkg.mod as m'],
    ['from pkg import mod'],
    ['from pkg import (\n    other,\n    mod as m,  # why\n)'],
    ['def late():\n    import os, pkg.mod'],
    ['from app.pkg.mod import f'],
  ])('knows %j', async (text) => {
    write({ 'app/pkg/mod.py': 'def f(): ...\n', 'app/main.py': `${text}\n` });
    expect(await importersOf('app/pkg/mod.py')).toEqual(['app/main.py']);
  });

  it('follows relative imports from where they stand', async () => {
    write({
      'pkg/mod.py': '',
      'pkg/near.py': 'from .mod import f\n',
      'pkg/also.py': 'from . import mod\n',
      'pkg/sub/deep.py': 'from ..mod import f\n',
      'pkg/sub/wrong.py': 'from .mod import f\n',
      'mod.py': 'from ..mod import f\n',
    });
    expect(await importersOf('pkg/mod.py')).toEqual(['pkg/also.py', 'pkg/near.py', 'pkg/sub/deep.py']);
  });

  it('knows a package by its folder, and takes texts that are open for those on disk', async () => {
    write({ 'pkg/__init__.py': '', 'a.py': 'import pkg\n', 'b.py': 'pkg = 1\n', 'c.py': 'import pkg\n' });
    const unsaved = { [path.join(root, 'b.py')]: 'from pkg import f\n', [path.join(root, 'c.py')]: '# pkg\n' };
    expect(await importersOf('pkg/__init__.py', unsaved)).toEqual(['a.py', 'b.py']);
  });

  it('looks nearby first and stops in time; never in environments, hidden folders and links', async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`far/m${at}.py`, 'import pkg.mod\n']));
    write({
      'pkg/mod.py': '',
      'pkg/near.py': 'from pkg.mod import f\n',
      'env1/pyvenv.cfg': '',
      'env1/x.py': 'import pkg.mod\n',
      '.hidden/x.py': 'import pkg.mod\n',
      ...many,
    });
    symlinkSync(path.join(root, 'pkg'), path.join(root, 'again'), 'junction');
    const found = await importersOf('pkg/mod.py');
    expect(found[0]).toBe('pkg/near.py');
    expect(found).toHaveLength(12);
    expect(found.slice(1).every((name) => name.startsWith('far/'))).toBe(true);
  });
});
