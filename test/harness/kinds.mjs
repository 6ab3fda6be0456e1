// The kinds of test, in the order in which they run: what each needs set up, and how to run it.
import path from 'node:path';
import { root } from './paths.mjs';
import { runCheck, runReporting } from './runKind.mjs';
import { findModelFolder } from './setUp/model.mjs';
import { newerNode } from './setUp/newerNode.mjs';

/**
 * @typedef {'build' | 'model' | 'newerNode' | 'nativeTreeSitter' | 'vscode' | 'debugpy'} Need
 *
 * @typedef {object} Kind
 * @property {string} name
 * @property {string} about
 * @property {readonly Need[]} needs beside the dependencies
 * @property {() => Promise<import('./summaryReporter.mjs').Report>} run
 */

/** @param {string} packageName @param {string} file */
const tool = (packageName, file) => path.join(root, 'node_modules', packageName, file);
const vitest = tool('vitest', 'vitest.mjs');

/** The folder of models goes by name, because a test may run where the user's own cache folder is not to be found. */
async function modelEnv() {
  return { PLINTH_MODELS: await findModelFolder() };
}

/** @param {string} name @param {readonly string[]} args folders and options of vitest */
async function runUnit(name, args) {
  return runReporting(
    name,
    process.execPath,
    [vitest, 'run', '-c', 'test/vitest.config.mts', ...args],
    await modelEnv(),
  );
}

/** @param {string} name @param {readonly string[]} filters */
async function runEndToEnd(name, filters) {
  return runReporting(
    name,
    process.execPath,
    [vitest, 'run', '-c', 'test/e2e/vitest.config.mts', ...filters],
    await modelEnv(),
  );
}

/** @type {readonly Kind[]} */
export const kinds = [
  {
    name: 'format',
    about: 'every file as prettier writes it',
    needs: [],
    run: () => runCheck('format', [[tool('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.']]),
  },
  {
    name: 'lint',
    about: 'eslint with types: style, floors, cycles',
    needs: [],
    run: () => runCheck('lint', [[tool('eslint', 'bin/eslint.js'), '-c', 'test/eslint.config.mjs', '.']]),
  },
  {
    name: 'types',
    about: 'the TypeScript compiler over everything',
    needs: [],
    run: () =>
      runCheck('types', [
        [tool('typescript', 'bin/tsc'), '-p', '.'],
        [tool('typescript', 'bin/tsc'), '-p', 'src/panel'],
      ]),
  },
  {
    name: 'deadcode',
    about: 'knip: no unused file, export or dependency',
    needs: [],
    run: () => runCheck('deadcode', [[tool('knip', 'bin/knip.js'), '--no-progress']]),
  },
  {
    name: 'unit',
    about: 'unit tests, drawn cases, the native parser as a second opinion',
    needs: ['build', 'nativeTreeSitter'],
    // A process per file, one after the other, takes twice the time.
    run: () => runUnit('unit', ['test/unit', 'test/cases', '--isolate=false', '--maxWorkers=100%']),
  },
  {
    name: 'engine',
    about: 'the engine contract on its fake and on the real process',
    needs: ['build', 'model'],
    run: () => runUnit('engine', ['test/engine']),
  },
  {
    name: 'baseline',
    about: 'answers of the real model to the sample workspace, as recorded',
    needs: ['build', 'model'],
    run: () => runCheck('baseline', [[path.join(root, 'test/bench/baseline.mjs')]]),
  },
  {
    name: 'integration',
    about: 'the extension in the extension host of a real VS Code',
    needs: ['build', 'model', 'newerNode', 'vscode'],
    run: async () => runReporting('integration', newerNode, ['test/integration/run.mjs'], await modelEnv()),
  },
  {
    name: 'package',
    about: 'the VSIX: its size, its content, its engine loads',
    needs: ['build', 'newerNode'],
    run: () => runEndToEnd('package', ['test/e2e/package.test.ts']),
  },
  {
    name: 'e2e',
    about: 'the installed VSIX with the real model, by keys and clicks',
    needs: ['build', 'model', 'newerNode', 'vscode', 'debugpy'],
    run: () => runEndToEnd('e2e', ['--exclude', 'test/e2e/package.test.ts']),
  },
];
