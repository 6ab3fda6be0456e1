// Gets the code that `plinth bench quality` is measured on into the cache and prints its folders, one a line:
//   node test/bench/qualitySources.mjs [--to FOLDER]
// All of it was first published after February 2024, when the training data of Qwen2.5-Coder ends. Versions and hashes are pinned.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir } from '../harness/paths.mjs';
import { unzip } from '../harness/unzip.mjs';

/**
 * @typedef {object} Source
 * @property {string} name of the workspace's folder
 * @property {'npm' | 'pypi'} registry
 * @property {string} spec package and version
 * @property {string} integrity algorithm and hash of the archive, as npm writes it
 */

/** @type {readonly Source[]} */
const sources = [
  {
    name: 'db',
    registry: 'npm',
    spec: '@tanstack/db@0.15.2',
    integrity: 'sha512-s7CR8kOgkF1oPEGyKWItWHsg7U3hhQQu+k9CPjjAWwS6wzWVvjCbHbu/xnJvO1aPe7v3SBwo1tf6CMyKjNPNxg==',
  },
  {
    name: 'pacer',
    registry: 'npm',
    spec: '@tanstack/pacer@0.22.0',
    integrity: 'sha512-Zq23KOn30tFiA6ZYWihs5x++ttHkOIcnIIjRrJq05tGrYx9+iHsmVaj8jb7UJVemEI+JRWGzJ9C+50YV4nRz0w==',
  },
  {
    name: 'squirreling',
    registry: 'npm',
    spec: 'squirreling@0.12.11',
    integrity: 'sha512-Z8/KjrVxiPl5TDPCatH5gPMqQPBB5+YqnN+yQKX0hlYoHI6FZVZA4iCpFFAaVc969X1a6spYmLGlv/MHNM49hQ==',
  },
  {
    name: 'hyparquet-writer',
    registry: 'npm',
    spec: 'hyparquet-writer@0.17.0',
    integrity: 'sha512-GZ4QeopztjSli/Sz1dSOP/TrSKtwG2ydP2yuPMxeiZnho+PCXF7x+wx8OIVtpQn8rcv559IH1EJMHnTbv0sn+Q==',
  },
  {
    name: 'icebird',
    registry: 'npm',
    spec: 'icebird@0.3.1',
    integrity: 'sha512-fFhPy/p39VGqfx1UMGAk/jkGTKG1YRDjdJxW/nXUPiM8Aosb/YxkB7Dv/sf19/D36n+yKaTG69xKLKNQ4YhkeQ==',
  },
  {
    // The Python SDK of the Model Context Protocol, announced in November 2024. MIT. Chosen since it is a library of about a hundred
    // files that use each other's names all the time, with types and without generated code.
    name: 'mcp',
    registry: 'pypi',
    spec: 'mcp==1.30.0',
    integrity: 'sha256-Zm7bUAlQPhBHydYDRqdW+UsmHwXMJiXyPUHHKP/EhNA=',
  },
];

/** @param {Source} source @param {string} folder where the archive is put @returns {string} the archive */
function download({ registry, spec }, folder) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const [command, args] =
    registry === 'npm'
      ? [npm, ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, spec]]
      : [
          'python3',
          [
            '-m',
            'pip',
            'download',
            '-q',
            '--disable-pip-version-check',
            '--no-deps',
            '--only-binary',
            ':all:',
            '-d',
            folder,
            spec,
          ],
        ];
  const result = spawnSync(command, args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.status !== 0)
    throw new Error(`${spec} cannot be fetched: ${(result.stderr ?? '').trim() || (result.error?.message ?? '')}`);
  const [archive] = fs.readdirSync(folder);
  if (archive === undefined) throw new Error(`${spec} cannot be fetched: no archive came`);
  return path.join(folder, archive);
}

/** @param {string} file @param {Source} source */
function check(file, { spec, integrity }) {
  const [algorithm = '', wanted] = integrity.split(/-(.*)/s);
  const found = createHash(algorithm).update(fs.readFileSync(file)).digest('base64');
  if (found !== wanted) throw new Error(`${spec} is not what it was: ${algorithm} ${found} instead of ${wanted}`);
}

/** @param {string} archive @param {Source} source @param {string} folder */
function unpack(archive, { registry, spec }, folder) {
  fs.mkdirSync(folder, { recursive: true });
  if (registry === 'pypi') unzip(archive, folder);
  else {
    const result = spawnSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'], { encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`${spec} cannot be unpacked: ${result.stderr ?? result.error?.message}`);
  }
  // What was built from the sources repeats them.
  for (const entry of fs.readdirSync(folder))
    if (entry === 'dist' || entry.endsWith('.dist-info')) fs.rmSync(path.join(folder, entry), { recursive: true });
}

/** @param {Source} source @param {string} to @returns {string} its folder */
function provide(source, to) {
  const folder = path.join(to, source.name);
  const stamp = path.join(to, `${source.name}.stamp`);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === source.integrity) return folder;
  const work = fs.mkdtempSync(path.join(to, '.fetch-'));
  try {
    const downloads = path.join(work, 'archive');
    fs.mkdirSync(downloads);
    const archive = download(source, downloads);
    check(archive, source);
    unpack(archive, source, path.join(work, 'files'));
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(path.join(work, 'files'), folder);
    fs.writeFileSync(stamp, source.integrity);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

const args = process.argv.slice(2);
if (args.length !== 0 && (args.length !== 2 || args[0] !== '--to')) {
  console.error('Use: node test/bench/qualitySources.mjs [--to FOLDER]');
  process.exit(2);
}
const to = path.resolve(args[1] ?? path.join(cacheDir, 'quality'));
fs.mkdirSync(to, { recursive: true });
try {
  for (const source of sources) console.log(provide(source, to));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
