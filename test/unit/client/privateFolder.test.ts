import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { PrivateFolder } from '../../../src/client/privateFolder';

let base: string;

beforeEach(async () => {
  base = await fs.mkdtemp(join(tmpdir(), 'pf-'));
});

afterEach(() => fs.rm(base, { recursive: true, force: true }));

function create(root: string | undefined, env: Record<string, string> = {}): Promise<PrivateFolder> {
  return PrivateFolder.create({ root, env, platform: 'linux', log: nullLog });
}

const mode = async (path: string): Promise<number> => (await fs.stat(path)).mode & 0o777;

describe.skipIf(process.platform === 'win32')('PrivateFolder', () => {
  it('makes the root and one folder for each engine, open to nobody else, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const root = join(base, 'plinth');
      const [one, two] = await Promise.all([create(root), create(root)]);
      expect(one.path).not.toBe(two.path);
      expect(await mode(root)).toBe(0o700);
      expect(await mode(one.path)).toBe(0o700);
      const file = await one.write('config.json', 'secret');
      expect(await mode(file)).toBe(0o600);
      expect(await fs.readFile(file, 'utf8')).toBe('secret');
      expect(one.address.startsWith(one.path)).toBe(true);
    } finally {
      process.umask(before);
    }
  });

  it('refuses a root that is a link, a file, or open to others', async () => {
    const target = join(base, 'target');
    await fs.mkdir(target, { mode: 0o700 });
    await fs.symlink(target, join(base, 'link'));
    await expect(create(join(base, 'link'))).rejects.toMatchObject({ code: 'runtimeFolderUnsafe' });
    expect(await fs.readdir(target)).toEqual([]);

    await fs.writeFile(join(base, 'file'), '');
    await expect(create(join(base, 'file'))).rejects.toMatchObject({
      message: expect.stringContaining('not a folder') as unknown,
    });

    for (const open of [0o755, 0o770, 0o701]) {
      const root = join(base, open.toString(8));
      await fs.mkdir(root);
      await fs.chmod(root, open);
      await expect(create(root)).rejects.toMatchObject({
        message: expect.stringContaining('open to other users') as unknown,
        cure: expect.stringContaining('Remove') as unknown,
      });
    }
  });

  it.runIf(process.getuid?.() === 0)('refuses a root that belongs to somebody else', async () => {
    const root = join(base, 'foreign');
    await fs.mkdir(root, { mode: 0o700 });
    await fs.chown(root, 12345, 12345);
    await expect(create(root)).rejects.toMatchObject({ message: expect.stringContaining('another user') as unknown });
  });

  it('refuses a path that is too long for a socket', async () => {
    await expect(create(join(base, 'x'.repeat(90)))).rejects.toMatchObject({
      message: expect.stringContaining('bytes') as unknown,
    });
    const bytes = join(base, 'é'.repeat(45));
    expect(bytes.length).toBeLessThan(80);
    await expect(create(bytes)).rejects.toMatchObject({ code: 'runtimeFolderUnsafe' });
  });

  it('takes XDG_RUNTIME_DIR when it can be used, and another folder when not', async () => {
    const good = await create(undefined, { XDG_RUNTIME_DIR: base });
    expect(good.path.startsWith(join(base, 'plinth'))).toBe(true);
    const unusable = [join(base, 'missing'), join(base, 'x'.repeat(120)), 'relative/folder'];
    for (const dir of unusable) {
      const other = await create(undefined, { XDG_RUNTIME_DIR: dir });
      expect(other.path.startsWith(base)).toBe(false);
      expect(Buffer.byteLength(other.address)).toBeLessThan(100);
      await other.remove();
    }
  });

  it('never writes through a name that somebody prepared', async () => {
    const folder = await create(join(base, 'plinth'));
    const victim = join(base, 'victim');
    await fs.writeFile(victim, 'mine');
    await fs.symlink(victim, join(folder.path, 'config.json'));
    await expect(folder.write('config.json', 'secret')).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(folder.openNew('config.json')).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await fs.readFile(victim, 'utf8')).toBe('mine');
  });

  it('removes the folders of dead engines and keeps the others', async () => {
    const root = join(base, 'plinth');
    const [dead, alive, fresh, old] = [await create(root), await create(root), await create(root), await create(root)];
    await dead.claim(2 ** 22 + 1);
    await dead.write('config.json', 'secret');
    await alive.claim(process.pid);
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await fs.utimes(old.path, anHourAgo, anHourAgo);
    await fs.mkdir(join(root, 'something-else'));
    const outside = join(base, 'outside');
    await fs.mkdir(outside);
    await fs.writeFile(join(outside, 'pid'), String(2 ** 22 + 1));
    await fs.symlink(outside, join(root, '00000000'));

    const next = await create(root);
    const left = await fs.readdir(root);
    expect(left.sort()).toEqual(
      [alive, fresh, next]
        .map((folder) => folder.path.slice(root.length + 1))
        .concat('something-else', '00000000')
        .sort(),
    );
    expect(await fs.readdir(outside)).toEqual(['pid']);
  });

  it('reads the end of a file and nothing of a missing one', async () => {
    const folder = await create(join(base, 'plinth'));
    await folder.write('stderr.txt', 'x'.repeat(1000) + 'the end');
    expect(await folder.tail('stderr.txt', 7)).toBe('the end');
    expect(await folder.tail('missing', 7)).toBe('');
    await folder.remove();
    await folder.remove();
  });
});

describe('PrivateFolder on Windows', () => {
  it('names a pipe that nobody can guess', async () => {
    const options = { root: join(base, 'plinth'), env: {}, platform: 'win32' as const, log: nullLog };
    const [one, two] = [await PrivateFolder.create(options), await PrivateFolder.create(options)];
    expect(one.address).toMatch(/^\\\\\.\\pipe\\plinth-[0-9a-f]{32}$/);
    expect(one.address).not.toBe(two.address);
  });
});
