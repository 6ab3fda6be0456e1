import type { Clock } from '../base/clock';
import { runProgram } from './check/runProgram';

export interface ShellOrder {
  readonly command: string;
  readonly cwd: string;
  /** Environment of the caller. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
}

export interface ShellResult {
  readonly exitCode: number;
  /** What it wrote to its output, then what it wrote to its error stream. */
  readonly output: string;
}

/**
 * Runs a command line as the user's shell would. Call only with a command that the user gave for this purpose. `undefined` when it cannot be
 * started, takes too long, writes too much or is ended by the signal; then nothing of it runs any more. Never rejects.
 */
export async function runShellCommand(
  order: ShellOrder,
  clock: Clock,
  signal: AbortSignal,
): Promise<ShellResult | undefined> {
  const { command, cwd, timeoutMs } = order;
  const env = Object.fromEntries(
    Object.entries(order.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const windowsShell = `${order.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\cmd.exe`;
  const shell =
    process.platform === 'win32'
      ? { file: windowsShell, args: ['/d', '/s', '/c', command] }
      : { file: '/bin/sh', args: ['-c', command] };
  const ended = await runProgram({ ...shell, cwd, env, timeoutMs }, clock, signal);
  return ended && { exitCode: ended.exitCode, output: ended.stdout + ended.stderr };
}
