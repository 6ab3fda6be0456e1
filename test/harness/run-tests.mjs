#!/usr/bin/env node
// Runs a test entry in the real extension host without a desktop, streams its output, exits with 0 or 1 (124: timed out).
//   run-tests.mjs --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [WORKSPACE_DIR]
// These are the flags of the desktop VS Code, so this file also serves as vscodeExecutablePath of @vscode/test-electron.
// Environment: TEST_TIMEOUT_S (180), TEST_VERBOSE=1 (VS Code's own log lines too), TEST_OUT (folder for logs and a screenshot).
import './checkNode.mjs';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { openBrowser } from './browser.mjs';
import { startHost, testSettings } from './host.mjs';

/** VS Code's own lines, which it mixes with the output of the tests. */
const noise = [
  ...[
    'Resolv(ing|ed) connection token',
    'Creating a socket',
    '\\[reconnection-grace-time\\]',
    '\\[Service Worker\\]',
    '\\[AgentHost',
  ],
  ...[
    '\\[AccountPolicyGate\\]',
    '(Ignoring fetching|Updating) additional builtin',
    'Creation of workbench contribution',
  ],
  ...['No search provider registered', 'Timed out waiting for authentication provider', 'Canceled: ', '%c'],
];
const isNoise = new RegExp(`^(${noise.join('|')})`);

/** @param {string} name */
function flag(name) {
  return process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/** VS Code reports 0 when the extension host dies during the tests, so a wrapper leaves a proof that they ended well.
 * @param {string} own @param {string} tests */
function wrapTests(own, tests) {
  const proof = path.join(own, 'passed');
  const wrapper = path.join(own, 'wrapper.cjs');
  const code = `exports.run = async () => {
  await require(${JSON.stringify(tests)}).run();
  require('node:fs').writeFileSync(${JSON.stringify(proof)}, '');
};`;
  fs.writeFileSync(wrapper, code);
  return { proof, wrapper };
}

/**
 * Takes over what the test driver of the page reports. Call it before the page opens the workbench.
 * @typedef {{code: number, logs?: {relativePath: string, contents: string}[], problem?: string}} Outcome
 * @param {import('playwright-core').Page} page
 * @returns {Promise<{outcome: Promise<Outcome>}>}
 */
async function listen(page) {
  const seconds = Number(process.env['TEST_TIMEOUT_S'] || 180);
  /** @type {(outcome: Outcome) => void} */
  let settle = () => undefined;
  /** @type {Promise<Outcome>} */
  const outcome = new Promise((resolve) => (settle = resolve));
  await page.exposeFunction(
    'codeAutomationExit',
    (/** @type {number} */ code, /** @type {Outcome['logs']} */ logs = []) => settle({ code, logs }),
  );
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    const text = format(...args);
    if (process.env['TEST_VERBOSE'] || !isNoise.test(text))
      console.log(type === 'info' || type === 'log' ? text : `[${type}] ${text}`);
  });
  page.once('crash', () => settle({ code: 1, problem: 'the page crashed' }));
  setTimeout(() => settle({ code: 124, problem: `no result after ${seconds} s` }), seconds * 1000).unref();
  return { outcome };
}

/** @param {Outcome} outcome @param {import('playwright-core').Page} page */
async function keepArtefacts({ code, logs = [] }, page) {
  const out = process.env['TEST_OUT'];
  if (!out) return;
  for (const { relativePath, contents } of logs) {
    const file = path.join(out, 'logs', relativePath);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, contents);
  }
  if (code !== 0) await page.screenshot({ path: path.join(out, 'failed.png') }).catch(() => undefined);
}

async function main() {
  const [extension, entry] = [flag('extensionDevelopmentPath'), flag('extensionTestsPath')];
  if (extension === undefined || entry === undefined) {
    console.error('usage: run-tests.mjs --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [WORKSPACE_DIR]');
    return 2;
  }
  if (!fs.existsSync(path.join(extension, 'package.json'))) throw new Error(`no package.json in ${extension}`); // VS Code would wait for ever
  const tests = createRequire(import.meta.url).resolve(path.resolve(entry)); // .js may be left out
  const own = fs.mkdtempSync(path.join(os.tmpdir(), 'run-tests-'));
  process.once('exit', () => fs.rmSync(own, { recursive: true, force: true }));
  const folder = process.argv.slice(2).find((arg) => !arg.startsWith('-')) ?? own;
  const { proof, wrapper } = wrapTests(own, tests);

  const settings = { ...testSettings, ...JSON.parse(process.env['TEST_SETTINGS'] || '{}') };
  const host = await startHost({ folder, extension, tests: wrapper, settings });
  const { browser, page } = await openBrowser();
  const driver = await listen(page);
  await page.goto(host.url);
  let outcome = await driver.outcome;
  if (outcome.code === 0 && !fs.existsSync(proof))
    outcome = { code: 1, problem: 'the extension host ended before the tests did' };
  await keepArtefacts(outcome, page);
  if (outcome.problem !== undefined) console.error(`run-tests: ${outcome.problem}\n${host.log()}`);
  await browser.close();
  await host.dispose();
  return outcome.code;
}

process.exit(await main());
