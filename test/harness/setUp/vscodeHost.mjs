// A real VS Code without a desktop: code-server, which is VS Code's own server, extension host and web workbench, from npm.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { installAside, isInstalled, npm } from '../npm.mjs';
import { cacheDir, codeServerVersion } from '../paths.mjs';
import { say, withProgress } from '../progress.mjs';
import { SetUpError } from '../setUpError.mjs';
import { newerNodeEnv } from './newerNode.mjs';

const hostDir = path.join(cacheDir, `vscode-host-${codeServerVersion}`);
/** Started with the newer Node. */
export const codeServerEntry = path.join(hostDir, 'node_modules', 'code-server', 'out', 'node', 'entry.js');

export function hasVscodeHost() {
  return isInstalled(hostDir);
}

/** Needs the newer Node. */
export async function setUpVscodeHost() {
  if (hasVscodeHost()) return say('VS Code for tests: already there');
  if (process.platform !== 'linux')
    throw new SetUpError(
      `The headless VS Code is set up on Linux only, not on ${process.platform}`,
      'Use a desktop VS Code here.',
    );
  await withProgress('VS Code for tests: from the package registry (about 300 MB)', () =>
    installAside(hostDir, { 'code-server': codeServerVersion }, installServerModules),
  );
}

/** The package comes without the modules of the VS Code server, and its own install script refuses to fetch them here.
 * @param {string} dir */
async function installServerModules(dir) {
  const vscode = path.join(dir, 'node_modules', 'code-server', 'lib', 'vscode');
  const env = newerNodeEnv();
  await npm('vscode-modules', vscode, ['install', '--omit=dev', '--ignore-scripts'], env);
  await npm('vscode-extensions', path.join(vscode, 'extensions'), ['install', '--omit=dev', '--ignore-scripts'], env);
  // Without these two, VS Code writes no log files of extensions; everything else works.
  if (['c++', 'make', 'python3'].every(isOnPath))
    await npm('vscode-native', vscode, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], env);
}

/** @param {string} command */
function isOnPath(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}
