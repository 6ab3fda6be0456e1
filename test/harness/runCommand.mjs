// Starts other programs: npm, esbuild, vitest, vsce.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { outDir } from './paths.mjs';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [visible] show the output as it comes instead of collecting it
 *
 * @typedef {object} CommandResult
 * @property {number} code exit code; 1 when a signal ended it
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a program to its end and never rejects because of its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  const { cwd, env = process.env, visible = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', visible ? 'inherit' : 'pipe', visible ? 'inherit' : 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/**
 * Runs a program that must succeed. Its output goes to out/log/NAME.log.
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<string>} what it wrote to standard output
 * @throws {Error} with the last line that tells something, and the path of the log
 */
export async function runLogged(name, command, args, options) {
  const { code, stdout, stderr } = await runCommand(command, args, options);
  const log = path.join(outDir, 'log', `${name}.log`);
  fs.mkdirSync(path.dirname(log), { recursive: true });
  fs.writeFileSync(log, `${[command, ...args].join(' ')}\n${stdout}${stderr}`);
  if (code === 0) return stdout;
  throw new Error(`${tellingLine(`${stdout}\n${stderr}`)} (exit code ${code}, all of it in ${log})`);
}

/** @param {string} output */
function tellingLine(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const telling = lines.filter((line) => line !== '' && !/A complete log of this run|^npm error$|^at /.test(line));
  return telling.find((line) => /\b(ERR!|[Ee]rror\b)/.test(line)) ?? telling.at(-1) ?? 'no output';
}
