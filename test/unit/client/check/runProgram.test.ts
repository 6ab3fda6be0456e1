import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/base/clock';
import { type ProgramRun, runProgram } from '../../../../src/client/check/runProgram';
import { FakeClock } from '../../../fakes/fakeClock';

const never = new AbortController().signal;

function run(code: string, more: Partial<ProgramRun> = {}, signal = never) {
  const program = { file: process.execPath, args: ['-e', code], cwd: tmpdir(), env: {}, timeoutMs: 60_000 };
  return runProgram({ ...program, ...more }, systemClock, signal);
}

describe('runProgram', () => {
  it('gives the input and hands back output and exit code', async () => {
    const code = "process.stdin.pipe(process.stdout); console.error('x'); process.exitCode = 3;";
    expect(await run(code, { input: 'ä😀' })).toEqual({ exitCode: 3, stdout: 'ä😀', stderr: 'x\n' });
  });

  it('takes arguments literally, as there is no shell', async () => {
    const args = ['-e', 'console.log(process.argv[1])', '$(echo a); `b` | c'];
    expect((await run('', { args }))?.stdout).toBe('$(echo a); `b` | c\n');
  });

  it('survives a program that does not read its input', async () => {
    expect((await run('process.exit(0)', { input: 'x'.repeat(5_000_000) }))?.exitCode).toBe(0);
  });

  it('answers nothing for a program that is not there', async () => {
    expect(await run('', { file: '/nowhere/at/all' })).toBeUndefined();
  });

  it('ends a program that takes too long, with what it started', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plinth-run-'));
    const note = path.join(folder, 'pid');
    // Writes the id of its child under another name first, so that the file is whole when it is there.
    const code = `const { spawn } = require('child_process'); const fs = require('fs');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      fs.writeFileSync('new', String(child.pid)); fs.renameSync('new', 'pid'); setInterval(() => {}, 1000);`;
    const clock = new FakeClock();
    const program = { file: process.execPath, args: ['-e', code], cwd: folder, env: {}, timeoutMs: 1000 };
    const running = runProgram(program, clock, never);
    await expect.poll(() => existsSync(note)).toBe(true);
    const pid = Number(readFileSync(note, 'utf8'));
    await clock.advance(1000);
    expect(await running).toBeUndefined();
    await expect.poll(() => isRunning(pid)).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends a program that writes too much', async () => {
    const code = "const line = 'x'.repeat(9999); const go = () => process.stdout.write(line, go); go();";
    expect(await run(code, { maxOutputBytes: 100_000 })).toBeUndefined();
  });

  it('does not start when it is aborted already', async () => {
    expect(await run('console.log(1)', {}, AbortSignal.abort())).toBeUndefined();
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
