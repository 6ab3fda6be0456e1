// npm start [-- --check]: one real completion in the terminal, then the sample workspace in VS Code with the extension.
// `--check` stops after the terminal part.
import './checkNode.mjs';
import fs from 'node:fs';
import path from 'node:path';
import { findDesktopVscode, openDesktopVscode } from './desktopVscode.mjs';
import { startHost } from './host.mjs';
import { packExtension } from './package.mjs';
import { outDir, root, sampleDir } from './paths.mjs';
import { say, withProgress } from './progress.mjs';
import { SetUpError } from './setUpError.mjs';
import { setUpBuild } from './setUp/build.mjs';
import { setUpDependencies } from './setUp/dependencies.mjs';
import { findModelFolder, plinth, setUpModel } from './setUp/model.mjs';
import { setUpNewerNode } from './setUp/newerNode.mjs';
import { setUpVscodeHost } from './setUp/vscodeHost.mjs';
import { ownTarget } from './targets.mjs';
import { WrongUse } from './wrongUse.mjs';

const usage = `npm start              set-up, one completion in the terminal, then VS Code with the extension and a sample project
npm start -- --check   stops after the completion in the terminal`;
const sampleFile = path.join('shop', 'stock.py');

/** Lets the real model go on at the end of the sample file, by the product's own command line. */
async function showCompletion() {
  const file = path.join(sampleDir, sampleFile);
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  const place = `${file}:${lines.length}:${column}`;
  const { code, stdout, stderr } = await withProgress(`plinth complete ${sampleFile}:${lines.length}:${column}`, () =>
    plinth(['complete', place, '--workspace', sampleDir, '--json']),
  );
  if (code !== 0)
    throw new SetUpError(
      `plinth complete failed: ${stderr.trim()}`,
      'Run npm run --silent plinth -- doctor to see why.',
    );
  const answer = JSON.parse(stdout);
  if (answer.text === '')
    throw new SetUpError(`The model gave no answer (${answer.stage}: ${answer.reason})`, 'Run it again.');
  console.log(`\n${lines.slice(-3).join('\n')}\u001b[32m${answer.text}\u001b[0m\n`);
  const tokensPerSecond = (answer.generatedTokens / (answer.decodeMs / 1000)).toFixed(1);
  const firstToken = `first token after ${Math.round(answer.prefillMs)} ms`;
  say(`${answer.generatedTokens} tokens, ${tokensPerSecond} tokens per second, ${firstToken}`);
}

/** A copy that may be played with; an older one is kept, because somebody may have worked in it. */
function copySample() {
  const folder = path.join(outDir, 'sample');
  if (fs.existsSync(folder)) return folder;
  // Copied aside first, so that an interrupted copy is not taken for a whole one.
  const temporary = `${folder}.tmp`;
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.cpSync(sampleDir, temporary, { recursive: true });
  fs.renameSync(temporary, folder);
  return folder;
}

/** @param {string} folder the workspace */
async function openInHeadlessHost(folder) {
  await setUpNewerNode();
  await setUpVscodeHost();
  const vsix = await withProgress('packing the extension', () => packExtension(ownTarget));
  const host = await startHost({
    folder,
    file: path.join(folder, sampleFile),
    vsix,
    env: { PLINTH_MODELS: await findModelFolder() },
    staysIdle: true,
  });
  say(`VS Code with the sample workspace: ${host.url}`);
  say('Open it in a browser on this machine; Ctrl+C ends it.');
}

async function main() {
  const args = process.argv.slice(2);
  if (args.some((arg) => ['help', '--help', '-h'].includes(arg))) return console.log(usage);
  const unknown = args.find((arg) => arg !== '--check');
  if (unknown !== undefined) throw new WrongUse(`npm start does not know ${unknown}`, `Take:\n${usage}`);
  await setUpDependencies();
  await setUpBuild();
  await setUpModel();
  await showCompletion();
  if (args.includes('--check')) return;
  const folder = copySample();
  const desktop = findDesktopVscode();
  if (desktop === undefined) return openInHeadlessHost(folder);
  openDesktopVscode(desktop, {
    folder,
    file: path.join(folder, sampleFile),
    extension: root,
    models: await findModelFolder(),
  });
  say(`VS Code opens ${folder}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof SetUpError ? error.message : error);
  process.exitCode = error instanceof WrongUse ? error.exitCode : 1;
}
