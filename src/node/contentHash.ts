import { createHash, type Hash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

const BUFFER_BYTES = 256 * 1_024;

/** A hash over the names and contents of files and of everything in folders. What cannot be read counts as empty. */
export async function contentHash(places: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(BUFFER_BYTES);
  for (const place of places) {
    const entries = await fs.readdir(place, { recursive: true, withFileTypes: true }).catch(() => undefined);
    const files = entries?.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files?.sort() ?? [place]) {
      hash.update(`\0${path.relative(place, file)}\0`);
      await addFile(hash, file, buffer).catch(() => undefined);
    }
  }
  return hash.digest('hex');
}

async function addFile(hash: Hash, file: string, buffer: Uint8Array): Promise<void> {
  const handle = await fs.open(file, 'r');
  try {
    for (let position = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      hash.update(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
