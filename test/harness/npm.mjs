import fs from 'node:fs';
import path from 'node:path';
import { runLogged } from './runCommand.mjs';
import { SetUpError } from './setUpError.mjs';

/** What npm adds to the environment of a script describes this project and would mislead an npm that runs in another folder. */
const ofTheOuterScript = /^(npm_package_|npm_lifecycle_|npm_config_(local_prefix|global_prefix|prefix)$|INIT_CWD$)/;

/**
 * Runs npm in a folder, with the same npm that started this command.
 * @param {string} name for the log file
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} standard output
 */
export function npm(name, cwd, args, env = process.env) {
  const clean = Object.fromEntries(Object.entries(env).filter(([key]) => !ofTheOuterScript.test(key)));
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const cli = process.env['npm_execpath'];
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  return runLogged(name, command, [...first, ...args, ...quiet], { cwd, env: clean });
}

/**
 * Installs packages into a folder of their own, complete or not at all: safe to interrupt and to run twice at once.
 * @param {string} dir
 * @param {Record<string, string>} dependencies
 * @param {(dir: string) => Promise<void>} [finish] further work in the folder before it counts as installed
 */
export async function installAside(dir, dependencies, finish) {
  await prepareAside(dir, async (temporary) => {
    const manifest = { name: 'plinth-tools', version: '0.0.0', private: true, dependencies };
    fs.writeFileSync(path.join(temporary, 'package.json'), JSON.stringify(manifest));
    await npm(path.basename(dir), temporary, ['install', '--ignore-scripts']);
    await finish?.(temporary);
  });
}

/**
 * Fills a folder of the cache, complete or not at all: safe to interrupt and to run twice at once.
 * @param {string} dir
 * @param {(temporary: string) => Promise<void>} fill puts everything into the folder that it is given
 */
export async function prepareAside(dir, fill) {
  if (isInstalled(dir)) return;
  const name = path.basename(dir);
  const temporary = `${dir}.tmp-${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(dir), { recursive: true });
    removeLeftovers(path.dirname(dir));
    fs.rmSync(temporary, { recursive: true, force: true }); // of a killed run that had the same id
    fs.mkdirSync(temporary);
  } catch (error) {
    const cure = 'Set PLINTH_CACHE to a folder that can be written.';
    throw new SetUpError(`The tools cannot be stored: ${/** @type {Error} */ (error).message}`, cure);
  }
  try {
    await fill(temporary);
  } catch (error) {
    fs.rmSync(temporary, { recursive: true, force: true });
    if (error instanceof SetUpError) throw error;
    const cure = 'Check the network and the registry (npm config get registry), then run the command again.';
    throw new SetUpError(`${name} could not be installed: ${/** @type {Error} */ (error).message}`, cure);
  }
  fs.writeFileSync(path.join(temporary, '.ready'), '');
  moveIntoPlace(temporary, dir);
}

/** @param {string} dir */
export function isInstalled(dir) {
  return fs.existsSync(path.join(dir, '.ready'));
}

/** Folders of interrupted installs, whose process is gone.
 * @param {string} parent */
function removeLeftovers(parent) {
  for (const name of fs.readdirSync(parent)) {
    const pid = Number(/\.tmp-(\d+)$/.exec(name)?.[1] ?? 0);
    if (pid !== 0 && !isAlive(pid)) fs.rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} from @param {string} to */
function moveIntoPlace(from, to) {
  if (!isInstalled(to)) fs.rmSync(to, { recursive: true, force: true });
  try {
    fs.renameSync(from, to);
  } catch (error) {
    fs.rmSync(from, { recursive: true, force: true });
    if (!isInstalled(to)) throw error; // otherwise another run was faster
  }
}
