import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ProcessIo } from '../../../src/cli/processIo';

function build(code?: string): { io: ProcessIo; told: () => string } {
  let told = '';
  const failure = code === undefined ? null : Object.assign(new Error(`write ${code}`), { code });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(failure) });
  const stderr = new Writable({
    write: (chunk, _encoding, done) => {
      told += String(chunk);
      done();
    },
  });
  return { io: new ProcessIo(stdout, stderr, '/'), told: () => told };
}

describe('ProcessIo', () => {
  it('keeps the exit code of a command whose output was written', async () => {
    const { io, told } = build();
    io.out('text');
    expect(await io.finish(2)).toBe(2);
    expect(told()).toBe('');
  });

  it('stops the work quietly when the reader went away', async () => {
    const { io, told } = build('EPIPE');
    io.out('text');
    await new Promise((resolve) => setImmediate(resolve));
    expect(io.signal.aborted).toBe(true);
    io.err('plinth: Stopped.\n');
    expect(await io.finish(1)).toBe(0);
    expect(told()).toBe('');
  });

  it('fails with one line when the output cannot be written', async () => {
    const { io, told } = build('ENOSPC');
    io.out('text');
    expect(await io.finish(0)).toBe(1);
    expect(told()).toBe('plinth: The output cannot be written: the disk is full.\n');
  });

  it('answers 130 after Ctrl+C, and at once after the second', async () => {
    const { io } = build();
    expect(io.interrupt()).toBeUndefined();
    expect(io.signal.aborted).toBe(true);
    expect(io.interrupt()).toBe(130);
    expect(await io.finish(1)).toBe(130);
  });
});
