import { spawn, spawnSync } from 'node:child_process';

/** The desktop VS Code's command, when it is on the PATH and there is a screen to show it on. */
export function findDesktopVscode() {
  const hasScreen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  if (!hasScreen) return undefined;
  const command = process.platform === 'win32' ? 'code.cmd' : 'code';
  const { status } = spawnSync(command, ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' });
  return status === 0 ? command : undefined;
}

/**
 * Opens a folder in a window of its own that runs the extension from a folder.
 * @param {string} command
 * @param {{folder: string, file: string, extension: string, models: string}} what
 */
export function openDesktopVscode(command, { folder, file, extension, models }) {
  const args = ['--new-window', `--extensionDevelopmentPath=${extension}`, folder, '--goto', file];
  const env = { ...process.env, PLINTH_MODELS: models };
  const shell = process.platform === 'win32'; // for code.cmd; a shell takes the arguments apart at spaces
  const words = shell ? args.map((arg) => `"${arg}"`) : args;
  spawn(command, words, { env, detached: true, stdio: 'ignore', shell }).unref();
}
