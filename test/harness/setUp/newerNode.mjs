import path from 'node:path';
import { installAside, isInstalled } from '../npm.mjs';
import { cacheDir, newerNodeVersion } from '../paths.mjs';
import { say, withProgress } from '../progress.mjs';

const platform = process.platform === 'win32' ? 'win' : process.platform;
const packageName = `node-${platform}-${process.arch}`;
const installDir = path.join(cacheDir, `node-${newerNodeVersion}`);

/** Folder of a Node that the newer tools run on; it also holds the headers that native modules are compiled with. */
const newerNodeDir = path.join(installDir, 'node_modules', packageName);
/** Runs vsce, test-electron (both want Node 22) and code-server (wants exactly 24). */
export const newerNode = path.join(newerNodeDir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The environment in which `node` is the newer one, for programs that start `node` by name. */
export function newerNodeEnv() {
  return {
    ...process.env,
    PATH: path.dirname(newerNode) + path.delimiter + process.env['PATH'],
    npm_config_nodedir: newerNodeDir,
  };
}

export async function setUpNewerNode() {
  if (isInstalled(installDir)) return say(`Node ${newerNodeVersion} for the tools: already there`);
  await withProgress(`Node ${newerNodeVersion} for the tools: from the package registry`, () =>
    installAside(installDir, { [packageName]: newerNodeVersion }),
  );
}
