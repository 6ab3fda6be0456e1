import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/base/clock';
import { PlinthIgnore } from '../../../src/node/plinthIgnore';

let top = '';
let now = 0;
const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
beforeEach(() => {
  top = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-withheld-'));
  fs.mkdirSync(path.join(top, 'app/src'), { recursive: true });
});
afterEach(() => fs.rmSync(top, { recursive: true, force: true }));

const uri = (name: string): string => pathToFileURL(path.join(top, name)).href;

describe('PlinthIgnore', () => {
  it('withholds what a .plinthignore in the folder or above it names', async () => {
    fs.writeFileSync(path.join(top, '.plinthignore'), 'plans/\n*.key.ts\n');
    fs.writeFileSync(path.join(top, 'app/.plinthignore'), '/src/a b.ts\n!open.key.ts\n');
    const files = new PlinthIgnore(clock);
    const names = ['app/src/a b.ts', 'app/src/b.ts', 'x.KEY.ts', 'app/open.key.ts', 'plans/a.ts', 'a b.ts'];
    const answers = await Promise.all(names.map((name) => files.isWithheld(uri(name))));
    expect(answers).toEqual([true, false, true, false, true, false]);
    for (const other of ['untitled:Untitled-1', 'vscode-vfs://github/a/b.key.ts', 'file://%'])
      expect(await files.isWithheld(other)).toBe(false);
  });

  it('withholds the cells of a notebook that is withheld', async () => {
    fs.writeFileSync(path.join(top, '.plinthignore'), 'plan*.ipynb\n');
    const cell = (name: string, authority = ''): string => {
      const { pathname } = pathToFileURL(path.join(top, name));
      return `vscode-notebook-cell:${authority}${pathname}#W0sZmlsZQ%3D%3D`;
    };
    const files = new PlinthIgnore(clock);
    const names = ['plan.ipynb', 'app/plan b.ipynb', 'app/open.ipynb'];
    expect(await Promise.all(names.map((name) => files.isWithheld(cell(name))))).toEqual([true, true, false]);
    for (const remote of ['//localhost:8080', '//ssh-remote+host', '//wsl%2Bubuntu'])
      expect(await files.isWithheld(cell('plan.ipynb', remote))).toBe(true);
    expect(await files.isWithheld('vscode-notebook-cell:Untitled-1.ipynb#W0s')).toBe(false);
  });

  it('withholds a link to a withheld file or to one of secrets', async () => {
    fs.writeFileSync(path.join(top, '.plinthignore'), 'plans/\n');
    fs.mkdirSync(path.join(top, 'plans'));
    for (const name of ['plans/a.py', '.env', 'open.py']) fs.writeFileSync(path.join(top, name), 'x = 1\n');
    const links = { 'app/plan.py': 'plans/a.py', 'app/env.py': '.env', 'app/open.py': 'open.py' };
    for (const [link, target] of Object.entries(links)) fs.symlinkSync(path.join(top, target), path.join(top, link));
    const files = new PlinthIgnore(clock);
    expect(await Promise.all(Object.keys(links).map((link) => files.isWithheld(uri(link))))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('sees soon that a file has become a link, and does not wait for the disk meanwhile', async () => {
    for (const name of ['.env', 'app/a.py']) fs.writeFileSync(path.join(top, name), 'x = 1\n');
    const files = new PlinthIgnore(clock);
    expect(await files.isWithheld(uri('app/a.py'))).toBe(false);
    fs.rmSync(path.join(top, 'app/a.py'));
    fs.symlinkSync(path.join(top, '.env'), path.join(top, 'app/a.py'));
    expect(await files.isWithheld(uri('app/a.py'))).toBe(false);
    now += 1_500;
    expect(await files.isWithheld(uri('app/a.py'))).toBe(false);
    await expect.poll(() => files.isWithheld(uri('app/a.py'))).toBe(true);
  });

  it('sees a changed file soon, and does not wait for the disk meanwhile', async () => {
    const files = new PlinthIgnore(clock);
    expect(await files.isWithheld(uri('app/src/a.ts'))).toBe(false);
    fs.writeFileSync(path.join(top, '.plinthignore'), 'a.ts\n');
    expect(await files.isWithheld(uri('app/src/a.ts'))).toBe(false);
    now += 1_500;
    await expect.poll(() => files.isWithheld(uri('app/src/a.ts'))).toBe(true);
    fs.rmSync(path.join(top, '.plinthignore'));
    now += 1_500;
    await expect.poll(() => files.isWithheld(uri('app/src/a.ts'))).toBe(false);
  });

  it('withholds everything below a file that cannot be used', async () => {
    fs.writeFileSync(path.join(top, 'app/.plinthignore'), '#'.repeat((1 << 20) + 1));
    fs.symlinkSync('.plinthignore', path.join(top, 'app/src/.plinthignore'));
    const files = new PlinthIgnore(clock);
    expect(await files.isWithheld(uri('app/a.ts'))).toBe(true);
    fs.rmSync(path.join(top, 'app/.plinthignore'));
    expect(await files.isWithheld(uri('app/src/a.ts'))).toBe(true);
    expect(await files.isWithheld(uri('a.ts'))).toBe(false);
  });
});
