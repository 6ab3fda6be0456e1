import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScratchCopy } from '../../../src/node/scratchCopy';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'plinth scratch ')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
}

async function copied<T>(use: (copy: ScratchCopy) => Promise<T>): Promise<T> {
  const copy = await ScratchCopy.create(folder);
  try {
    return await use(copy);
  } finally {
    await copy.remove();
    expect(existsSync(copy.folder)).toBe(false);
  }
}

describe('ScratchCopy', () => {
  it('copies what is not ignored, for its owner alone, and lends packages', async () => {
    await write('.gitignore', 'out/\n*.log\n');
    await write('src/a.py', 'a');
    await write('out/big.bin', 'x');
    await write('x.log', 'x');
    await write('.git/config', 'x');
    await write('node_modules/dep/index.js', 'dep');
    await write('packages/one/node_modules/dep/index.js', 'dep');
    await copied(async (copy) => {
      expect((await readdir(copy.folder)).sort()).toEqual(['.gitignore', 'node_modules', 'packages', 'src']);
      expect((await stat(copy.folder)).mode & 0o777).toBe(0o700);
      expect(await readFile(path.join(copy.folder, 'src/a.py'), 'utf8')).toBe('a');
      for (const lent of ['node_modules', 'packages/one/node_modules']) {
        expect((await lstat(path.join(copy.folder, lent))).isSymbolicLink()).toBe(true);
        expect(await readFile(path.join(copy.folder, lent, 'dep/index.js'), 'utf8')).toBe('dep');
      }
    });
    expect(await readFile(path.join(folder, 'node_modules/dep/index.js'), 'utf8')).toBe('dep');
  });

  it('keeps links that stay inside and leaves out those that lead away', async () => {
    await write('src/a.py', 'a');
    await symlink('src/a.py', path.join(folder, 'inner'));
    await symlink('../outside', path.join(folder, 'up'));
    await symlink(os.homedir(), path.join(folder, 'home'));
    await copied(async (copy) => {
      expect((await readdir(copy.folder)).sort()).toEqual(['inner', 'src']);
      // A link is replaced, not written through.
      await copy.write('inner', 'changed');
      expect(await readFile(path.join(copy.folder, 'src/a.py'), 'utf8')).toBe('a');
    });
  });

  it('writes in the copy alone', async () => {
    await write('a.py', 'before');
    await copied(async (copy) => {
      await copy.write('a.py', 'after');
      await copy.write('new/b.py', 'b');
      expect(await readFile(path.join(copy.folder, 'a.py'), 'utf8')).toBe('after');
      await expect(copy.write('../b.py', 'b')).rejects.toMatchObject({ code: 'scratchFailed' });
    });
    expect(await readFile(path.join(folder, 'a.py'), 'utf8')).toBe('before');
    expect(existsSync(path.join(folder, 'new'))).toBe(false);
  });

  it('refuses what is too large, is stopped by an abort, and leaves nothing behind', async () => {
    for (const name of ['a', 'b', 'c']) await write(name, 'x'.repeat(100));
    const kept = async (): Promise<string[]> =>
      (await readdir(os.tmpdir())).filter((each) => each.startsWith('plinth-check-'));
    const before = await kept();
    await expect(ScratchCopy.create(folder, { maxFiles: 2 })).rejects.toMatchObject({ code: 'scratchTooLarge' });
    await expect(ScratchCopy.create(folder, { maxBytes: 250 })).rejects.toMatchObject({ code: 'scratchTooLarge' });
    await expect(ScratchCopy.create(folder, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'interrupted',
    });
    await expect(ScratchCopy.create(path.join(folder, 'none'))).rejects.toMatchObject({ code: 'scratchFailed' });
    expect((await kept()).length).toBeLessThanOrEqual(before.length);
  });
});
