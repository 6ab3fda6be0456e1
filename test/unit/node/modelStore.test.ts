import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MachineFacts } from '../../../src/core/models/recommend';
import { ggufBytes } from '../models/ggufBytes';
import { content, damagedContent, StoreFixture } from './storeFixture';

const machine: MachineFacts = { totalMemoryBytes: 16e9, freeMemoryBytes: 8e9, physicalCores: 4, gpuMemoryBytes: 0 };
let fixture: StoreFixture;
beforeEach(async () => void (fixture = await StoreFixture.create()));
afterEach(() => fixture.remove());

describe('resolve', () => {
  const auto = { model: 'auto', modelPath: '' };

  it('finds nothing in an empty or absent fixture.folder, and says what to do', async () => {
    const store = fixture.store();
    expect(await store.resolve(auto, machine)).toBeUndefined();
    const error = store.missing('auto', machine);
    expect(error).toMatchObject({ code: 'modelMissing', cure: `Download one: plinth models pull ${fixture.model.id}` });
    expect(error.message).toContain(fixture.folder);
  });

  it('verifies a fixture.file once and remembers it over a new start', async () => {
    await fixture.put();
    await utimes(fixture.file, 1_000, 1_000);
    expect(await fixture.store().resolve(auto, machine)).toEqual({
      id: fixture.model.id,
      path: fixture.file,
      verified: true,
    });
    // A changed byte under the old size, time and inode shows that a new start does not read the tensor data again; verify does.
    await fixture.put(damagedContent());
    await utimes(fixture.file, 1_000, 1_000);
    expect(await fixture.store().resolve(auto, machine)).toMatchObject({ verified: true });
    await expect(fixture.store().verify(fixture.model.id)).rejects.toMatchObject({ code: 'modelUnusable' });
    await expect(fixture.store().resolve(auto, machine)).rejects.toMatchObject({ code: 'modelUnusable' });
  });

  it('hashes again after the fixture.file changed', async () => {
    await fixture.put();
    await fixture.store().resolve(auto, machine);
    await fixture.put(damagedContent());
    await utimes(fixture.file, 1, 1);
    await expect(fixture.store().resolve(auto, machine)).rejects.toMatchObject({
      code: 'modelUnusable',
      message: expect.stringContaining('sha256') as string,
    });
  });

  it('never loads a fixture.file that is cut in half', async () => {
    await fixture.put();
    await truncate(fixture.file, Math.floor(content.length / 2));
    await expect(fixture.store().resolve(auto, machine)).rejects.toMatchObject({
      code: 'modelUnusable',
      message: expect.stringContaining('is cut') as string,
    });
  });

  it('survives a damaged stamp file', async () => {
    await fixture.put();
    await writeFile(path.join(fixture.folder, 'verified.json'), '{"x": 3, "y":');
    expect(await fixture.store().resolve(auto, machine)).toMatchObject({ verified: true });
  });

  it('works when no stamp can be written', async () => {
    await fixture.put();
    await mkdir(path.join(fixture.folder, 'verified.json'));
    const store = fixture.store();
    expect(await store.resolve(auto, machine)).toMatchObject({ verified: true });
    expect(await store.resolve(auto, machine)).toMatchObject({ verified: true });
  });

  it('remembers in the state folder when the model folder takes nothing', async () => {
    await fixture.put();
    await mkdir(path.join(fixture.folder, 'verified.json'));
    const stateFolder = path.join(fixture.root, 'state');
    await fixture.store({ stateFolder }).resolve(auto, machine);
    expect(JSON.parse(await readFile(path.join(stateFolder, 'verified.json'), 'utf8'))).toHaveProperty([fixture.file]);
  });

  it('names the choices for an unknown id', async () => {
    await expect(fixture.store().resolve({ model: 'gpt-5', modelPath: '' }, machine)).rejects.toMatchObject({
      code: 'modelUnknown',
      cure: expect.stringContaining(fixture.model.id) as string,
    });
  });

  it("takes a user's own fixture.file as unverified", async () => {
    const own = path.join(fixture.root, 'my model ü.gguf');
    await writeFile(own, content);
    expect(await fixture.store().resolve({ model: 'auto', modelPath: own }, machine)).toEqual({
      id: 'my model ü.gguf',
      path: own,
      verified: false,
    });
  });

  it.each([
    ['missing', undefined, 'modelMissing', /does not exist/],
    ['foreign', new TextEncoder().encode('<!DOCTYPE html><title>Not found</title>'), 'modelUnusable', /web page/],
    ['cut', content.subarray(0, 1000), 'modelUnusable', /cut/],
    ['hostile', ggufBytes({ tensorCount: 1n << 60n }), 'modelUnusable', /hostile/],
  ])("refuses a user's own fixture.file that is %s", async (_what, bytes, code, message) => {
    const own = path.join(fixture.root, 'own.gguf');
    if (bytes !== undefined) await writeFile(own, bytes);
    await expect(fixture.store().resolve({ model: 'auto', modelPath: own }, machine)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
      cure: expect.any(String) as string,
    });
  });

  it('refuses a folder as a model', async () => {
    await expect(fixture.store().resolve({ model: 'auto', modelPath: fixture.root }, machine)).rejects.toMatchObject({
      code: 'modelUnusable',
    });
  });

  it('takes the recommended one of several, else the largest that fits', async () => {
    const small = { ...fixture.model, file: 'small.gguf', id: 'small' };
    const bigContent = ggufBytes({ dataBytes: 500_000 });
    const big = {
      ...fixture.model,
      file: 'big.gguf',
      id: 'big',
      bytes: bigContent.length,
      sha256: createHash('sha256').update(bigContent).digest('hex'),
    };
    await mkdir(fixture.folder);
    await writeFile(path.join(fixture.folder, 'small.gguf'), content);
    await writeFile(path.join(fixture.folder, 'big.gguf'), bigContent);
    const store = fixture.store({ catalogue: [small, big] });
    expect(await store.resolve(auto, machine)).toMatchObject({ id: 'big' });
    expect(await store.resolve(auto, { ...machine, physicalCores: 1 })).toMatchObject({ id: 'small' });
    expect(await store.resolve({ model: 'small', modelPath: '' }, machine)).toMatchObject({ id: 'small' });
  });
});

describe('list, locate, verify, remove', () => {
  it('tells the states apart', async () => {
    const store = fixture.store();
    expect(await store.list()).toMatchObject([{ state: 'absent', bytes: 0 }]);
    await mkdir(fixture.folder);
    await writeFile(`${fixture.file}.part`, 'abc');
    expect(await store.list()).toMatchObject([{ state: 'partial', bytes: 3 }]);
    await fixture.put(content.subarray(1));
    expect(await store.list()).toMatchObject([{ state: 'wrongSize' }]);
    expect(await store.locate(fixture.model.id)).toBeUndefined();
    await fixture.put();
    expect(await store.list()).toMatchObject([{ state: 'present', path: fixture.file }]);
    expect(await store.locate(fixture.model.id)).toBe(fixture.file);
  });

  it('verifies by reading everything', async () => {
    const store = fixture.store();
    await expect(store.verify(fixture.model.id)).rejects.toMatchObject({ code: 'modelMissing' });
    await fixture.put();
    expect(await store.verify(fixture.model.id)).toBe(fixture.file);
    await fixture.put(damagedContent());
    await expect(store.verify(fixture.model.id)).rejects.toMatchObject({
      code: 'modelUnusable',
      cure: expect.stringContaining('models remove') as string,
    });
    await fixture.put(content.subarray(0, 5));
    await expect(store.verify(fixture.model.id)).rejects.toMatchObject({
      code: 'modelUnusable',
      message: expect.stringContaining('has 5 bytes') as string,
    });
  });

  it('removes the fixture.file, its part and its stamp', async () => {
    const store = fixture.store();
    await expect(store.remove(fixture.model.id)).rejects.toMatchObject({ code: 'modelMissing' });
    await store.pull(fixture.model);
    await writeFile(`${fixture.file}.part`, 'abc');
    expect(await store.remove(fixture.model.id)).toBe(content.length + 3);
    expect(await readdir(fixture.folder)).toEqual(['verified.json']);
    expect(await readFile(path.join(fixture.folder, 'verified.json'), 'utf8')).toBe('{}\n');
  });
});
