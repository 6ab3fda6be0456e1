// Finds the files of node-llama-cpp and of its dependencies that the engine can reach at run time. The package also holds the
// sources of llama.cpp, a command line and type declarations, forty megabytes that no user needs.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** Read by path at run time, so that following imports does not find them. */
const readByPath = ['node-llama-cpp/llama/binariesGithubRelease.json', 'node-llama-cpp/llama/llama.cpp.info.json'];
/** Platform packages are chosen by target; a copy-on-write helper is for a downloader that the engine never starts. */
const leftOut = ['@node-llama-cpp/*', '@reflink/reflink'];

/** @returns {Promise<string[]>} paths relative to the project's root, all below node_modules */
export async function findRuntimeFiles() {
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    stdin: { contents: "import 'node-llama-cpp';", resolveDir: root },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    // As Node itself resolves: without the bundlers' `module` field and condition.
    mainFields: ['main'],
    conditions: ['node'],
    external: leftOut,
    logLevel: 'error',
  });
  const files = new Set(Object.keys(metafile.inputs).filter((file) => file.startsWith('node_modules/')));
  for (const file of readByPath) files.add(`node_modules/${file}`);
  for (const file of [...files]) for (const manifest of manifestsAbove(file)) files.add(manifest);
  return [...files].sort();
}

/** Every package.json between a file and the root of its package: they say which files are ES modules.
 * @param {string} file */
function* manifestsAbove(file) {
  for (let dir = path.posix.dirname(file); !/(^|\/)node_modules(\/@[^/]+)?$/.test(dir); dir = path.posix.dirname(dir)) {
    const manifest = `${dir}/package.json`;
    if (fs.existsSync(path.join(root, manifest))) yield manifest;
  }
}

/** @param {string} file @returns {string} the package folder that a path below node_modules lies in, such as `node_modules/a/node_modules/@b/c` */
export function packageDirOf(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '';
}
