import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hasModel } from '../../harness/setUp/model.mjs';

it.each([
  ['a folder without it', os.tmpdir()],
  ['no folder', path.join(os.tmpdir(), 'no', 'such', 'folder')],
  ['a file in the place of the folder', import.meta.filename],
])('the set-up finds no model in %s', (_what, folder) => {
  expect(hasModel(folder)).toBe(false);
});
