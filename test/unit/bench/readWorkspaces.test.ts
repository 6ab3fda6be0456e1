import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commonFolder } from '../../../src/cli/bench/readWorkspaces';

describe('commonFolder', () => {
  const at = (...folders: string[]) => commonFolder(folders.map((folder) => path.resolve('/', folder)));
  it.each([
    [['code/shop'], 'code/shop'],
    [['code/shop', 'code/notes'], 'code'],
    [['code/shop', 'other/deep/notes', 'code/more'], ''],
    [['code/shop', 'code/shop/packages/cart'], 'code'],
    [['code/shop', 'code/shop2'], 'code'],
    [['code/..shop', 'code/notes'], 'code'],
  ])('of %j: %j', (folders, common) => {
    expect(at(...folders)).toBe(path.resolve('/', common));
  });
});
