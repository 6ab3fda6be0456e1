// Runs one kind of test as a program of its own and reads its counts from a report file, never from what it prints.
import fs from 'node:fs';
import path from 'node:path';
import { outDir, root } from './paths.mjs';
import { runCommand } from './runCommand.mjs';

/** @typedef {import('./summaryReporter.mjs').Report} Report */

/**
 * A runner that writes a report: vitest, or mocha in the extension host.
 * @param {string} name
 * @param {string} node the Node that runs it
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Report>}
 */
export async function runReporting(name, node, args, env = {}) {
  const file = path.join(outDir, 'report', `${name}.json`);
  fs.rmSync(file, { force: true });
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const { code } = await runCommand(node, args, {
    cwd: root,
    env: { ...process.env, ...env, PLINTH_REPORT: file },
    visible: true,
  });
  /** @type {Report | undefined} */
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  if (report === undefined) return failure(name, `it ended with exit code ${code} before it wrote its report`);
  if (code === 0 || report.failed > 0) return report;
  const { failed, failures } = failure(name, `its tests passed but it ended with exit code ${code}`);
  return { ...report, failed, failures };
}

/** Of a check that could not be made here; what it printed last says why. */
const SKIPPED_CODE = 3;

/**
 * A program whose exit code is the whole result, such as a linter. Its output is shown when it fails.
 * @param {string} name
 * @param {readonly (readonly string[])[]} runs arguments for Node, one run each
 * @returns {Promise<Report>}
 */
export async function runCheck(name, runs) {
  for (const args of runs) {
    const { code, stdout, stderr } = await runCommand(process.execPath, args, { cwd: root });
    if (code === 0) continue;
    if (code === SKIPPED_CODE) {
      const reason = stdout.trimEnd().split('\n').at(-1) ?? '';
      return { passed: 0, failed: 0, skipped: [{ name, reason }], failures: [] };
    }
    console.log(`${stdout}${stderr}`.trimEnd());
    return failure(name, `it ended with exit code ${code}`);
  }
  return { passed: 1, failed: 0, skipped: [], failures: [] };
}

/** @param {string} name @param {string} message @returns {Report} */
function failure(name, message) {
  return { passed: 0, failed: 1, skipped: [], failures: [{ name, message }] };
}
