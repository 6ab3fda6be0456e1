// npm test [-- KIND…]: sets up what the wanted kinds of test need, runs them, and ends with one line of counts over all.
// npm test -- help lists the kinds.
import './checkNode.mjs';
import { kinds } from './kinds.mjs';
import { say } from './progress.mjs';
import { SetUpError } from './setUpError.mjs';
import { setUpBuild } from './setUp/build.mjs';
import { setUpChromium } from './setUp/chromium.mjs';
import { setUpDebugpy } from './setUp/debugpy.mjs';
import { setUpDependencies } from './setUp/dependencies.mjs';
import { setUpModel } from './setUp/model.mjs';
import { setUpNativeTreeSitter } from './setUp/nativeTreeSitter.mjs';
import { setUpNewerNode } from './setUp/newerNode.mjs';
import { setUpVscodeHost } from './setUp/vscodeHost.mjs';
import { WrongUse } from './wrongUse.mjs';

/**
 * In the order in which they can be set up. The model, the native parser and Python's debugger are optional: the tests that need them
 * skip themselves.
 * @type {readonly {need: import('./kinds.mjs').Need, setUp: () => Promise<unknown>, optional?: boolean}[]}
 */
const setUps = [
  { need: 'newerNode', setUp: setUpNewerNode },
  { need: 'build', setUp: setUpBuild },
  { need: 'nativeTreeSitter', setUp: setUpNativeTreeSitter, optional: true },
  { need: 'model', setUp: setUpModel, optional: true },
  { need: 'vscode', setUp: setUpVscodeHost },
  { need: 'vscode', setUp: setUpChromium },
  { need: 'debugpy', setUp: setUpDebugpy, optional: true },
];

/** @param {readonly string[]} names */
function chooseKinds(names) {
  const unknown = names.filter((name) => !kinds.some((kind) => kind.name === name));
  if (unknown.length === 0) return names.length === 0 ? kinds : kinds.filter((kind) => names.includes(kind.name));
  throw new WrongUse(`There is no kind of test named ${unknown.join(', ')}`, `Take any of:\n${listKinds()}`);
}

function listKinds() {
  return kinds.map((kind) => `  ${kind.name.padEnd(12)} ${kind.about}`).join('\n');
}

/** @param {readonly string[]} args */
const asksForHelp = (args) => args.some((arg) => ['help', '--help', '-h'].includes(arg));

/** @param {readonly import('./kinds.mjs').Kind[]} wanted */
async function setUpFor(wanted) {
  await setUpDependencies();
  for (const { need, setUp, optional } of setUps) {
    if (!wanted.some((kind) => kind.needs.includes(need))) continue;
    try {
      await setUp();
    } catch (error) {
      if (optional !== true || !(error instanceof SetUpError)) throw error;
      say(`${error.message} Tests that need it are skipped.`);
    }
  }
}

async function main() {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    console.log(`npm test -- [KIND…]   all kinds, or some of:\n${listKinds()}`);
    return 0;
  }
  const wanted = chooseKinds(args);
  await setUpFor(wanted);
  const total = { passed: 0, failed: 0 };
  /** @type {{name: string, reason: string}[]} */
  const skipped = [];
  /** @type {{name: string, message: string}[]} */
  const failures = [];
  for (const kind of wanted) {
    say(`${kind.name}: ${kind.about}`);
    const report = await kind.run();
    total.passed += report.passed;
    total.failed += report.failed;
    skipped.push(...report.skipped);
    failures.push(...report.failures);
    say(
      `${kind.name}: ${report.passed} passed, ${report.failed} failed${report.skipped.length > 0 ? `, ${report.skipped.length} skipped` : ''}`,
    );
  }
  for (const { name, reason } of skipped) console.log(`skipped: ${name} (${reason})`);
  for (const { name, message } of failures) console.log(`failed: ${name}: ${message.split('\n')[0]}`);
  console.log(
    `${total.passed} passed, ${total.failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  );
  return total.failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof SetUpError ? error.message : error);
  // Whoever reads the last line for counts must not take a failed set-up for a success.
  if (!(error instanceof WrongUse)) console.log('0 passed, 1 failed');
  process.exitCode = error instanceof WrongUse ? error.exitCode : 1;
}
