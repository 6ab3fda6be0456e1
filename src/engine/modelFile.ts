import { open } from 'node:fs/promises';
import { PlainError } from '../base/errors';
import { readGgufHeader, type GgufHeader } from '../core/models/ggufHeader';

export interface CheckedModelFile {
  readonly path: string;
  readonly bytes: number;
  readonly header: GgufHeader;
}

/**
 * Opens a model file and checks its header in JavaScript, before the native loader, whose parser has had overflows, sees it.
 * @throws PlainError `modelUnusable` that says what is wrong with the file.
 */
export async function checkModelFile(path: string): Promise<CheckedModelFile> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new PlainError(
      'modelUnusable',
      `The model file cannot be opened (${error.code ?? error.message}).`,
      'Choose or download a model again.',
    );
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new PlainError('modelUnusable', 'The model path names no file.', 'Choose a GGUF file.');
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const buffer = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    };
    return { path, bytes: stat.size, header: await readGgufHeader(read, stat.size) };
  } finally {
    await file.close();
  }
}
