import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { startPlinth } from './plinth';

/** Engines that this process has started; undefined where the system does not tell. */
function engines(): number | undefined {
  const tasks = `/proc/${process.pid}/task`;
  if (!fs.existsSync(tasks)) return undefined;
  const children = fs.readdirSync(tasks).flatMap((task) => {
    const list = textOf(path.join(tasks, task, 'children')).trim();
    return list === '' ? [] : list.split(' ');
  });
  return children.filter((pid) => textOf(`/proc/${pid}/cmdline`).includes('engine.mjs')).length;
}

/** Empty for a thread or a process that has just ended. */
function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

// The last of all: nothing works afterwards.
describe('deactivation', () => {
  it('resolves only when the engine is gone', async () => {
    await startPlinth();
    const extension = vscode.extensions.getExtension('plinth.plinth');
    assert.ok(extension);
    const file = path.join(extension.extensionPath, 'dist', 'extension.js');
    const module = createRequire(__filename).cache[file]?.exports as { deactivate: () => Promise<void> } | undefined;
    assert.ok(module, 'the extension is loaded');
    if (engines() !== undefined) assert.equal(engines(), 1);
    await module.deactivate();
    if (engines() !== undefined) assert.equal(engines(), 0);
  });
});
