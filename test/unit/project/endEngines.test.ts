import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { endEngines } from '../../harness/endEngines.mjs';

const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-end-'));
  folders.push(folder);
  return folder;
}

/** A process that waits, under the name of a program in a folder. */
async function start(folder: string, name: string, ...args: readonly string[]): Promise<ChildProcess> {
  const file = path.join(folder, name);
  fs.writeFileSync(file, "console.log('here'); setInterval(() => undefined, 1000);");
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

it.runIf(process.platform === 'linux')('ends the engines of one host, and nothing else', async () => {
  const [host, other] = [newFolder(), newFolder()];
  const installed = await start(host, 'engine.mjs');
  const fromCheckout = await start(other, 'engine.mjs', path.join(host, 'run', 'config.json'));
  const bystanders = await Promise.all([start(other, 'engine.mjs', `${host}-2/x`), start(host, 'server.mjs')]);
  const ended = Promise.all([once(installed, 'exit'), once(fromCheckout, 'exit')]);
  endEngines(host);
  expect(await ended).toEqual([
    [null, 'SIGTERM'],
    [null, 'SIGTERM'],
  ]);
  expect(bystanders.map(({ exitCode, signalCode }) => exitCode ?? signalCode)).toEqual([null, null]);
});
