import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nullLog } from '../../../src/base/log';
import { RootRules } from '../../../src/worker/rootRules';
import { SkipCounts } from '../../../src/worker/skipCounts';
import { IndexerFixture } from './indexerFixture';

let at: IndexerFixture;
let skips: SkipCounts;
let rules: RootRules;
beforeEach(() => {
  at = new IndexerFixture();
  at.write({ 'src/a.ts': '', 'src/gen/b.ts': '', 'src/.env.ts': '', 'out/c.ts': '', '.gitignore': 'out\n' });
  skips = new SkipCounts(at.root, nullLog);
  rules = new RootRules(at.root, ['**/gen'], skips);
});
afterEach(() => at.dispose());

const walked = (): string[] => [...rules.walk([], 100)].filter((each) => each !== undefined).sort();

describe('RootRules', () => {
  it('walks over what it does not refuse, and counts the rest', () => {
    expect(walked()).toEqual(['src/a.ts']);
    for (const refused of ['src/gen/b.ts', 'src/.env.ts', 'out/c.ts', 'node_modules/d.ts'])
      expect(rules.isRefused(refused), refused).toBe(true);
    expect(rules.isRefused('src/a.ts')).toBe(false);
    expect(skips.all).toEqual({ excluded: 1, secret: 1, ignored: 1 });
  });

  it('takes other patterns, and says whether they are others', () => {
    expect(rules.setExclude(['**/gen'])).toBe(false);
    expect(rules.setExclude(['**/a.ts'])).toBe(true);
    expect(walked()).toEqual(['src/gen/b.ts']);
    expect(rules.isRefused('src/a.ts')).toBe(true);
  });

  it('reads the ignore files anew with each walk', () => {
    expect(walked()).toEqual(['src/a.ts']);
    at.write({ '.gitignore': 'src\n' });
    expect(walked()).toEqual(['out/c.ts']);
    expect(rules.isRefused('src/a.ts')).toBe(true);
  });

  it('looks into new folders, unless they are refused or files', () => {
    expect(rules.isNewFolder('src')).toBe(true);
    for (const other of ['src/gen', 'out', 'src/a.ts', 'gone']) expect(rules.isNewFolder(other), other).toBe(false);
  });

  it('knows the files that decide over others, where anything is looked at', () => {
    for (const each of ['.gitignore', 'src/.plinthignore', '.git/HEAD', '.git/info/exclude'])
      expect(rules.decidesOthers(each), each).toBe(true);
    for (const each of ['src/a.ts', 'out/.gitignore', 'src/gen/.plinthignore', 'node_modules/x/.gitignore'])
      expect(rules.decidesOthers(each), each).toBe(false);
  });
});
