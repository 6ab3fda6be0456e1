import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { promisify } from 'node:util';
import { linuxPhysicalCores } from '../core/models/processors';
import type { MachineFacts } from '../core/models/recommend';

const PROBE_MS = 3_000;
/** Metal lets a program wire about two thirds of the memory that processor and graphics share. */
const METAL_SHARE = 0.66;
/** macOS counts memory that it could drop at once as used, so its "free" says little. */
const MAC_FREE_SHARE = 0.4;

/**
 * Memory and processor of this machine, a container's limits included. Takes a few milliseconds and never rejects. Graphics memory is only
 * known where it is the main memory (Apple silicon); elsewhere it is 0 until the engine tells.
 */
export async function readMachine(): Promise<MachineFacts> {
  // Without a limit, this is 0 or an enormous number.
  const limitBytes = process.constrainedMemory();
  const totalMemoryBytes = limitBytes > 0 && limitBytes < os.totalmem() ? limitBytes : os.totalmem();
  const isMac = process.platform === 'darwin';
  const freeMemoryBytes = isMac ? Math.max(os.freemem(), totalMemoryBytes * MAC_FREE_SHARE) : os.freemem();
  return {
    totalMemoryBytes,
    freeMemoryBytes: Math.min(freeMemoryBytes, totalMemoryBytes),
    physicalCores: await physicalCores(),
    gpuMemoryBytes: isMac && process.arch === 'arm64' ? Math.floor(totalMemoryBytes * METAL_SHARE) : 0,
  };
}

async function physicalCores(): Promise<number> {
  const logical = os.availableParallelism();
  if (process.platform === 'linux') return (await linuxPhysicalCores(readSystemFile, logical)) ?? logical;
  if (process.platform === 'darwin') {
    // Efficiency cores only slow down the others, which wait for them at each layer.
    const names = ['hw.perflevel0.physicalcpu', 'hw.physicalcpu'];
    for (const name of names) {
      const cores = Number(await output('/usr/sbin/sysctl', ['-n', name]));
      if (cores >= 1) return Math.min(cores, logical);
    }
  }
  // Windows tells only through slow management interfaces. Most of its machines have two threads on a core.
  return process.platform === 'win32' ? Math.max(1, Math.floor(logical / 2)) : logical;
}

async function output(program: string, args: readonly string[]): Promise<string> {
  return promisify(execFile)(program, [...args], { timeout: PROBE_MS }).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
}

async function readSystemFile(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
