import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IgnoreFiles } from '../../../src/node/ignoreFiles';
import { type WalkOptions, walkRoot } from '../../../src/node/walkRoot';

let root = '';
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-walk-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(root, { recursive: true, force: true });
});

function write(...names: string[]): void {
  for (const name of names) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), '');
  }
}

function walk(options: Partial<WalkOptions> = {}): { found: string[]; skipped: string[]; pauses: number } {
  const skipped: string[] = [];
  const steps = walkRoot({
    root,
    ignoreFiles: new IgnoreFiles(root),
    exclude: [],
    extensions: new Set(['ts', 'py']),
    onSkip: (reason, relative) => skipped.push(`${reason} ${relative}`),
    ...options,
  });
  const all = [...steps];
  const found = all.filter((each) => each !== undefined);
  return { found, skipped, pauses: all.length - found.length };
}

describe('walkRoot', () => {
  it('finds the files of known languages, near the top and in source folders first', () => {
    write('docs/a.ts', 'deep/er/b.ts', 'src/c.ts', 'd.TS', 'e.txt', 'src/main/f.py', 'tools/g.ts');
    expect(walk().found).toEqual(['d.TS', 'src/c.ts', 'src/main/f.py', 'tools/g.ts', 'deep/er/b.ts', 'docs/a.ts']);
    expect(walk({ near: ['deep/er'] }).found.slice(0, 2)).toEqual(['d.TS', 'deep/er/b.ts']);
  });

  it('passes over folders of tools, of environments, excluded ones and secrets', () => {
    write('node_modules/a/b.ts', '.git/c.ts', 'env/pyvenv.cfg', 'env/lib/d.py', 'cache/CACHEDIR.TAG', 'cache/e.ts');
    write('out/f.ts', 'gen/g.ts', '.ssh/h.ts', 'secrets.ts', 'src/secret.ts', 'src/.env.ts', 'k.ts');
    const { found, skipped } = walk({ exclude: ['**/out', 'gen/*.ts', '['] });
    expect(found).toEqual(['k.ts']);
    expect(skipped).toEqual(
      expect.arrayContaining([
        'excluded out',
        'excluded gen/g.ts',
        'secret .ssh',
        'secret secrets.ts',
        'secret src/.env.ts',
      ]),
    );
    expect(skipped).toEqual(
      expect.arrayContaining(['foreign env', 'foreign cache', 'ignored node_modules', 'ignored .git']),
    );
  });

  it('neither leaves the root by a link nor goes in circles', () => {
    const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-outside-'));
    fs.writeFileSync(path.join(outside, 'secret.ts'), '');
    write('a/b/c.ts');
    fs.symlinkSync(outside, path.join(root, 'out'));
    fs.symlinkSync(root, path.join(root, 'a', 'loop'));
    fs.symlinkSync(path.join(root, 'a/b/c.ts'), path.join(root, 'd.ts'));
    fs.symlinkSync('self.ts', path.join(root, 'self.ts'));
    const { found, skipped } = walk();
    expect(found).toEqual(['a/b/c.ts']);
    expect(skipped.filter((each) => each.startsWith('link'))).toHaveLength(4);
    fs.rmSync(outside, { recursive: true });
  });

  it('stops at the number of files, of entries and of levels', () => {
    write('a.ts', 'b.ts', 'c.ts', 'src/d.ts');
    const few = walk({ maxFiles: 2 });
    expect(few.found).toEqual(['a.ts', 'b.ts']);
    expect(few.skipped).toEqual(['tooMany c.ts', 'tooMany src']);
    expect(walk({ maxEntries: 3 }).skipped).toEqual(['tooMany src']);
    expect(walk({ maxDepth: 0 }).skipped).toEqual(['tooDeep src']);
  });

  it('gives places to pause in a folder of many entries', () => {
    for (let index = 0; index < 600; index++) fs.writeFileSync(path.join(root, `${index}.txt`), '');
    expect(walk().pauses).toBe(2);
  });

  it('reports a folder that cannot be read and goes on', () => {
    write('a/a.ts', 'b/b.ts');
    const { opendirSync } = fs;
    vi.spyOn(fs, 'opendirSync').mockImplementation((place, options) => {
      if (String(place).endsWith(`${path.sep}a`)) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      return opendirSync(place, options);
    });
    const { found, skipped } = walk();
    expect(found).toEqual(['b/b.ts']);
    expect(skipped).toEqual(['unreadable a']);
  });
});
