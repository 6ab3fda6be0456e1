import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { nullLog } from '../../../src/base/log';
import type { MachineFacts } from '../../../src/core/models/recommend';
import { ggufBytes } from '../models/ggufBytes';
import { hangAfter } from './modelServer';
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
    const error = await store.missing('auto', machine);
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
    await mkdir(fixture.stateFolder);
    await writeFile(path.join(fixture.stateFolder, 'verified.json'), '{"x": 3, "y":');
    expect(await fixture.store().resolve(auto, machine)).toMatchObject({ verified: true });
  });

  it('works when no stamp can be written', async () => {
    await fixture.put();
    await mkdir(path.join(fixture.folder, 'verified.json'));
    await mkdir(path.join(fixture.stateFolder, 'verified.json'), { recursive: true });
    const store = fixture.store();
    expect(await store.resolve(auto, machine)).toMatchObject({ verified: true });
    expect(await store.resolve(auto, machine)).toMatchObject({ verified: true });
  });

  it('remembers in the state folder, and in the model folder only when that one cannot be written', async () => {
    await fixture.put();
    await fixture.store().resolve(auto, machine);
    const stamps = await readFile(path.join(fixture.stateFolder, 'verified.json'), 'utf8');
    expect(JSON.parse(stamps)).toHaveProperty([fixture.file]);
    expect(await readdir(fixture.folder)).toEqual([fixture.model.file]);
    await writeFile(path.join(fixture.root, 'no folder'), '');
    await fixture.store({ stateFolder: path.join(fixture.root, 'no folder') }).resolve(auto, machine);
    expect(JSON.parse(await readFile(path.join(fixture.folder, 'verified.json'), 'utf8'))).toHaveProperty([
      fixture.file,
    ]);
  });

  // Windows has no owners that could be asked; there the model folder is never believed.
  it.runIf(process.getuid !== undefined).each([
    ['is private', 0o700, 0o600, true],
    ['can be written by a group', 0o770, 0o600, false],
    ['holds a stamp file that others can write', 0o700, 0o602, false],
  ])('believes stamps in a model folder that %s: %#', async (_what, folderMode, fileMode, isBelieved) => {
    await fixture.put();
    await fixture.store().resolve(auto, machine);
    const place = path.join(fixture.folder, 'verified.json');
    await rename(path.join(fixture.stateFolder, 'verified.json'), place);
    const { mtimeMs } = await stat(fixture.file);
    await chmod(place, fileMode);
    await chmod(fixture.folder, folderMode);
    // Other weights under the stamped size, time and inode: whoever believes the stamp does not see them.
    await fixture.put(damagedContent());
    await utimes(fixture.file, mtimeMs / 1000, mtimeMs / 1000);
    const stamps = JSON.parse(await readFile(place, 'utf8')) as Record<string, { mtimeNs: string }>;
    const { mtimeNs } = await stat(fixture.file, { bigint: true });
    await writeFile(place, JSON.stringify({ [fixture.file]: { ...stamps[fixture.file], mtimeNs: `${mtimeNs}` } }));
    const resolved = fixture.store().resolve(auto, machine);
    if (isBelieved) expect(await resolved).toMatchObject({ verified: true });
    else await expect(resolved).rejects.toMatchObject({ code: 'modelUnusable' });
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

  it('passes over a damaged model while there is a right one, and says so in the log', async () => {
    const other = { ...fixture.model, file: 'other.gguf', id: 'other' };
    await fixture.put(damagedContent());
    const warnings: string[] = [];
    const log = { ...nullLog, warn: (message: string) => void warnings.push(message) };
    const store = fixture.store({ catalogue: [fixture.model, other], log });
    await expect(store.resolve(auto, machine)).rejects.toMatchObject({ code: 'modelUnusable' });
    await fixture.put(content, other.file);
    expect(await store.resolve(auto, machine)).toMatchObject({ id: 'other' });
    expect(warnings.at(-1)).toContain('sha256');
    await expect(store.resolve({ model: fixture.model.id, modelPath: '' }, machine)).rejects.toMatchObject({
      code: 'modelUnusable',
    });
  });

  it('stops hashing when nobody wants to know any more', async () => {
    await fixture.put();
    await expect(fixture.store().resolve(auto, machine, AbortSignal.abort(new Error('overtaken')))).rejects.toThrow(
      'overtaken',
    );
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

  it('removes the fixture.file, its part, its tag and its stamp', async () => {
    const store = fixture.store();
    await expect(store.remove(fixture.model.id)).rejects.toMatchObject({ code: 'modelMissing' });
    await store.pull(fixture.model);
    await writeFile(`${fixture.file}.part`, 'abc');
    await writeFile(`${fixture.file}.part.etag`, '"v1"');
    expect(await store.remove(fixture.model.id)).toBe(content.length + 3 + 4);
    expect(await readdir(fixture.folder)).toEqual([]);
    expect(await readdir(fixture.stateFolder)).toEqual([]);
  });

  it('removes a tag that lost its part', async () => {
    await fixture.put(new Uint8Array(), `${fixture.model.file}.part.etag`);
    await fixture.store().remove(fixture.model.id);
    expect(await readdir(fixture.folder)).toEqual([]);
  });

  it('does not remove what another one downloads', async () => {
    await fixture.put();
    const owner = JSON.stringify({ pid: process.pid, host: os.hostname() });
    await writeFile(`${fixture.file}.lock`, owner);
    const sleep = (ms: number, signal?: AbortSignal): Promise<void> => systemClock.sleep(ms / 100, signal);
    const store = fixture.store({ clock: { ...systemClock, sleep } });
    await expect(store.remove(fixture.model.id)).rejects.toMatchObject({
      code: 'modelBusy',
      message: expect.stringContaining('is being downloaded') as string,
    });
    expect(await fixture.isRight()).toBe(true);
    expect(await readFile(`${fixture.file}.lock`, 'utf8')).toBe(owner);
  });
});

describe('dataToDelete', () => {
  const remove = (): unknown[] => [
    { id: fixture.model.id, what: 'everything', path: fixture.file, bytes: content.length },
  ];
  const leave = (): unknown[] => [{ id: fixture.model.id, path: fixture.file }];

  it('names what Plinth downloaded, over a new start and after a check', async () => {
    await fixture.store().pull(fixture.model);
    await fixture.store().verify(fixture.model.id);
    expect(await fixture.store().dataToDelete('')).toEqual({ remove: remove(), leave: [] });
  });

  it('leaves the right file when somebody else put it there, even after it was checked', async () => {
    await fixture.put();
    await fixture.store().pull(fixture.model);
    await fixture.store().verify(fixture.model.id);
    expect(await fixture.store().dataToDelete('')).toEqual({ remove: [], leave: leave() });
  });

  it('leaves a file that took the place of the downloaded one', async () => {
    await fixture.store().pull(fixture.model);
    await fixture.store().remove(fixture.model.id);
    await fixture.put();
    expect(await fixture.store().dataToDelete('')).toEqual({ remove: [], leave: leave() });
  });

  it('leaves the downloaded file that the user chose as the own one, also by a link', async () => {
    await fixture.store().pull(fixture.model);
    const link = path.join(fixture.root, 'link.gguf');
    await symlink(fixture.file, link);
    for (const own of [fixture.file, ` ${fixture.file} `, path.join(fixture.folder, '.', fixture.model.file), link])
      expect(await fixture.store().dataToDelete(own)).toEqual({ remove: [], leave: leave() });
  });

  it('tells a download that Plinth began from the part of another program', async () => {
    const part = `${fixture.file}.part`;
    await fixture.put(content.subarray(0, 10), `${fixture.model.file}.part`);
    expect(await fixture.store().dataToDelete('')).toMatchObject({ remove: [], leave: [{ path: part }] });
    await fixture.store().remove(fixture.model.id);
    fixture.server.handler = hangAfter(1000);
    const controller = new AbortController();
    const onProgress = ({ bytes }: { readonly bytes: number }): void => void (bytes > 0 && controller.abort());
    await fixture
      .store()
      .pull(fixture.model, { signal: controller.signal, onProgress })
      .catch(() => undefined);
    const removal = { id: fixture.model.id, what: 'part', path: part, bytes: 1000 };
    expect(await fixture.store().dataToDelete('')).toEqual({ remove: [removal], leave: [] });
    await fixture.put(new Uint8Array(5));
    expect(await fixture.store().dataToDelete('')).toEqual({ remove: [removal], leave: leave() });
    await fixture.store().remove(fixture.model.id, 'part');
    expect(await readdir(fixture.folder)).toEqual([fixture.model.file]);
  });

  it('forgets a file that stays', async () => {
    await fixture.put();
    await fixture.store().verify(fixture.model.id);
    await fixture.store().forget(fixture.model.id);
    expect(await readdir(fixture.stateFolder)).toEqual([]);
  });
});
