import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { linuxPhysicalCores } from '../core/models/processors';

/**
 * Physical cores that this process may use, or undefined where only the native library knows (elsewhere than on Linux). Two threads on
 * one core slow decoding down: each waits for the other at every layer's barrier.
 */
export async function physicalCores(): Promise<number | undefined> {
  const read = async (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
  return linuxPhysicalCores(read, availableParallelism());
}
