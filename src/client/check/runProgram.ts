import { spawn } from 'node:child_process';
import { within } from '../../base/cancel';
import type { Clock } from '../../base/clock';

export interface ProgramRun {
  /** Absolute: a bare name would be looked up, on Windows first in the current folder. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly timeoutMs: number;
  readonly maxOutputBytes?: number;
}

export interface ProgramOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const defaultMaxOutputBytes = 16_000_000;

/**
 * Runs a program without a shell and waits for its end. `undefined` when it cannot be started, takes too long, writes too much or is ended
 * by the signal; it and what it started are ended then. Never rejects.
 */
export async function runProgram(
  run: ProgramRun,
  clock: Clock,
  signal: AbortSignal,
): Promise<ProgramOutput | undefined> {
  if (signal.aborted) return undefined;
  const isWindows = process.platform === 'win32';
  const { file, args, cwd, env, input = '', timeoutMs, maxOutputBytes = defaultMaxOutputBytes } = run;
  // A group of its own, so that the end reaches what a launcher (pyright's is one) has started. Windows has no such groups.
  const child = spawn(file, args, { cwd, env, detached: !isWindows, windowsHide: true, stdio: 'pipe' });
  const kill = (): void => {
    try {
      if (isWindows || child.pid === undefined) child.kill('SIGKILL');
      else process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  const texts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let bytes = 0;
  const collect = (into: Buffer[]) => (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxOutputBytes) kill();
    else into.push(chunk);
  };
  child.stdout.on('data', collect(texts.stdout));
  child.stderr.on('data', collect(texts.stderr));
  // A program that ends before it has read everything closes its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code ?? undefined));
  });
  const exitCode = await within(ended, { clock, ms: timeoutMs, signal });
  if (exitCode === undefined || bytes > maxOutputBytes) {
    kill();
    return undefined;
  }
  return { exitCode, stdout: Buffer.concat(texts.stdout).toString(), stderr: Buffer.concat(texts.stderr).toString() };
}
