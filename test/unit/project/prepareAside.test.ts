import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled, prepareAside } from '../../harness/npm.mjs';

const npmModule = pathToFileURL(path.resolve(import.meta.dirname, '../../harness/npm.mjs')).href;
let cache: string;
let dir: string;
beforeEach(() => {
  cache = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth cache ü '));
  dir = path.join(cache, 'tool-1.0.0');
});
afterEach(() => fs.rmSync(cache, { recursive: true, force: true }));

const fill = (temporary: string): Promise<void> => fs.promises.writeFile(path.join(temporary, 'file'), 'whole');

/** A process that is killed hard when it has written half of its files. */
async function killHalfWay(): Promise<void> {
  const code = `
    const { prepareAside } = await import(${JSON.stringify(npmModule)});
    const { writeFileSync } = await import('node:fs');
    await prepareAside(${JSON.stringify(dir)}, async (temporary) => {
      writeFileSync(temporary + '/file', 'half');
      console.log('half way');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await ended;
}

describe('prepareAside', () => {
  it('starts afresh after a run that was killed, and cleans up after it', async () => {
    await killHalfWay();
    expect(isInstalled(dir)).toBe(false);
    expect(fs.readdirSync(cache)).toEqual([expect.stringMatching(/^tool-1\.0\.0\.tmp-\d+$/)]);
    await prepareAside(dir, fill);
    expect(isInstalled(dir)).toBe(true);
    expect(fs.readdirSync(cache)).toEqual(['tool-1.0.0']);
    expect(fs.readFileSync(path.join(dir, 'file'), 'utf8')).toBe('whole');
  });

  it('does nothing the second time', async () => {
    await prepareAside(dir, fill);
    await prepareAside(dir, () => Promise.reject(new Error('filled again')));
    expect(fs.readFileSync(path.join(dir, 'file'), 'utf8')).toBe('whole');
  });

  it('leaves nothing of a failure, and says in one line what to do', async () => {
    const failure = prepareAside(dir, () => Promise.reject(new Error('getaddrinfo ENOTFOUND registry')));
    await expect(failure).rejects.toMatchObject({
      name: 'SetUpError',
      message: expect.stringMatching(
        /^tool-1\.0\.0 could not be installed: .*ENOTFOUND.*\. Check the network .*$/,
      ) as string,
    });
    expect(fs.readdirSync(cache)).toEqual([]);
  });

  it('names the variable when the folder of the cache cannot be made', async () => {
    fs.writeFileSync(path.join(cache, 'a file'), '');
    const failure = prepareAside(path.join(cache, 'a file', 'tool-1.0.0'), fill);
    await expect(failure).rejects.toThrow(/^The tools cannot be stored: .*\. Set PLINTH_CACHE to a folder/);
  });
});
