import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { floors, maxFileLines, maxMedianFileLines } from '../../harness/floors.mjs';
import { findCycle } from './findCycle';
import { findFloorViolations } from './findFloorViolations';
import { readSourceTree } from './readImports';

const src = path.resolve(import.meta.dirname, '../../../src');
const tree = readSourceTree(src);

/** A source tree of a few lines, to show that the checks see what they look for. */
function treeOf(files: Readonly<Record<string, string>>) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'floors-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    return readSourceTree(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

describe('floors', () => {
  it('sees the whole source tree', () => {
    expect(tree.files.length).toBeGreaterThan(30);
    expect(tree.imports.length).toBeGreaterThan(tree.files.length);
  });

  it('has a floor for every file', () => {
    const hasFloor = (file: string) =>
      floors.some(({ folder }) => file === `${folder}.ts` || file.startsWith(`${folder}/`));
    expect(tree.files.filter((file) => !hasFloor(file))).toEqual([]);
  });

  it('keeps every import on its floor', () => {
    expect(findFloorViolations(tree, floors)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(findCycle(tree.imports)).toEqual([]);
  });

  it('keeps files small', () => {
    const lines = [...tree.linesOf.values()].sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(maxMedianFileLines);
    expect([...tree.linesOf].filter(([, count]) => count > maxFileLines)).toEqual([]);
  });
});

describe('the check itself', () => {
  it('finds imports of other floors, of packages and of values where only types are allowed', () => {
    const tree = treeOf({
      'base/log.ts': `import * as vscode from 'vscode'; export const log = vscode;`,
      'core/fix/fix.ts': `import { explain } from '../explain/explain'; export const fix = explain;`,
      'core/explain/explain.ts': `import { wire } from '../../protocol/wire'; export const explain = wire;`,
      'core/text/text.ts': `import type { wire } from '../../protocol/wire'; export type Text = typeof wire;`,
      'protocol/wire.ts': `export { log as wire } from '../base/log';`,
      'engine/main.ts': `void import('../client/client'); import fs from 'node:fs'; void fs;`,
      'client/client.ts': `const x: import('../engine/main').X = 1; export { x };`,
    });
    expect(findFloorViolations(tree, floors)).toEqual([
      'base/log.ts imports vscode',
      'client/client.ts imports engine/main.ts',
      'core/explain/explain.ts imports protocol/wire.ts, of which only types are allowed',
      'core/fix/fix.ts imports core/explain/explain.ts',
      'engine/main.ts imports client/client.ts',
    ]);
  });

  it('finds a cycle and names its files', () => {
    const tree = treeOf({
      'base/a.ts': `import { b } from './b'; export const a = b;`,
      'base/b.ts': `import { c } from './c'; export const b = c;`,
      'base/c.ts': `import type { a } from './a'; import { b } from './b'; export const c: typeof a = b;`,
      'base/d.ts': `import { a } from './a'; void a;`,
    });
    expect(findCycle(tree.imports)).toEqual(['base/a.ts', 'base/b.ts', 'base/c.ts', 'base/a.ts']);
  });
});
