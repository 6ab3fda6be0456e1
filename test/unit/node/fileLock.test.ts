import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { holdLock } from '../../../src/node/fileLock';

let folder: string;
let file: string;
const patient = { clock: systemClock, signal: undefined, onWait: () => undefined };

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'plinth-lock-'));
  file = path.join(folder, 'model.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('holdLock', () => {
  it('lets the second in when the first is done', async () => {
    const order: string[] = [];
    const first = await holdLock(file, patient);
    let waited = 0;
    const second = holdLock(file, { ...patient, onWait: () => waited++ }).then(async (lock) => {
      order.push('second in');
      await lock.release();
    });
    await expect.poll(() => waited).toBeGreaterThan(0);
    order.push('first out');
    await first.release();
    await second;
    expect(order).toEqual(['first out', 'second in']);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('does not remove a lock that another one took over', async () => {
    const lock = await holdLock(file, patient);
    await writeFile(file, 'another owner');
    await lock.release();
    expect(await readFile(file, 'utf8')).toBe('another owner');
  });

  it('rejects when the file cannot be made', async () => {
    await expect(holdLock(path.join(folder, 'no', 'such', 'lock'), patient)).rejects.toThrow('ENOENT');
  });
});
