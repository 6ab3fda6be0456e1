// Compares the answers of the real model to the items of the sample workspace with those of the committed baseline:
//   node test/bench/baseline.mjs            fails on any change of token counts, and on more than two changed answers
//   node test/bench/baseline.mjs --update   records them anew
// Needs `npm run build`. Without the model, and on a processor for which llama.cpp has other code than on the one that made the baseline,
// nothing is compared; it says so and ends with code 3.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { getLlama } from 'node-llama-cpp';
import { root, sampleDir } from '../harness/paths.mjs';
import { findModelFolder, hasModel } from '../harness/setUp/model.mjs';

/**
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} arm
 * @property {string} text
 * @property {number | null} promptTokens
 * @property {number | null} evaluatedTokens
 *
 * @typedef {object} Baseline
 * @property {string} model
 * @property {string} cpu what llama.cpp says of the code that it chose
 * @property {string} options
 * @property {readonly Answer[]} answers
 */

const file = path.join(import.meta.dirname, 'baseline.json');
const model = 'qwen2.5-coder-0.5b';
const maxChangedAnswers = 2;
const NOTHING_COMPARED_CODE = 3;
const options = '--arms none,context --per-file 3 --limit 18 --salt baseline --prompt-tokens 768 --threads 2';

/** The instructions that the loaded code uses; without the words on how it was built. @returns {Promise<string>} */
async function cpuVariant() {
  const llama = await getLlama({ build: 'never', skipDownload: true, gpu: false, logger: () => undefined });
  const flags = [...llama.systemInfo.matchAll(/(\w+) = 1/g)].map(([, name]) => name);
  await llama.dispose();
  return [process.arch, ...flags].join(' ');
}

/** @returns {{answers: Answer[], backend: string}} */
function ask() {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-baseline-'));
  try {
    const args = ['bench', 'quality', sampleDir, '--out', out, '--model', model, ...options.split(' ')];
    const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'dist', 'cli.mjs'), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(stderr.trim() || `plinth bench quality ended with ${status}`);
    const lines = fs.readFileSync(path.join(out, 'results.jsonl'), 'utf8').trim().split('\n');
    const { backend } = JSON.parse(fs.readFileSync(path.join(out, 'report.json'), 'utf8'));
    const answers = lines.map((line) => {
      const { id, arm, text, promptTokens, evaluatedTokens } = JSON.parse(line);
      return { id, arm, text, promptTokens, evaluatedTokens };
    });
    return { answers, backend };
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}

/** @param {readonly Answer[]} before @param {readonly Answer[]} after @returns {boolean} whether they are near enough */
function compare(before, after) {
  const keyOf = (/** @type {Answer} */ { id, arm }) => `${arm} ${id}`;
  const known = new Map(before.map((answer) => [keyOf(answer), answer]));
  const missing = after.filter((answer) => !known.has(keyOf(answer)));
  if (missing.length > 0 || before.length !== after.length) {
    console.error(`The items are not those of the baseline (${after.length} answers, ${before.length} before).`);
    return false;
  }
  const counts = [];
  const texts = [];
  for (const answer of after) {
    const old = known.get(keyOf(answer));
    if (old?.promptTokens !== answer.promptTokens || old?.evaluatedTokens !== answer.evaluatedTokens)
      counts.push(
        `${keyOf(answer)}: ${old?.promptTokens} tokens of which ${old?.evaluatedTokens} read, ` +
          `now ${answer.promptTokens} and ${answer.evaluatedTokens}`,
      );
    if (old?.text !== answer.text)
      texts.push(`${keyOf(answer)}: ${JSON.stringify(old?.text)}, now ${JSON.stringify(answer.text)}`);
  }
  for (const line of [...counts, ...texts]) console.error(line);
  console.log(`${after.length} answers: ${counts.length} other token counts, ${texts.length} other texts`);
  return counts.length === 0 && texts.length <= maxChangedAnswers;
}

async function main() {
  const args = process.argv.slice(2);
  const isUpdate = args.length === 1 && args[0] === '--update';
  if (args.length > 0 && !isUpdate) {
    console.error('Use: node test/bench/baseline.mjs [--update]');
    return 2;
  }
  if (!hasModel(await findModelFolder())) {
    console.log('Nothing was compared: the model is not here.');
    return NOTHING_COMPARED_CODE;
  }
  const cpu = await cpuVariant();
  if (isUpdate) {
    const { answers, backend } = ask();
    if (backend !== 'cpu') throw new Error(`The baseline is made on a processor, not on ${backend}.`);
    fs.writeFileSync(file, `${JSON.stringify({ model, cpu, options, answers }, undefined, 2)}\n`);
    console.log(`${answers.length} answers recorded in ${path.relative(root, file)}`);
    return 0;
  }
  /** @type {Baseline} */
  const baseline = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (baseline.options !== options || baseline.model !== model) {
    console.error(
      'The baseline was recorded with other options. Record it anew: node test/bench/baseline.mjs --update',
    );
    return 1;
  }
  if (baseline.cpu !== cpu) {
    console.log(`Nothing was compared: the baseline is of a processor with ${baseline.cpu}, this one has ${cpu}.`);
    return NOTHING_COMPARED_CODE;
  }
  const { answers, backend } = ask();
  if (backend !== 'cpu') {
    console.log(`Nothing was compared: the baseline is of a processor, and ${backend} answered here.`);
    return NOTHING_COMPARED_CODE;
  }
  return compare(baseline.answers, answers) ? 0 : 1;
}

process.exitCode = await main();
