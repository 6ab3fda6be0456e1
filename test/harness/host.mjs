// Starts a real VS Code (code-server) on a free loopback port, with throw-away user data.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { endEngines } from './endEngines.mjs';
import { SetUpError } from './setUpError.mjs';
import { newerNode } from './setUp/newerNode.mjs';
import { codeServerEntry, hasVscodeHost } from './setUp/vscodeHost.mjs';

/**
 * @typedef {object} HostOptions
 * @property {string} folder the workspace
 * @property {string} [file] opened in the editor
 * @property {string} [vsix] installed first, as a user would
 * @property {string} [extension] with `tests`: a folder to run the extension from, instead of `vsix`
 * @property {string} [tests] entry of the tests that run inside the extension host
 * @property {Record<string, unknown>} [settings] user settings beside the quiet ones
 * @property {NodeJS.ProcessEnv} [env] more environment; the host's own XDG folders are throw-away, so name PLINTH_MODELS here
 * @property {boolean} [trust] leave workspace trust on: a folder opens in restricted mode
 * @property {boolean} [staysIdle] do not end when nobody is connected
 *
 * @typedef {object} Host
 * @property {string} url opens the workspace
 * @property {string} dataDir
 * @property {number} pid
 * @property {() => string} log
 * @property {() => Promise<void>} dispose ends every process of it and removes its data
 */

/** Nothing pops up and nothing wants the network. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
};

/** What makes the editor the same in every run of a test. */
export const testSettings = {
  'workbench.reduceMotion': 'on', // else screenshots catch notifications half faded in
  'files.autoSave': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.inlineSuggest.enabled': true,
  // With the suggest widget open, ghost text is drawn differently or not at all.
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.wordBasedSuggestions': 'off',
};

/** Ctrl+C, `kill`, and the terminal that was closed. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @param {HostOptions} options @returns {Promise<Host>} */
export async function startHost(options) {
  if (!hasVscodeHost())
    throw new SetUpError('The VS Code for tests is not installed', 'Run npm test once; it installs it.');
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vsc-')); // short: it holds sockets, whose paths end at 107 characters
  const remove = () => fs.rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const env = prepareData(dataDir, options);
  if (options.vsix !== undefined) {
    try {
      const args = [...commonArgs(dataDir), '--install-extension', path.resolve(options.vsix)];
      await promisify(execFile)(newerNode, args, { env });
    } catch (error) {
      remove();
      throw error;
    }
  }
  const server = spawnServer(dataDir, options, env, remove);
  const port = await server.port;
  if (port === undefined) {
    await server.dispose();
    throw new Error(`code-server did not start:\n${server.log()}`);
  }
  return { url: urlOf(port, options), dataDir, pid: server.pid, log: server.log, dispose: server.dispose };
}

/** @param {string} dataDir @param {HostOptions} options @returns {NodeJS.ProcessEnv} */
function prepareData(dataDir, options) {
  const at = (/** @type {string} */ name) => path.join(dataDir, name);
  for (const name of ['User', 'ext', 'tmp', 'run']) fs.mkdirSync(at(name), { mode: 0o700 });
  const settings = {
    ...quietSettings,
    'security.workspace.trust.enabled': options.trust === true,
    ...options.settings,
  };
  fs.writeFileSync(path.join(at('User'), 'settings.json'), JSON.stringify(settings, undefined, 2));
  fs.writeFileSync(at('config.yaml'), 'auth: none\n');
  // Nothing is read from or left in the user's own folders, and no marketplace is asked.
  const own = {
    TMPDIR: at('tmp'),
    XDG_DATA_HOME: at('data'),
    XDG_CONFIG_HOME: at('config'),
    XDG_CACHE_HOME: at('cache'),
    XDG_RUNTIME_DIR: at('run'),
  };
  const env = { ...process.env, ...own, EXTENSIONS_GALLERY: '{}', ...options.env };
  const misleading = /^(VSCODE_IPC_HOOK_CLI|ELECTRON_RUN_AS_NODE|NODE_OPTIONS|PORT|VITEST.*)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !misleading.test(name)));
}

/** @param {string} dataDir */
function commonArgs(dataDir) {
  const config = path.join(dataDir, 'config.yaml');
  return [
    codeServerEntry,
    '--config',
    config,
    '--user-data-dir',
    dataDir,
    '--extensions-dir',
    path.join(dataDir, 'ext'),
  ];
}

/** @param {HostOptions} options */
function serverArgs(options) {
  return [
    ...['--bind-addr', '127.0.0.1:0', '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
    ...['--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened'],
    ...(options.trust === true ? [] : ['--disable-workspace-trust']),
    // Ends by itself when this process is killed hard.
    ...(options.staysIdle === true ? [] : ['--idle-timeout-seconds', '90']),
    // Without the driver, VS Code silently ignores the entry of the tests.
    ...(options.tests === undefined ? [] : ['--vscode-option', 'enable-smoke-test-driver']),
  ];
}

/** @param {string} dataDir @param {HostOptions} options @param {NodeJS.ProcessEnv} env @param {() => void} remove */
function spawnServer(dataDir, options, env, remove) {
  // detached: a process group of its own, so that its children end with it
  const child = spawn(newerNode, [...commonArgs(dataDir), ...serverArgs(options)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  const signalGroup = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      process.kill(-pid, signal);
    } catch {
      // already gone
    }
  };
  const onExit = () => {
    signalGroup('SIGKILL');
    endEngines(dataDir); // after the extension, which would start another
    remove();
  };
  const onSignal = () => process.exit(130);
  process.once('exit', onExit);
  for (const signal of endingSignals) process.once(signal, onSignal);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const dispose = async () => {
    signalGroup('SIGTERM');
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
    process.off('exit', onExit);
    for (const signal of endingSignals) process.off(signal, onSignal);
    onExit();
  };
  let output = '';
  /** @type {Promise<string | undefined>} */
  const listening = new Promise((resolve) => {
    const read = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
      const port = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(port);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const timeout = new Promise((resolve) => setTimeout(resolve, 60_000).unref());
  const port = Promise.race([listening, exited.then(() => undefined), timeout.then(() => undefined)]);
  return { pid, port, dispose, log: () => output };
}

/** @param {string} port @param {HostOptions} options */
function urlOf(port, { folder, file, extension, tests }) {
  const remote = (/** @type {string} */ at) => `vscode-remote://127.0.0.1:${port}${encodeURI(path.resolve(at))}`;
  const payload = Object.entries({
    openFile: file,
    extensionDevelopmentPath: extension,
    extensionTestsPath: tests,
  }).flatMap(([key, at]) => (at === undefined ? [] : [[key, remote(at)]]));
  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set('folder', path.resolve(folder));
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
