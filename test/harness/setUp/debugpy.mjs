import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { isInstalled, prepareAside } from '../npm.mjs';
import { cacheDir, debugpyVersion } from '../paths.mjs';
import { say, withProgress } from '../progress.mjs';
import { runLogged } from '../runCommand.mjs';
import { SetUpError } from '../setUpError.mjs';

/** Runs the Python programs of the tests, and their debugger. */
export const python = process.platform === 'win32' ? 'python' : 'python3';
/** On PYTHONPATH it makes `python3 -m debugpy.adapter` work. */
export const debugpyDir = path.join(cacheDir, `debugpy-${debugpyVersion}`);
/** The wheel for every Python, so that the folder outlives an update of it. */
const forAnyPython = ['--platform', 'any', '--implementation', 'py', '--abi', 'none', '--only-binary', ':all:'];

export function hasPython() {
  return runs('--version');
}

export function hasDebugpy() {
  return isInstalled(debugpyDir) && hasPython();
}

/** Puts the Python debugger, which no VS Code brings along, into a folder of its own. */
export async function setUpDebugpy() {
  if (hasDebugpy()) return say(`debugpy ${debugpyVersion}: already there`);
  if (!runs('-m', 'pip', '--version'))
    throw new SetUpError(`There is no ${python} with pip`, 'Install Python 3.10 or newer with pip.');
  await withProgress(`debugpy ${debugpyVersion}: from the package registry`, () =>
    prepareAside(debugpyDir, async (dir) => {
      const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
      const what = ['--no-deps', ...forAnyPython, '--target', dir, `debugpy==${debugpyVersion}`];
      await runLogged('debugpy', python, ['-m', 'pip', 'install', ...quiet, ...what]);
    }),
  );
}

/** @param {readonly string[]} args */
function runs(...args) {
  return spawnSync(python, args, { stdio: 'ignore' }).status === 0;
}
