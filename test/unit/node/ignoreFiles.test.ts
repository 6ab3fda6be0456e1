import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IgnoreFiles } from '../../../src/node/ignoreFiles';
import { walkRoot } from '../../../src/node/walkRoot';

let top = '';
beforeEach(() => {
  top = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-ignore-')));
});
afterEach(() => fs.rmSync(top, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    fs.writeFileSync(path.join(top, name), text);
  }
}

function walk(root: string): string[] {
  const options = { root, ignoreFiles: new IgnoreFiles(root), exclude: [], extensions: new Set(['ts']) };
  return [...walkRoot({ ...options, onSkip: () => undefined })].filter((each) => each !== undefined).sort();
}

describe('IgnoreFiles', () => {
  it('counts .gitignore at each level, those above the root in the same repository, and .git/info/exclude', () => {
    write({
      '.gitignore': '*.out.ts\n/app/private.ts\n',
      '.git/info/exclude': 'mine.ts\n',
      'app/.gitignore': 'build/\n!keep.out.ts\n',
      'app/src/.gitignore': '/a.ts\n',
      ...Object.fromEntries(
        ['app/private.ts', 'app/mine.ts', 'app/x.out.ts', 'app/keep.out.ts', 'app/build/b.ts', 'app/src/a.ts'].map(
          (name) => [name, ''],
        ),
      ),
      'app/src/deep/a.ts': '',
    });
    expect(walk(path.join(top, 'app'))).toEqual(['keep.out.ts', 'src/deep/a.ts']);
  });

  it('does not look above the repository, and takes a worktree for one', () => {
    write({
      '.gitignore': '*.ts\n',
      'main/.git/info/exclude': 'b.ts\n',
      'main/.git/worktrees/w/commondir': '../..\n',
      'w/.git': `gitdir: ${path.join(top, 'main/.git/worktrees/w')}\n`,
      'w/a.ts': '',
      'w/b.ts': '',
    });
    expect(walk(path.join(top, 'w'))).toEqual(['a.ts']);
  });

  it('shows a folder that was opened although it is ignored', () => {
    write({ '.git/HEAD': '', '.gitignore': 'dist/\n', 'dist/a.ts': '', 'dist/.gitignore': 'b.ts', 'dist/b.ts': '' });
    expect(walk(path.join(top, 'dist'))).toEqual(['a.ts']);
  });

  it('honours .plinthignore above any repository, in any case of letters, and no .gitignore can undo it', () => {
    write({
      '.plinthignore': 'Secret*.ts\n',
      'app/.git/HEAD': '',
      'app/.gitignore': '!*.ts\n',
      'app/secretPlan.ts': '',
      'app/open.ts': '',
    });
    expect(walk(path.join(top, 'app'))).toEqual(['open.ts']);
  });

  it('leaves a folder alone altogether whose .plinthignore cannot be used', () => {
    write({ 'a/.plinthignore': '#'.repeat((1 << 20) + 1), 'a/a.ts': '', 'b/b.ts': '' });
    expect(walk(top)).toEqual(['b/b.ts']);
  });

  it('reads the rules of folders that nobody entered, also by way of a link', () => {
    write({ 'a/.plinthignore': '*\n', 'a/b/c.ts': '', 'd/rules': '*.ts\n', 'd/e.ts': '', 'f.ts': '' });
    fs.symlinkSync('rules', path.join(top, 'd/.plinthignore'));
    const files = new IgnoreFiles(top);
    expect(['a/b/c.ts', 'd/e.ts', 'f.ts'].map((name) => files.ignores(name, false))).toEqual([true, true, false]);
    expect(walk(top)).toEqual(['f.ts']);
  });

  it('agrees with git', () => {
    const dice = new Dice(7);
    let compared = 0;
    for (let round = 0; round < 25; round++) compared += compareWithGit(path.join(top, `r${round}`), dice);
    expect(compared).toBeGreaterThan(300);
  });
});

const patterns = ['a', 'b/', '/src', 'build', '*.ts', '!x.ts', '!a', '!build/', 'src/*', '**/x.ts', 'a/**', '/a/b']
  .concat(['!/src/build', 'x*', '?.ts', '[xy].ts', 'lib/**/x.ts', '\\[z\\].ts', '\\!n.ts', '\\#h.ts', '# c', '', 'a b'])
  .concat(['a b/', '/*', '!*/', '*', 'src/**/', 'y.ts ', '**', '!**/y.ts']);
const folderNames = ['a', 'b', 'src', 'build', 'lib', 'A', 'a b', '[d]'];
const fileNames = ['x.ts', 'y.ts', '[z].ts', '!n.ts', '#h.ts'];

/** A linear congruential generator with the constants of Numerical Recipes. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  roll(below: number): number {
    this.#state = (this.#state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((this.#state / 2 ** 32) * below);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.roll(values.length)] as T;
  }
}

/** Fills a repository with files and patterns and compares what is left of them. Returns how many files there were. */
function compareWithGit(repository: string, dice: Dice): number {
  const folders = [''];
  for (let count = 0; count < 12; count++) folders.push(path.posix.join(dice.pick(folders), dice.pick(folderNames)));
  const files = [
    ...new Set(folders.flatMap((folder) => [1, 2].map(() => path.posix.join(folder, dice.pick(fileNames))))),
  ];
  const somePatterns = (): string => Array.from({ length: 1 + dice.roll(4) }, () => dice.pick(patterns)).join('\n');
  fs.mkdirSync(repository);
  execFileSync('git', ['init', '-q', repository]);
  const name = path.basename(repository);
  write(Object.fromEntries(files.map((file) => [`${name}/${file}`, ''])));
  for (const folder of folders.filter((each) => each === '' || dice.roll(3) === 0))
    write({ [`${name}/${folder}/.gitignore`]: somePatterns() });
  write({ [`${name}/.git/info/exclude`]: dice.pick(patterns) });
  const env = { ...process.env, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_SYSTEM: os.devNull };
  const listed = execFileSync('git', ['-C', repository, 'ls-files', '-z', '-o', '--exclude-standard'], { env });
  const expected = listed
    .toString()
    .split('\0')
    .filter((file) => file.endsWith('.ts'));
  expect(walk(repository)).toEqual(expected.sort());
  return files.length;
}
