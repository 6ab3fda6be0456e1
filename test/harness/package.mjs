#!/usr/bin/env node
// npm run package [-- --target linux-x64]: packs the extension into dist/plinth-TARGET-VERSION.vsix.
// What ships is laid out in a folder first, so the list of files is this file and needs no ignore patterns.
import './checkNode.mjs';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fetchBackend } from './fetchBackend.mjs';
import { composeNotices } from './notices.mjs';
import { outDir, root } from './paths.mjs';
import { say, withProgress } from './progress.mjs';
import { runLogged } from './runCommand.mjs';
import { findRuntimeFiles, packageDirOf } from './runtimeFiles.mjs';
import { SetUpError } from './setUpError.mjs';
import { setUpDependencies } from './setUp/dependencies.mjs';
import { newerNode, setUpNewerNode } from './setUp/newerNode.mjs';
import { backendPackages, maxVsixBytes, ownTarget } from './targets.mjs';
import { WrongUse } from './wrongUse.mjs';

const usage = `npm run package [-- --target TARGET]   TARGET: ${Object.keys(backendPackages).join(', ')}`;

/** Fields of package.json that mean something to VS Code; the rest is about building. */
const developmentOnly = [
  'scripts',
  'devDependencies',
  'dependencies',
  'overrides',
  'knip',
  'prettier',
  'bin',
  'private',
];

/**
 * Packs for a target. Needs the dependencies and the newer Node.
 * @param {string} target
 * @returns {Promise<string>} the path of the VSIX
 */
export async function packExtension(target) {
  const backends = backendsOf(target);
  const stage = path.join(outDir, `stage-${target}`);
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(stage, { recursive: true });
  const inputs = path.join(outDir, 'bundled-files.json');
  const build = ['esbuild.js', '--production', `--outdir=${path.join(stage, 'dist')}`, `--inputs=${inputs}`];
  await runLogged('build-production', process.execPath, build, { cwd: root });

  const runtimeFiles = await findRuntimeFiles();
  // Below dist/, where the engine finds them; vsce never takes a node_modules folder at the top.
  for (const file of runtimeFiles) copy(path.join(root, file), path.join(stage, 'dist', file));
  for (const name of backends)
    await copyBackend(name, path.join(stage, 'dist', 'node_modules', '@node-llama-cpp', name));

  const bundled = JSON.parse(fs.readFileSync(inputs, 'utf8')).filter((/** @type {string} */ file) =>
    file.startsWith('node_modules/'),
  );
  const packages = [...runtimeFiles, ...bundled].map(packageDirOf);
  const backendDirs = backends.map((name) => `node_modules/@node-llama-cpp/${name}`);
  fs.writeFileSync(path.join(stage, 'THIRD-PARTY-NOTICES.md'), composeNotices([...packages, ...backendDirs]));
  copyTexts(stage);
  return await pack(stage, target, writeManifest(stage));
}

/** @param {string} target */
function backendsOf(target) {
  const backends = Object.hasOwn(backendPackages, target) ? backendPackages[target] : undefined;
  if (backends !== undefined) return backends;
  throw new WrongUse(`There is no target "${target}"`, `Take one of ${Object.keys(backendPackages).join(', ')}.`);
}

/** @param {string} name @param {string} to */
async function copyBackend(name, to) {
  const from = await fetchBackend(name);
  for (const part of ['package.json', 'dist', 'bins', 'LICENSE'])
    fs.cpSync(path.join(from, part), path.join(to, part), {
      recursive: true,
      filter: (file) => !/\.d\.ts$|\.map$/.test(file),
    });
}

/** @param {string} stage */
function copyTexts(stage) {
  const texts = fs
    .readdirSync(root)
    .filter((name) => /^(README\.md|CHANGELOG\.md|LICENSE|package\.nls.*\.json)$/.test(name));
  for (const name of texts) copy(path.join(root, name), path.join(stage, name));
  for (const name of ['media', 'l10n'])
    if (fs.existsSync(path.join(root, name)))
      fs.cpSync(path.join(root, name), path.join(stage, name), { recursive: true });
}

/** @param {string} stage @returns {string} the version */
function writeManifest(stage) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const field of developmentOnly) delete manifest[field];
  delete manifest.engines.node; // the user's Node is the one inside VS Code
  fs.writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest.version;
}

/** @param {string} stage @param {string} target @param {string} version */
async function pack(stage, target, version) {
  const vsix = path.join(root, 'dist', `plinth-${target}-${version}.vsix`);
  fs.mkdirSync(path.dirname(vsix), { recursive: true });
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  const args = [vsce, 'package', '--no-dependencies', '--target', target, '--out', vsix];
  await runLogged('vsce', newerNode, args, { cwd: stage });
  return vsix;
}

/** @param {string} from @param {string} to */
function copy(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(from, to);
}

/** @param {readonly string[]} args @returns {string | undefined} undefined when they ask for help */
function targetOf(args) {
  const [first, second] = args;
  if (first === undefined) return ownTarget;
  if (args.length === 1 && ['help', '--help', '-h'].includes(first)) return undefined;
  if (args.length === 1 && first.startsWith('--target=')) return first.slice('--target='.length);
  if (args.length === 2 && first === '--target' && second !== undefined) return second;
  throw new WrongUse(`npm run package does not know "${args.join(' ')}"`, usage);
}

async function main() {
  const target = targetOf(process.argv.slice(2));
  if (target === undefined) return console.log(usage);
  backendsOf(target); // before minutes go into the set-up
  await setUpDependencies();
  await setUpNewerNode();
  const vsix = await withProgress(`packing for ${target}`, () => packExtension(target));
  const { size } = fs.statSync(vsix);
  say(`${path.relative(root, vsix)}: ${size} bytes`);
  if (size > maxVsixBytes)
    throw new SetUpError(`The package is larger than ${maxVsixBytes} bytes`, 'Leave a backend out in targets.mjs.');
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error) => {
    console.error(error instanceof SetUpError ? error.message : error);
    process.exitCode = error instanceof WrongUse ? error.exitCode : 1;
  });
}
