import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { npm, prepareAside } from './npm.mjs';
import { cacheDir, root } from './paths.mjs';
import { runLogged } from './runCommand.mjs';
import { SetUpError } from './setUpError.mjs';

/**
 * The folder of a @node-llama-cpp package: the installed one, or for a foreign platform one fetched from the registry and checked
 * against the lock file.
 * @param {string} name without the scope
 * @returns {Promise<string>}
 */
export async function fetchBackend(name) {
  const key = `node_modules/@node-llama-cpp/${name}`;
  if (fs.existsSync(path.join(root, key, 'bins'))) return path.join(root, key);
  const entry = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages[key];
  if (entry?.integrity === undefined) throw new SetUpError(`${key} is not in package-lock.json`, 'Run npm install.');
  const dir = path.join(cacheDir, `backend-${name}-${entry.version}`);
  await prepareAside(dir, (temporary) => fetchInto(temporary, name, entry));
  return path.join(dir, 'package');
}

/** @param {string} dir @param {string} name @param {{version: string, integrity: string}} entry of the lock file */
async function fetchInto(dir, name, entry) {
  await npm(`backend-${name}`, dir, ['pack', `@node-llama-cpp/${name}@${entry.version}`]);
  const archive = path.join(dir, fs.readdirSync(dir).find((file) => file.endsWith('.tgz')) ?? '');
  const found = `sha512-${createHash('sha512').update(fs.readFileSync(archive)).digest('base64')}`;
  if (found !== entry.integrity)
    throw new SetUpError(`@node-llama-cpp/${name} is not the file that the lock file names`, 'Check the registry.');
  await runLogged(`backend-${name}-unpack`, 'tar', ['-xzf', path.basename(archive)], { cwd: dir });
  fs.rmSync(archive);
}
