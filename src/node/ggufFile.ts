import { open, stat } from 'node:fs/promises';
import { PlainError } from '../base/errors';
import { readFully } from '../base/readFully';
import { type GgufHeader, readGgufHeader } from '../core/models/ggufHeader';
import { systemReason } from './systemReason';

/**
 * Reads and checks the header of a GGUF file on disk. Call before any native code opens the file.
 * @throws PlainError `modelMissing` without a readable file, `modelUnusable` for a wrong one.
 */
export async function readGgufFile(file: string): Promise<GgufHeader> {
  // Before opening: a pipe would block the open for ever.
  const kind = await stat(file).catch(refuse(file));
  if (!kind.isFile())
    throw new PlainError('modelUnusable', `"${file}" is not a file.`, 'Give the path of a .gguf file.');
  const handle = await open(file, 'r').catch(refuse(file));
  try {
    const facts = await handle.stat();
    return await readGgufHeader((offset, length) => readFully(handle, offset, length), facts.size);
  } finally {
    await handle.close();
  }
}

function refuse(file: string): (error: unknown) => never {
  return (error) => {
    throw new PlainError(
      'modelMissing',
      `The model file "${file}" cannot be opened: ${systemReason(error)}.`,
      'Check the path, or download a model with "plinth models pull".',
    );
  };
}
