import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../harness/kinds.mjs';
import { backendPackages } from '../../harness/targets.mjs';

const harness = path.resolve(import.meta.dirname, '../../harness');

function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(harness, command), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a command of the checkout', () => {
  it.each([
    ['test.mjs', ['nonsense'], 'There is no kind of test named nonsense. '],
    ['test.mjs', ['unit', 'nonsense', 'foo'], 'There is no kind of test named nonsense, foo. '],
    ['start.mjs', ['--chek'], 'npm start does not know --chek. '],
    ['package.mjs', ['--target', 'amiga'], 'There is no target "amiga". '],
    ['package.mjs', ['--target=constructor'], 'There is no target "constructor". '],
    ['package.mjs', ['--target'], 'npm run package does not know "--target". '],
    ['package.mjs', ['linux-x64'], 'npm run package does not know "linux-x64". '],
  ])('%s refuses %j at once, in words, without set-up', (command, args, words) => {
    const { status, stdout, stderr } = run(command, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(words), stderr).toBe(true);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it.each([['help'], ['--help'], ['-h']])('tells what it takes when asked with %s', (word) => {
    const answers = ['test.mjs', 'start.mjs', 'package.mjs'].map((command) => run(command, word));
    expect(answers.map(({ status, stderr }) => ({ status, stderr }))).toEqual(
      answers.map(() => ({ status: 0, stderr: '' })),
    );
    const [test, start, pack] = answers.map(({ stdout }) => stdout);
    for (const { name, about } of kinds) expect(test).toMatch(new RegExp(`^ +${name} +${about}$`, 'm'));
    expect(start).toContain('--check');
    for (const target of Object.keys(backendPackages)) expect(pack).toContain(target);
  });
});
