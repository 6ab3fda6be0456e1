import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PlainError } from '../../base/errors';
import { systemReason } from '../../node/systemReason';

/** Writes a file of a folder, which is made where it is missing. @throws PlainError `fileUnwritable` */
export async function writeOut(folder: string, name: string, text: string): Promise<void> {
  const file = path.join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, text);
  } catch (error) {
    throw new PlainError('fileUnwritable', `"${file}" cannot be written: ${systemReason(error)}.`);
  }
}
