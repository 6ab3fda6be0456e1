import fs from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { say, withProgress } from '../progress.mjs';
import { runCommand } from '../runCommand.mjs';
import { SetUpError } from '../setUpError.mjs';

/** The smallest model of the catalogue: tests measure with it, and it answers on any machine. */
const modelId = 'qwen2.5-coder-0.5b';
const modelFile = 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf';
const modelBytes = 491_400_064;
const cli = path.join(root, 'dist', 'cli.mjs');

/** The folder that the product itself looks in: `PLINTH_MODELS`, else its cache folder. Needs the build. */
export async function findModelFolder() {
  const { stdout, stderr } = await plinth(['models', 'path']);
  if (stdout.trim() === '') throw new Error(`plinth models path said nothing: ${stderr}`);
  return stdout.trim();
}

/** Makes sure that the model lies in the model folder, by the product's own download if it is not there. */
export async function setUpModel() {
  const folder = await findModelFolder();
  if (hasModel(folder)) return say(`model: ${path.join(folder, modelFile)}`);
  // Its progress lines are shown as they come.
  const { code } = await withProgress(`model: downloading ${modelId} (491 MB) to ${folder}`, () =>
    runCommand(process.execPath, [cli, 'models', 'pull', modelId], { visible: true }),
  );
  if (code === 0 && hasModel(folder)) return say('model: downloaded and checked');
  const cure = `Put ${modelFile} into ${folder}, or set PLINTH_MODELS to a folder that has it.`;
  throw new SetUpError(`The model ${modelId} is missing and could not be downloaded`, cure);
}

/** @param {string} folder */
export function hasModel(folder) {
  try {
    return fs.statSync(path.join(folder, modelFile)).size === modelBytes;
  } catch {
    return false; // absent, or no folder at all: the download says which
  }
}

/** Runs the product's own command line.
 * @param {readonly string[]} args */
export function plinth(args) {
  return runCommand(process.execPath, [cli, ...args]);
}
