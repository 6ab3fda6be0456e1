import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { installAside, isInstalled, npm } from '../npm.mjs';
import { cacheDir, root } from '../paths.mjs';
import { say, withProgress } from '../progress.mjs';
import { SetUpError } from '../setUpError.mjs';
import { newerNodeEnv, setUpNewerNode } from './newerNode.mjs';

// The headers are of the newer Node; a module that asks for its Node-API version would crash an older Node.
const forAnyNode = '-UNAPI_VERSION -DNAPI_VERSION=8';
const packageDir = path.join(root, 'node_modules', 'tree-sitter');

/**
 * Makes the native tree-sitter load, which the syntax tests compare with the WebAssembly one. Its ready-made binary wants a newer
 * C++ library than, for example, Debian 12 has; then it is compiled from source, once for all checkouts.
 */
export async function setUpNativeTreeSitter() {
  if (loads()) return say('native tree-sitter: loads');
  const { version } = JSON.parse(fs.readFileSync(path.join(packageDir, 'package.json'), 'utf8'));
  const built = path.join(cacheDir, `tree-sitter-${version}-${process.arch}`);
  await setUpNewerNode(); // for the headers: node-gyp would download them
  const source = isInstalled(built) ? 'already compiled' : 'compiling, its ready-made binary does not load here';
  await withProgress(`native tree-sitter: ${source}`, () =>
    installAside(built, { 'tree-sitter': version }, async (dir) => {
      const env = { ...newerNodeEnv(), CXXFLAGS: forAnyNode, npm_config_build_from_source: 'true' };
      try {
        await npm('tree-sitter', dir, ['rebuild', 'tree-sitter'], env);
      } catch (error) {
        const cure = 'Install a C++20 compiler, make and python3.';
        throw new SetUpError(
          `The native tree-sitter could not be compiled: ${/** @type {Error} */ (error).message}`,
          cure,
        );
      }
    }),
  );
  // Where the package looks before it takes the ready-made binary.
  fs.cpSync(
    path.join(built, 'node_modules', 'tree-sitter', 'build', 'Release'),
    path.join(packageDir, 'build', 'Release'),
    {
      recursive: true,
      filter: (file) => fs.statSync(file).isDirectory() || file.endsWith('.node'),
    },
  );
  if (!loads()) throw new SetUpError('The native tree-sitter was compiled but does not load', `Look into ${built}.`);
}

/** Tried in a process of its own, since a broken binary may take its process along. */
function loads() {
  return spawnSync(process.execPath, ['-e', 'require("tree-sitter")'], { cwd: root, stdio: 'ignore' }).status === 0;
}
