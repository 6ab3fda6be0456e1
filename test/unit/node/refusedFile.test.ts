import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRefusedFile } from '../../../src/node/refusedFile';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-refused-'));
beforeAll(() => {
  const write = (name: string, content: string): void => fs.writeFileSync(path.join(folder, name), content);
  fs.mkdirSync(path.join(folder, '.git'));
  fs.mkdirSync(path.join(folder, 'src/deep'), { recursive: true });
  write('.gitignore', 'dist/\n*.local.ts\n');
  write('src/.plinthignore', 'deep/plan.ts\n');
  write('src/deep/.gitignore', 'own.ts\n');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it.each([
  ['src/a.ts', false],
  ['src/config.local.ts', true],
  ['dist/deep/a.js', true],
  ['src/deep/plan.ts', true],
  ['src/deep/own.ts', true],
  ['src/deep/other.ts', false],
  ['src/.env', true],
  ['old/a.ts', true],
])('%s: %s', (relative, isRefused) => {
  expect(isRefusedFile({ folder, exclude: ['**/old'] }, relative)).toBe(isRefused);
});
