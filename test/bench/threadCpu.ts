import { openSync, readSync } from 'node:fs';

/** Milliseconds of CPU time of the calling thread alone. */
export type ThreadCpu = () => number;

/**
 * A clock of the CPU time of the thread that calls this; only that thread may ask it. Where the system has no such figure for one thread it
 * counts the whole process, and says so, because the worker's time is then in it.
 */
export function threadCpu(): ThreadCpu {
  let file: number;
  try {
    file = openSync('/proc/thread-self/schedstat', 'r');
  } catch {
    console.log('No CPU time of single threads here: the figures are those of the whole process.');
    return processCpuMs;
  }
  const buffer = Buffer.alloc(64);
  return () => {
    // The kernel brings the thread's own figure up to date when the process asks for its sum; without that it is a tick behind.
    process.cpuUsage();
    const length = readSync(file, buffer, 0, buffer.length, 0);
    return Number.parseInt(buffer.toString('latin1', 0, length), 10) / 1e6;
  };
}

function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
