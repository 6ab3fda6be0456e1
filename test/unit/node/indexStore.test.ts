import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IndexStore, type StoredFile } from '../../../src/node/indexStore';

let folder = '';
beforeEach(() => {
  folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-store-')), 'index');
});
afterEach(() => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));

const files: StoredFile[] = [
  { path: 'src/größe.ts', stamp: 'abc.1', record: new Uint8Array([1, 2, 3]) },
  { path: 'big.ts', stamp: 'abc.2', skip: 'tooLarge' },
  { path: 'empty.ts', stamp: 'abc.3', record: new Uint8Array(0) },
];

async function load(store: IndexStore, root = '/w'): Promise<StoredFile[] | undefined> {
  const loaded: StoredFile[] = [];
  // What is handed over is a view.
  const isWhole = await store.load(root, ({ record, ...rest }) => {
    loaded.push({ ...rest, ...(record === undefined ? {} : { record: record.slice() }) });
  });
  return isWhole ? loaded : undefined;
}

describe('IndexStore', () => {
  it('gives back what was kept, for each root its own', async () => {
    const store = new IndexStore(folder, 'v1');
    expect(await load(store)).toBeUndefined();
    await store.save('/w', files);
    await store.save('/other', files.slice(1, 2));
    expect(await load(store)).toEqual(files);
    expect(await load(store, '/other')).toEqual(files.slice(1, 2));
    await store.save('/w', []);
    expect(await load(store)).toEqual([]);
  });

  it('keeps many blocks', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      path: `file${index}.ts`,
      stamp: `${index}`,
      record: new Uint8Array(1_000).fill(index % 256),
    }));
    const store = new IndexStore(folder, 'v1');
    await store.save('/w', many);
    const loaded = (await load(store)) ?? [];
    // Millions of bytes, which `toEqual` would compare one by one.
    const asText = (each: StoredFile): string =>
      `${each.path} ${each.stamp} ${Buffer.from(each.record ?? []).toString('base64')}`;
    expect(loaded.map(asText)).toEqual(many.map(asText));
  });

  it('lets nobody else read it, and names no folder in its file names', async () => {
    const store = new IndexStore(folder, 'v1');
    await store.save('/home/somebody/project', files);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    const [name = '', ...rest] = fs.readdirSync(folder);
    expect(rest).toEqual([]);
    expect(fs.statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    expect(name).toMatch(/^[0-9a-f]{32}\.plinth-index$/);
  });

  it('does not use a file of another version', async () => {
    await new IndexStore(folder, 'v1').save('/w', files);
    expect(await load(new IndexStore(folder, 'v2'))).toBeUndefined();
  });

  it('does not use a file that is cut or changed, wherever it is', async () => {
    const store = new IndexStore(folder, 'v1');
    await store.save('/w', files);
    const name = store.fileOf('/w');
    const whole = fs.readFileSync(name);
    for (let length = 0; length < whole.length; length++) {
      fs.writeFileSync(name, whole.subarray(0, length));
      expect(await load(store), `cut at ${length}`).toBeUndefined();
    }
    for (let index = 0; index < whole.length - 4; index++) {
      const damaged = Buffer.from(whole);
      damaged[index] = (damaged[index] ?? 0) ^ 0x10;
      fs.writeFileSync(name, damaged);
      expect(await load(store), `changed at ${index}`).toBeUndefined();
    }
  });

  it('counts an error of the reader as damage', async () => {
    const store = new IndexStore(folder, 'v1');
    await store.save('/w', files);
    const isWhole = await store.load('/w', () => {
      throw new RangeError('no record');
    });
    expect(isWhole).toBe(false);
  });

  it('does not make a folder again that somebody has deleted', async () => {
    const [saved, loaded] = [new IndexStore(folder, 'v1'), new IndexStore(folder, 'v1')];
    await saved.save('/w', files);
    expect(await load(loaded)).toEqual(files);
    fs.rmSync(folder, { recursive: true });
    for (const store of [saved, loaded]) await expect(store.save('/w', files)).rejects.toThrow('ENOENT');
    expect(fs.existsSync(folder)).toBe(false);
  });

  it('keeps the old file when the new one cannot be written', async () => {
    const store = new IndexStore(folder, 'v1');
    await store.save('/w', files);
    const failing = (function* () {
      yield* files.slice(0, 1);
      throw new Error('out of files');
    })();
    await expect(store.save('/w', failing)).rejects.toThrow('out of files');
    expect(await load(store)).toEqual(files);
    expect(fs.readdirSync(folder)).toHaveLength(1);
  });

  it('removes what was not used for long, and drafts of a crash', async () => {
    const store = new IndexStore(folder, 'v1');
    for (const root of ['/used', '/unused']) await store.save(root, files);
    const draft = `${store.fileOf('/used')}.1.x`;
    fs.writeFileSync(draft, '');
    fs.writeFileSync(path.join(folder, 'other.txt'), '');
    const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
    for (const file of [store.fileOf('/used'), store.fileOf('/unused'), path.join(folder, 'other.txt')])
      fs.utimesSync(file, daysAgo(90), daysAgo(90));
    fs.utimesSync(draft, daysAgo(1), daysAgo(1));
    await load(store, '/used');
    await store.removeUnused();
    expect(fs.readdirSync(folder).sort()).toEqual([path.basename(store.fileOf('/used')), 'other.txt'].sort());
  });
});
